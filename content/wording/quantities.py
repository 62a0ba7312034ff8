"""Counts, measures, money, percentages and their ranges: 1.050.000đ, 2,5 km, 10-15%, 3 - 5 người."""

import re

from content.wording.numbers import NUMBER, amount, cardinal, decimals, identifier, number_words, ordinal
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import CUES, UNITS

_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"({NUMBER})(?: ?({_UNIT})(?!\w))?(?: ?(?:[-–—÷]|->|~) ?(?P<last>{NUMBER})(?![-/]\d))?"
    rf"(?(last)(?: ?(?P<unit>{_UNIT})(?!\w))?)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PARTED = re.compile(r"(\d{1,3})(m|tr|kg)(\d{1,3})(?!\w)")
_PARTED_NAMES = {"m": "mét", "tr": "triệu", "kg": "ki lô gam"}
_CHAIN = re.compile(r"\d{1,3}(?:\.\d{1,3}){2,6}(?!\d)")
_LISTED = re.compile(r"\d{1,3}(?:,\d{1,3})+(?!\d)")
_DOTTED = re.compile(r"(\d{1,3})\.(\d{1,2})(?!\d|[.,]\d)")
_ORDINAL = re.compile(r"(\d{1,2})(?!\d|[.,/]\d)")
_WEEKDAYS = re.compile(r"thứ (?:\d(?:, ?| và | đến | ?[-–] ?| hoặc ))+$")
_SCORE = re.compile(r"(\d{1,2}) ?[-–] ?(\d{1,2})(?! ?[\w%/]|\w)")
_TRIPLE = re.compile(r"\d{1,4}(?:[-–]\d{1,4}){2,9}(?![\w/])")
_NO_MINUTES = re.compile(r"00(?: phút)?(?![\w.,/]\d)")
_THOUSANDS = re.compile(r"(\d{1,3}),(\d{3}) ?(?:đồng|đ|VNĐ|VND|vnđ)(?!\w)")


def _quantity(cursor: Cursor) -> Said | None:
    """Read a number, its range and its unit."""
    match = _QUANTITY.match(cursor.text, cursor.at)
    if match is None:
        return None
    first, unit = match[1], match[2]
    last, last_unit = match["last"], match["unit"]
    if last is None:
        return _single(cursor, match, first, unit)
    if unit and last_unit and UNITS[unit] != UNITS[last_unit]:
        return _single(cursor, match, first, unit)
    words = _say_number(cursor, first)
    words += f" {UNITS[unit]}" if unit else ""
    words += f" đến {_say_number(cursor, last)}"
    words += f" {UNITS[last_unit]}" if last_unit else ""
    return Said(match.end(), words, 0.95)


def _single(cursor: Cursor, match: re.Match[str], number: str, unit: str | None) -> Said:
    words = _say_number(cursor, number)
    if unit is None:
        return Said(match.end(1), words, 0.98 if len(number) < 8 else 0.9)
    return Said(match.end(2), f"{words} {UNITS[unit]}", 0.98)


def _say_number(cursor: Cursor, number: str) -> str:
    if number.isdigit() and number[0] == "0" and cursor.word_before() == "số" and len(number) > 1:
        return identifier(number, cursor.style)
    return amount(number, cursor.style)


def _parted(cursor: Cursor) -> Said | None:
    """Read 1m65, 3tr5."""
    match = _PARTED.match(cursor.text, cursor.at)
    if match is None or (match[2] == "m" and match[3] in {"2", "3"}):
        return None
    words = f"{cardinal(match[1], cursor.style)} {_PARTED_NAMES[match[2]]} {decimals(match[3], cursor.style)}"
    return Said(match.end(), words, 0.85)


def _ordinal(cursor: Cursor) -> Said | None:
    """Read what follows "thứ", and lists of weekdays."""
    if cursor.word_before() != "thứ" and _WEEKDAYS.search(cursor.before) is None:
        return None
    match = _ORDINAL.match(cursor.text, cursor.at)
    return Said(match.end(), ordinal(int(match[1]), cursor.style), 0.97) if match else None


