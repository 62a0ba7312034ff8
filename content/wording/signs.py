"""Signs: those that are heard (&, %, +), those that are a silence, those that join their neighbours."""

import re

from content.wording.numbers import NUMBER, amount
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import CUES, UNITS

_RUN = re.compile(r"([^\w\s])\1*")
_ELLIPSIS = re.compile(r"\.{2,}|…+|(?:\. ){3,20}\.?")
_BLANK = re.compile(r"_{2,}|\.{5,}|…{2,}")
_END_MARK = re.compile(r"\./\.|\./|/\./")
_SENTENCE_END = re.compile(r"[.!?]+[\"”')\]]*(?= |\n|\Z)")
_INITIAL = re.compile(r"(?<![^\W_])[A-ZĐ]$")  # the dot after "Trần Văn B" ends no sentence
_WORD = re.compile(r"[^\W\d_]+[²³23]?")
_NEGATIVE = re.compile(rf"[-−+] ?(?={NUMBER})")
_MONEY = re.compile(rf"([$€£]) ?({NUMBER})")
_MONEY_NAMES = {"$": "đô la", "€": "ơ rô", "£": "bảng Anh"}
_PER = re.compile(rf" ?/ ?(?:1 )?({'|'.join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))})(?!\w)")

_HEARD = {
    "&": "và", "%": "phần trăm", "‰": "phần nghìn", "+": "cộng", "=": "bằng", "<": "nhỏ hơn", ">": "lớn hơn",
    "≤": "nhỏ hơn hoặc bằng", "≥": "lớn hơn hoặc bằng", "±": "cộng trừ", "×": "nhân", "÷": "chia",
    "@": "a còng", "°": "độ", "℃": "độ xê", "$": "đô la", "€": "ơ rô", "№": "số", "½": "một phần hai",
    "¼": "một phần tư", "¾": "ba phần tư", "~": "khoảng", "≈": "khoảng", "²": "bình phương", "³": "lập phương",
}  # fmt: skip
_SPELLED = frozenset({"telephone", "identity"})  # two in a row need a breath between them
_QUIET = frozenset("\"'“”‘’«»‹›„‟`´")
_BRACKETS = frozenset("()[]{}|")
_ARROWS = frozenset("→⇒►➔➜←↔")


def _negative(cursor: Cursor) -> Said | None:
    """Read -5 as "âm năm" where a minus can stand."""
    match = _NEGATIVE.match(cursor.text, cursor.at)
    if match is None or cursor.character(cursor.at) == "+" or match[0].endswith(" "):
        return None
    previous = cursor.text[max(0, cursor.at - 1) : cursor.at]
    if previous not in {" ", "(", ""} or cursor.heard_rule in {"number", "date", "time", "ratio"}:
        return None
    return Said(match.end(), "âm", 0.85)


def _money(cursor: Cursor) -> Said | None:
    """Read $100 as "một trăm đô la"."""
    match = _MONEY.match(cursor.text, cursor.at)
    if match is None:
        return None
    return Said(match.end(), f"{amount(match[2], cursor.style)} {_MONEY_NAMES[match[1]]}", 0.9)


def _blank(cursor: Cursor) -> Said | None:
    match = _BLANK.match(cursor.text, cursor.at)
    return Said(match.end(), ",", 0.3, Question("blank"), cursor.style.comma_ms) if match else None


def _end_mark(cursor: Cursor) -> Said | None:
    """Take the ./. that closes a document."""
    match = _END_MARK.match(cursor.text, cursor.at)
    return Said(match.end(), ".", pause_ms=cursor.style.sentence_ms) if match else None


def _ellipsis(cursor: Cursor) -> Said | None:
    match = _ELLIPSIS.match(cursor.text, cursor.at)
    if match is None:
        return None
    after = cursor.text[match.end() : match.end() + 2]
    if (after.strip() == "" and "\n" in f"{after}\n"[:2]) or after[1:2].isupper():
        return Said(match.end(), ".", pause_ms=cursor.style.sentence_ms)
    return Said(match.end(), ",", pause_ms=cursor.style.comma_ms)


def _sentence_end(cursor: Cursor) -> Said | None:
    match = _SENTENCE_END.match(cursor.text, cursor.at)
    if match is None or cursor.character(match.end() + 1).islower():
        return None
    initial = _INITIAL.search(cursor.text, max(0, cursor.at - 2), cursor.at)
    if initial and match[0] == "." and cursor.character(match.end()) == " ":
        return Said(match.end(), ",", pause_ms=cursor.style.comma_ms)
    mark = "?" if "?" in match[0] else "!" if "!" in match[0] else "."
    return Said(match.end(), mark, pause_ms=cursor.style.sentence_ms)


