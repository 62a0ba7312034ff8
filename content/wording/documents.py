"""The numbers of documents: 47/NQ-CP, 57-KL/TW, 09/2017/NĐ-CP, 49/2014/QH13, and blank ones: Số: /KH-UBND."""

import re

from content.wording.abbreviations import guesses
from content.wording.letters import name_letters
from content.wording.numbers import cardinal, identifier, number_words
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import DOCUMENT_TYPES, ISSUERS, MEANINGS

# Parts are capitals ("NQ", "BTTTT"), some with a small end ("TTg", "TTr"), some with a number ("QH13").
_PART = r"[A-ZĐƯ](?:[A-ZĐƯ]{0,11}[griy]?|[a-zđ]{1,2}[A-ZĐƯ]{1,6})\d{0,3}(?!\w)"
_SUFFIX = rf"{_PART}(?:(?:[-–/&] ?| [-–/&])(?![-–/ ]){_PART}){{0,5}}"
_NUMBER = re.compile(rf"(\d{{1,6}})([a-dđA-F]?)(?: ?/ ?((?:19|20)\d\d)\b)?(?: ?[/–-] ?)({_SUFFIX})(?![\w/])")
_BLANK = re.compile(rf"(?:\.{{1,80}}|…{{1,80}}|_{{1,80}})?(?: ?/ ?((?:19|20)\d\d))? ?[/–-] ?({_SUFFIX})(?![\w/])")
_BARE = re.compile(rf"({_PART})[-–]({_PART})(?![\w/&-])")
_STANDARD = re.compile(
    rf"(TCVN|QCVN|QCĐP|TCXDVN|TCCS) ?(\d{{1,6}})(?:[-–](\d{{1,3}}))?(?: ?[:/] ?(\d{{4}}))?"
    rf"(?:/({_SUFFIX}))?(?![\w/])"
)
_STANDARDS = {
    "TCVN": "tiêu chuẩn Việt Nam", "QCVN": "quy chuẩn Việt Nam", "QCĐP": "quy chuẩn địa phương",
    "TCXDVN": "tiêu chuẩn xây dựng Việt Nam", "TCCS": "tiêu chuẩn cơ sở",
}  # fmt: skip
_TITLE = re.compile(r"((?:[^\W\d_]+ )?[^\W\d_]+) (?:số ?:? ?)?$")
_JOINTS = re.compile(r" ?[-–/&] ?")
_LETTERS_AND_NUMBER = re.compile(r"(\D+)(\d*)")
_TITLES = frozenset(
    {"số", "luật", "định", "quyết", "thị", "tư", "luận", "hoạch", "báo", "văn", "điện", "lệnh", "trình"}
)


def _say_part(part: str, cursor: Cursor, *, first: bool) -> str | None:
    """Say one part of a suffix: first the type of document, if it is one, then those who issued it."""
    match = _LETTERS_AND_NUMBER.match(part)
    letters, number = (match[1], match[2]) if match else (part, "")
    tables = (DOCUMENT_TYPES, ISSUERS) if first else (ISSUERS, DOCUMENT_TYPES)
    words = tables[0].get(letters) or tables[1].get(letters)
    if words is None and letters in MEANINGS:
        words = MEANINGS[letters][0].spoken
    if words is None:
        return None
    return f"{words} {number_words(number, cursor.style)}" if number else words


def _echo(part: str, cursor: Cursor) -> str | None:
    """Say the title that stands before the number again, if its initials are this part: "Quy định số 37-QĐ/TW"."""
    title = _TITLE.search(cursor.before)
    if title is None:
        return None
    words = title[1].split()
    for count in (2, 1):
        if "".join(word[0] for word in words[-count:]) == part.casefold():
            return " ".join(words[-count:])
    return None


def _say_suffix(suffix: str, cursor: Cursor) -> tuple[str, Question | None]:
    words: list[str] = []
    unknown: list[str] = []
    for index, part in enumerate(_JOINTS.split(suffix)):
        said = _echo(part, cursor) if index == 0 else None
        said = said or _say_part(part, cursor, first=index == 0)
        if said is None:
            unknown.append(part)
            letters = "".join(letter for letter in part if letter.isalpha())
            said = next(iter(guesses(letters)), name_letters(letters))
        words.append(said)
    question = Question("unknown document part", tuple(unknown)) if unknown else None
    return " ".join(words), question


def _is_document(suffix: str, cursor: Cursor) -> bool:
    """Answer whether a suffix is one: its first part is known, or "số" stands before."""
    first = _JOINTS.split(suffix)[0].rstrip("0123456789")
    return first in DOCUMENT_TYPES or first in ISSUERS or cursor.word_before() in _TITLES


def _numbered(cursor: Cursor) -> Said | None:
    match = _NUMBER.match(cursor.text, cursor.at)
    if match is None or not _is_document(match[4], cursor):
        return None
    number, letter, year, suffix = match.groups()
    head = identifier(number, cursor.style) + (f" {name_letters(letter)}" if letter else "")
    if year:
        head += f", {cardinal(year, cursor.style)},"
    words, question = _say_suffix(suffix, cursor)
    return Said(match.end(), f"{head} {words}", 0.6 if question else 0.97, question)


def _blank(cursor: Cursor) -> Said | None:
    """Read a number that was never filled in: only its suffix can be said."""
    if cursor.word_before() not in _TITLES or cursor.heard_rule in {"document", "number"}:
        return None
    match = _BLANK.match(cursor.text, cursor.at)
    if match is None:
        return None
    words, _ = _say_suffix(match[2], cursor)
    if match[1]:
        words = f"{cardinal(match[1], cursor.style)}, {words}"
    return Said(match.end(), words, 0.5, Question("blank"))


def _bare(cursor: Cursor) -> Said | None:
    """Read a suffix that stands alone: "mẫu KH-UBND"."""
    match = _BARE.match(cursor.text, cursor.at)
    if match is None or match[0] in MEANINGS or match[1] not in DOCUMENT_TYPES or match[2] not in ISSUERS:
        return None
    return Said(match.end(), f"{DOCUMENT_TYPES[match[1]]} {ISSUERS[match[2]]}", 0.85)


def _standard(cursor: Cursor) -> Said | None:
    """Read TCVN 7957:2008, QCVN 26:2010/BTNMT."""
    match = _STANDARD.match(cursor.text, cursor.at)
    if match is None:
        return None
    name, number, part, year, suffix = match.groups()
    words = [_STANDARDS[name], identifier(number, cursor.style)]
    words += [cardinal(part, cursor.style)] if part else []
    words += [f", {cardinal(year, cursor.style)}"] if year else []
    words += [_say_suffix(suffix, cursor)[0]] if suffix else []
    return Said(match.end(), " ".join(words).replace(" ,", ","), 0.9)


RULES = (
    Rule("document", Start.DIGIT, _numbered, then="/-–abcdđABCDEF"),
    Rule("document", Start.SIGN, _blank, first="/-–._…"),
    Rule("document", Start.LETTER, _standard, first="TQ"),
    Rule("document", Start.LETTER, _bare, glued=True),
)