def _dotted(cursor: Cursor) -> Said | None:
    """Read 4.1 and 4.1.2 as the names of sections, not as decimals."""
    match = _CHAIN.match(cursor.text, cursor.at)
    if match is None:
        match = _DOTTED.match(cursor.text, cursor.at)
        if match is None or not (cursor.follows("version", 2) or match[0] == "4.0"):
            return None
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+", match[0]):
        return None
    words = " chấm ".join(number_words(part, cursor.style) for part in match[0].split("."))
    return Said(match.end(), words, 0.9)


def _listed(cursor: Cursor) -> Said | None:
    """Read the commas of "các thôn 1,2,3" as commas."""
    match = _LISTED.match(cursor.text, cursor.at)
    if match is None:
        return None
    parts = match[0].split(",")
    if len(parts) > 2 and all(len(part) == 3 for part in parts[1:]):
        return None
    if len(parts) == 2 and not cursor.follows("listing"):
        return None
    words = ", ".join(number_words(part, cursor.style) for part in parts)
    return Said(match.end(), words, 0.85)


def _score(cursor: Cursor) -> Said | None:
    """Read 2-1 after a win, a draw or a defeat."""
    if not any(cue in cursor.before for cue in CUES["score"]):
        return None
    match = _SCORE.match(cursor.text, cursor.at)
    if match is None:
        return None
    words = f"{cardinal(match[1], cursor.style)} {cardinal(match[2], cursor.style)}"
    return Said(match.end(), words, 0.85)


def _triple(cursor: Cursor) -> Said | None:
    """Read 1-2-3 and NPK 16-16-8 as a list of numbers."""
    match = _TRIPLE.match(cursor.text, cursor.at)
    if match is None:
        return None
    words = " ".join(number_words(part, cursor.style) for part in re.split("[-–]", match[0]))
    return Said(match.end(), words, 0.7, Question("unclear number"))


def _minutes_after_hour(cursor: Cursor) -> Said | None:
    """Read the 00 of "07 giờ 00"."""
    match = _NO_MINUTES.match(cursor.text, cursor.at)
    if match is None or cursor.word_before() != "giờ":
        return None
    return Said(match.end(), "không phút", 0.95)


def _comma_thousands(cursor: Cursor) -> Said | None:
    """Read 12,500 đồng: a comma for thousands, as nobody pays thousandths of a đồng."""
    match = _THOUSANDS.match(cursor.text, cursor.at)
    if match is None:
        return None
    words = f"{cardinal(match[1] + match[2], cursor.style)} đồng"
    return Said(match.end(), words, 0.6, Question("unclear number"))


_RUN = re.compile(r"\d+")


def _digits(cursor: Cursor) -> Said:
    """Take any digits that no other rule wanted; a very long run is left to the editor."""
    match = _RUN.match(cursor.text, cursor.at)
    if match is None:
        return Said(cursor.at + 1, "", 0.0, Question("symbol"))
    if len(match[0]) > 40:
        return Said(match.end(), "", 0.0, Question("too long"))
    return Said(match.end(), number_words(match[0], cursor.style), 0.8)


EARLY_RULES = (
    Rule("number", Start.DIGIT, _score, then="-–"),
    Rule("number", Start.DIGIT, _ordinal),
    Rule("number", Start.DIGIT, _minutes_after_hour, first="0"),
)
RULES = (
    Rule("number", Start.DIGIT, _parted, then="mtk"),
    Rule("number", Start.DIGIT, _dotted, then="."),
    Rule("number", Start.DIGIT, _listed, then=","),
    Rule("number", Start.DIGIT, _triple, then="-–"),
    Rule("number", Start.DIGIT, _comma_thousands, then=","),
    Rule("number", Start.DIGIT, _quantity),
    Rule("number", Start.DIGIT, _digits),
)