def _per(cursor: Cursor) -> Said | None:
    """Read the slash of km/h, đồng/kg, lần/ngày as "một"."""
    match = _PER.match(cursor.text, cursor.at)
    before = cursor.word_before()
    measured = cursor.heard_rule in {"per"} or before in CUES["measure"] or _is_unit(cursor)
    if match and measured:
        return Said(match.end(), f"một {UNITS[match[1]]}", 0.93)
    place = cursor.at + 1 + (cursor.character(cursor.at + 1) == " ")
    if cursor.character(cursor.at) != "/" or not measured:
        return None
    word = _WORD.match(cursor.text, place)
    if word is None or word[0].lower() not in CUES["each"] or (before == "ngày" and word[0] in {"tháng", "đêm"}):
        return None
    return Said(place, "một", 0.93)


def _is_unit(cursor: Cursor) -> bool:
    return cursor.heard_rule == "number" and not cursor.heard[-1:].isdigit() and cursor.heard != ""


def _dash(cursor: Cursor) -> Said | None:
    """Read a dash between two dates, times or measures as "đến"; between words it is not heard."""
    if cursor.character(cursor.at) not in "-–—":
        return None
    match = _RUN.match(cursor.text, cursor.at)
    end = match.end() if match else cursor.at + 1
    following = cursor.text[end : end + 2].strip(" ")
    if following[:1].isdigit() and end - cursor.at == 1 and (rule := _ranged_rule(cursor)):
        return Said(end, _range_word(cursor, end, rule), 0.85)
    if cursor.heard_rule in _SPELLED:
        return Said(end, ",", pause_ms=cursor.style.comma_ms)
    long_dash = cursor.character(cursor.at) in "–—" and cursor.character(end) == " "
    return Said(end, "," if long_dash else "", pause_ms=cursor.style.comma_ms if long_dash else 0)


_HOLIDAY_PAIR = re.compile(r" ?(?:1/5|01/5|1/05|01/05)(?![\d/])")
_NEXT_DATE = re.compile(r" ?\d{1,2}[/.]\d{1,2}")
_TIMES_OF_DAY = frozenset({"sáng", "trưa", "chiều", "tối", "đêm", "khuya", "giờ"})
_NEXT_TIME = re.compile(r" ?\d{1,2} ?(?:[hg:]|giờ)")


def _ranged_rule(cursor: Cursor) -> str:
    """Return what kind of thing the dash comes after, looking past "sáng", "chiều", "triệu" ..."""
    if cursor.heard_rule in {"time", "date", "number"}:
        return cursor.heard_rule
    if cursor.word_before() in _TIMES_OF_DAY and cursor.recent_rule == "time":
        return "time"
    return "number" if cursor.word_before() in CUES["measure"] and cursor.recent_rule == "number" else ""


def _range_word(cursor: Cursor, end: int, rule: str) -> str:
    """Return "đến" if what follows the dash is of the same kind as what came before it."""
    if rule == "date":
        if _HOLIDAY_PAIR.match(cursor.text, end):
            return ""
        return "đến" if _NEXT_DATE.match(cursor.text, end) else ""
    if rule == "time":
        return "đến" if _NEXT_TIME.match(cursor.text, end) else ""
    return "" if _NEXT_DATE.match(cursor.text, end) or _NEXT_TIME.match(cursor.text, end) else "đến"


def _colon(cursor: Cursor) -> Said | None:
    sign = cursor.character(cursor.at)
    if sign == ":":
        return Said(cursor.at + 1, ",", pause_ms=cursor.style.comma_ms)
    if sign == ";":
        return Said(cursor.at + 1, ",", pause_ms=cursor.style.semicolon_ms)
    return None


def _sign(cursor: Cursor) -> Said:
    """Take any sign that no other rule wanted: heard, a pause, quiet, or unknown and reported."""
    match = _RUN.match(cursor.text, cursor.at)
    if match is None:
        return Said(cursor.at + 1, "", 0.0, Question("symbol"))
    sign, end = match[1], match.end()
    if sign in ",.!?" or sign in _BRACKETS:
        return Said(end, ",", pause_ms=cursor.style.comma_ms)
    if sign == "/" and cursor.heard_rule in _SPELLED:
        return Said(end, ",", pause_ms=cursor.style.comma_ms)
    if sign in _QUIET or sign in "/\\-–—_" or sign in _ARROWS:
        return Said(end, "")
    if sign in _HEARD and len(match[0]) == 1:
        return Said(end, _HEARD[sign], 0.9)
    if sign in "*#^•·=" and len(match[0]) < 80:
        return Said(end, "", 0.5, Question("symbol"))
    return Said(end, "", 0.0, Question("symbol"))


RULES = (
    Rule("blank", Start.SIGN, _blank, first="._…"),
    Rule("punctuation", Start.SIGN, _end_mark, first="./"),
    Rule("punctuation", Start.SIGN, _ellipsis, first=".…"),
    Rule("punctuation", Start.SIGN, _sentence_end, first=".!?"),
    Rule("number", Start.SIGN, _money, first="$€£"),
    Rule("negative", Start.SIGN, _negative, first="-−"),
    Rule("per", Start.SIGN, _per, first="/"),
    Rule("dash", Start.SIGN, _dash, first="-–—"),
    Rule("punctuation", Start.SIGN, _colon, first=":;"),
    Rule("sign", Start.SIGN, _sign),
)
