"""Months, quarters and school years: tháng 4/2026, quý IV/2025, năm học 2025/2026."""

import re

from content.wording.dates import say_month, say_year
from content.wording.numbers import cardinal, roman
from content.wording.rules import Cursor, Rule, Said, Start

_MONTH = re.compile(r"(\d{1,2}) ?/ ?((?:19|20)\d\d)(?![\w/]|[.,-]\d)")
_MONTH_ALONE = re.compile(r"(\d{1,2})(?![\d/]|[.]\d)")
_ROMAN_PART = re.compile(r"([IVX]{1,4}) ?/ ?((?:19|20)\d\d)(?!\w)")
_DOUBLE_YEAR = re.compile(r"((?:19|20)\d\d)/((?:19|20)\d\d)(?![\w/])")
_MONTH_LIST = re.compile(r"tháng (?:\d{1,2}(?:, ?| và | đến ))+$")
_PARTS_OF_YEAR = frozenset({"quý", "quí", "đợt", "tuần", "kỳ", "kì", "lần", "vụ", "học"})
_NUMBERED = frozenset({"số", "luật", "định", "tư"})


def _month(cursor: Cursor) -> Said | None:
    """Read 4/2026 after "tháng", "quý", "đợt"; elsewhere say "tháng" too."""
    match = _MONTH.match(cursor.text, cursor.at)
    if match is None:
        return None
    part, year = match.groups()
    before = cursor.word_before()
    if before in _PARTS_OF_YEAR:
        words = cardinal(part, cursor.style)
    elif 1 <= int(part) <= 12 and before not in _NUMBERED:
        chained = before == "tháng" or _MONTH_LIST.search(cursor.before)
        words = say_month(part, cursor) if chained else f"tháng {say_month(part, cursor)}"
    else:
        return None
    return Said(match.end(), f"{words} năm {say_year(year, cursor)}", 0.95)


def _month_alone(cursor: Cursor) -> Said | None:
    """Read tháng 4 as "tháng tư", and never tháng 4,5 as a decimal."""
    if cursor.word_before() != "tháng":
        return None
    match = _MONTH_ALONE.match(cursor.text, cursor.at)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    return Said(match.end(), say_month(match[1], cursor), 0.98)


def _roman_part(cursor: Cursor) -> Said | None:
    """Read quý IV/2025, học kỳ I/2026."""
    match = _ROMAN_PART.match(cursor.text, cursor.at)
    if match is None or not (number := roman(match[1])):
        return None
    return Said(match.end(), f"{cardinal(str(number), cursor.style)} năm {say_year(match[2], cursor)}", 0.98)


def _school_year(cursor: Cursor) -> Said | None:
    match = _DOUBLE_YEAR.match(cursor.text, cursor.at)
    if match is None:
        return None
    return Said(match.end(), f"{say_year(match[1], cursor)} {say_year(match[2], cursor)}", 0.9)


RULES = (
    Rule("date", Start.DIGIT, _month, then="/"),
    Rule("date", Start.DIGIT, _school_year, then="/"),
    Rule("date", Start.DIGIT, _month_alone),
    Rule("date", Start.LETTER, _roman_part, first="IVX", glued=True),
)
