"""What stands at the start of a line: bullets, the numbers of headings, the initials above a signature."""

import re

from content.wording.letters import NAMES
from content.wording.lines import BULLETS
from content.wording.numbers import cardinal, number_words, roman
from content.wording.rules import Cursor, Rule, Said, Start

_BULLET = re.compile(rf"[{re.escape(BULLETS)}]{{1,3}}(?= |[^\W\d]|$|\n)|[{re.escape(BULLETS)}](?=\d[\d.,]* ?[^\W\d])")
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,2}){0,4})(?:[.)/](?= ?[^\W\d]| ?[\"“(]|\n|\Z| \d)|[.)/]?[-–](?= [^\W\d]))")
_TWO_LEVELS = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(?= [^\W\d_])")
_ROMAN = re.compile(r"([IVX]{1,6})(?:\.(\d{1,2}))?(?:[.)](?= |[^\W\d]|$)|/(?= )|[-–](?= )| [-–](?= ))")
_LETTER = re.compile(r"([A-HKLMa-eghiklđ])(?:\d)?(?:[.)/](?= )|\)(?=\w))")
_LETTER_AND_NUMBER = re.compile(r"([A-H])(\d{1,2})\.(?= )")
_INITIALS = re.compile(r"(TM|T/M|T\.M|KT|K/T|K\.T|TL|T/L|T\.L|TUQ|T/UQ|Q)(?:(\.)[ \n]?|[ \n])(?=[^\W\d_]{2})")
_OFFICE = re.compile(
    r"chủ tịch|phó|trưởng|bí thư|giám đốc|hiệu trưởng|ủy ban|uỷ ban|ubnd|hđnd|hội đồng|ban|đảng ủy|đảng uỷ|bch|btv"
    r"|bcđ|chánh|chi ủy|chi bộ|chỉ huy|thủ trưởng|htx|hợp tác xã|mặt trận|ubmttq",
    re.IGNORECASE,
)
_INITIALS_SPOKEN = {
    "TM": "thay mặt", "T/M": "thay mặt", "T.M": "thay mặt",
    "KT": "ký thay", "K/T": "ký thay", "K.T": "ký thay",
    "TL": "thừa lệnh", "T/L": "thừa lệnh", "T.L": "thừa lệnh",
    "TUQ": "thừa ủy quyền", "T/UQ": "thừa ủy quyền", "Q": "quyền",
}  # fmt: skip


def _bullet(cursor: Cursor) -> Said | None:
    if not cursor.line_start:
        return None
    match = _BULLET.match(cursor.text, cursor.at)
    return Said(match.end(), "") if match else None


def _numbered(cursor: Cursor) -> Said | None:
    """Read 1. and 4.1. before a heading or an item."""
    if not cursor.line_start:
        return None
    match = _NUMBERED.match(cursor.text, cursor.at)
    if match is None:
        match = _TWO_LEVELS.match(cursor.text, cursor.at)
        if match is None or cursor.character(match.end() + 1).islower():
            return None
    parts = [number_words(part, cursor.style) for part in match[1].split(".")]
    return Said(match.end(), " chấm ".join(parts), 0.98, pause_ms=cursor.style.comma_ms)


def _roman(cursor: Cursor) -> Said | None:
    if not cursor.line_start:
        return None
    match = _ROMAN.match(cursor.text, cursor.at)
    if match is None or not (number := roman(match[1])):
        return None
    words = cardinal(str(number), cursor.style)
    if match[2]:
        words += f" chấm {number_words(match[2], cursor.style)}"
    return Said(match.end(), words, 0.95, pause_ms=cursor.style.comma_ms)


def _letter(cursor: Cursor) -> Said | None:
    if not cursor.line_start:
        return None
    numbered = _LETTER_AND_NUMBER.match(cursor.text, cursor.at)
    match = numbered or _LETTER.match(cursor.text, cursor.at)
    if match is None:
        return None
    words = NAMES[match[1].lower()]
    if numbered:
        words += f" {cardinal(match[2], cursor.style)}"
    return Said(match.end(), words, 0.9, pause_ms=cursor.style.comma_ms)


def _initials(cursor: Cursor) -> Said | None:
    """Read TM., KT., TL., TUQ. above a signature."""
    match = _INITIALS.match(cursor.text, cursor.at)
    if match is None or (match[1] == "Q" and not match[2]):
        return None
    capitals = cursor.line_start and cursor.text[match.end() : match.end() + 2].isupper()
    office = match[2] and _OFFICE.match(cursor.text, match.end())
    if not (capitals or office):
        return None
    end = match.end(2) if match[2] else match.end(1)
    return Said(end, _INITIALS_SPOKEN[match[1]], 0.97)


RULES = (
    Rule("bullet", Start.SIGN, _bullet, at_line_start=True),
    Rule("heading", Start.DIGIT, _numbered, at_line_start=True),
    Rule("heading", Start.LETTER, _roman, first="IVX", at_line_start=True),
    Rule("signature", Start.LETTER, _initials, first="TKQ"),
    Rule("heading", Start.LETTER, _letter, at_line_start=True),
)
