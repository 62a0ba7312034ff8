"""Days, months and years: 17/9/2025, 10-15/12, tháng 4/2026, quý IV/2025, ngày 5 tháng 3."""

import re

from content.wording.numbers import NUMBER, cardinal, roman
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import CUES

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
HOLIDAYS = frozenset(
    {(1, 1), (3, 2), (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (19, 5), (1, 6), (28, 6), (27, 7), (19, 8),
     (2, 9), (10, 10), (20, 10), (20, 11), (22, 12), (24, 12), (25, 12)}
)  # fmt: skip

_FULL = re.compile(r"(\d{1,2}) ?([/.-])\2? ?(\d{1,2}) ?\2\2? ?(\d{4}|\d{2}(?=\b))(?![\w/]|[.,-]\d)")
_MONTH = re.compile(r"(\d{1,2}) ?/ ?((?:19|20)\d\d)(?![\w/]|[.,-]\d)")
_MONTHS = re.compile(r"(\d{1,2}) ?[-–] ?(\d{1,2}) ?/ ?((?:19|20)\d\d)(?![\w/]|[.,-]\d)")
_DAYS = re.compile(r"(\d{1,2}) ?[-–] ?(\d{1,2})([/.])(\d{1,2})(?:\3((?:19|20)\d\d))?(?![\w/]|[.,-]\d)(?! ?[-–] ?\d)")
_SHORT = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?![\w/]|[.,]\d|-\d)")
_ROMAN_PART = re.compile(r"([IVX]{1,4}) ?/ ?((?:19|20)\d\d)(?!\w)")
_DAY_ALONE = re.compile(
    r"(\d{1,2})(?= (?:tháng (?:\d|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp|này|sau|tới)|âm|tết"
    r"|hằng|hàng|này|tới|đến|và \d{1,2}[ /]|hoặc \d)|[.,;)]?(?:\n|$)|[,;)] ?| ?[-–] ?\d{1,2} ?(?:tháng|/))",
    re.IGNORECASE,
)
_DAY_WORDS = frozenset({"ngày", "hôm", "sáng", "trưa", "chiều", "tối", "đêm", "rạng", "là"})
_COUNTED = frozenset({"mỗi", "một", "hai", "ba", "số", "nhiều", "bao", "mấy", "trong", "các", "những"})
_PARTS_OF_YEAR = frozenset({"quý", "quí", "đợt", "tuần", "kỳ", "kì", "lần", "vụ", "học"})
_DAY_LIST = re.compile(r"ngày (?:\d{1,2}(?:, ?| và | hoặc | ?[-–] ?))+$")


def say_day(day: str, cursor: Cursor) -> str:
    """Say a day of the month: the first ten are "mùng"."""
    words = cardinal(day, cursor.style)
    if 1 <= int(day) <= 10 and cursor.word_before() not in {"mùng", "mồng"}:
        return f"{cursor.style.first_days} {words}"
    return words


def say_month(month: str, cursor: Cursor) -> str:
    return "tư" if int(month) == 4 else cardinal(month, cursor.style)


def say_year(year: str, cursor: Cursor) -> str:
    """Say a year; two digits are taken to lie within 1951 and 2050."""
    if len(year) == 2:
        year = f"20{year}" if int(year) <= 50 else f"19{year}"
    return cardinal(year, cursor.style)


def is_possible(day: str, month: str, year: str = "2024") -> bool:
    """Answer whether the calendar has such a day."""
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= DAYS_IN_MONTH[int(month) - 1]):
        return False
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    return leap or (int(day), int(month)) != (29, 2)


def _doubt(day: str, month: str, year: str = "2024") -> Question | None:
    return None if is_possible(day, month, year) else Question("impossible date")


def _day_word(cursor: Cursor) -> str:
    """Return "ngày " where a listener misses it: after từ, đến, trước …"""
    if cursor.follows("day_said") or not cursor.follows("adds_day"):
        return ""
    return "ngày "


def _full(cursor: Cursor) -> Said | None:
    match = _FULL.match(cursor.text, cursor.at)
    if match is None:
        return None
    day, sign, month, year = match.groups()
    if int(month) > 12 or not 1 <= int(day) <= 31:
        if sign != "/" or len(year) == 2 or int(month) > 31:
            return None
    elif len(year) == 2 and sign == "." and not cursor.follows("date"):
        return None
    heard = cursor.follows("day_said", 1) or cursor.line_start or cursor.heard_rule == "dash"
    first = _day_word(cursor) or ("" if heard or cursor.word_before() in {"nhật", "và"} else "ngày ")
    if re.search(r"thứ \w+,? ?$", cursor.before) or cursor.before.endswith("("):
        first = ""
    words = f"{first}{say_day(day, cursor)} tháng {say_month(month, cursor)} năm {say_year(year, cursor)}"
    full_year = year if len(year) == 4 else f"20{year}"
    return Said(match.end(), words, 0.98, _doubt(day, month, full_year))


def _days(cursor: Cursor) -> Said | None:
    """Read 10-15/12 and 10-15/12/2025."""
    match = _DAYS.match(cursor.text, cursor.at)
    if match is None:
        return None
    first, last, sign, month, year = match.groups()
    if not (is_possible(last, month) and 1 <= int(first) <= 31) or (sign == "." and not cursor.follows("date")):
        return None
    tail = f" năm {say_year(year, cursor)}" if year else ""
    words = f"{say_day(first, cursor)} đến {say_day(last, cursor)} tháng {say_month(month, cursor)}{tail}"
    return Said(match.end(), f"{_day_word(cursor)}{words}", 0.95)


def _months(cursor: Cursor) -> Said | None:
    match = _MONTHS.match(cursor.text, cursor.at)
    if match is None or cursor.word_before() != "tháng":
        return None
    first, last, year = match.groups()
    words = f"{say_month(first, cursor)} đến tháng {say_month(last, cursor)} năm {say_year(year, cursor)}"
    return Said(match.end(), words, 0.95)


def _month(cursor: Cursor) -> Said | None:
    """Read 4/2026 after "tháng", "quý", "đợt"; elsewhere say "tháng" too."""
    match = _MONTH.match(cursor.text, cursor.at)
    if match is None:
        return None
    part, year = match.groups()
    before = cursor.word_before()
    if before in _PARTS_OF_YEAR:
        words = cardinal(part, cursor.style)
    elif 1 <= int(part) <= 12 and before not in {"số", "luật", "định", "tư"}:
        chained = before == "tháng" or re.search(r"tháng (?:\d{1,2}(?:, ?| và | đến ))+$", cursor.before)
        words = say_month(part, cursor) if chained else f"tháng {say_month(part, cursor)}"
    else:
        return None
    return Said(match.end(), f"{words} năm {say_year(year, cursor)}", 0.95)


def _roman_part(cursor: Cursor) -> Said | None:
    """Read quý IV/2025, học kỳ I/2026."""
    match = _ROMAN_PART.match(cursor.text, cursor.at)
    if match is None or not (number := roman(match[1])):
        return None
    return Said(match.end(), f"{cardinal(str(number), cursor.style)} năm {say_year(match[2], cursor)}", 0.98)


def _short(cursor: Cursor) -> Said | None:
    """Read 22/11 where the words around it speak of a day; a dot or a hyphen needs "ngày" itself."""
    match = _SHORT.match(cursor.text, cursor.at)
    if match is None:
        return None
    day, sign, month = match.groups()
    if sign != "/":
        if cursor.word_before() not in {"ngày", "mùng", "mồng"} or not is_possible(day, month):
            return None
        if sign == "-" and (int(day), int(month)) not in HOLIDAYS:
            return None
    elif not _speaks_of_a_day(cursor, day, month, match.end()):
        return None
    words = f"{say_day(day, cursor)} tháng {say_month(month, cursor)}"
    return Said(match.end(), f"{_day_word(cursor)}{words}", 0.9, _doubt(day, month))


def _speaks_of_a_day(cursor: Cursor, day: str, month: str, end: int) -> bool:
    if cursor.word_before() in {"ngày", "mùng", "mồng"}:
        return int(day) <= 39 and int(month) <= 19
    if not is_possible(day, month):
        return False
    after = cursor.word_after(end)
    if after in CUES["ratio_after"] or after in CUES["fraction_after"]:
        return False
    if cursor.follows("address") and cursor.word_before() != "đường":
        return False
    if cursor.follows("date") or (int(day), int(month)) in HOLIDAYS:
        return True
    return int(day) >= int(month) or int(month) > 10 or (cursor.heard_rule == "date" and int(day) > 4)


def _day_alone(cursor: Cursor) -> Said | None:
    """Read ngày 5 tháng 3, các ngày 5, 6 và 7/3: a day, not a number of days."""
    match = _DAY_ALONE.match(cursor.text, cursor.at)
    if match is None or not 1 <= int(match[1]) <= 31 or len(cursor.words_before) < 1:
        return None
    listed = _DAY_LIST.search(cursor.before)
    before = cursor.word_before()
    counted = cursor.word_before(2) in _COUNTED and cursor.word_before(2) not in {
        "trong",
        "các",
        "những",
        "hai",
        "ba",
    }
    tail = cursor.after(match.end(), 8)
    day_of_month = tail.startswith("tháng") and before in CUES["day_said"] | {
        "và",
        "nhật",
        "bảy",
        "sáu",
        "đến",
        "từ",
    }
    if not (listed or (before in _DAY_WORDS and before == "ngày" and not counted) or day_of_month):
        return None
    return Said(match.end(), say_day(match[1], cursor), 0.95)


def _month_alone(cursor: Cursor) -> Said | None:
    """Read tháng 4 as "tháng tư", and never tháng 4,5 as a decimal."""
    if cursor.word_before() != "tháng":
        return None
    match = re.compile(r"(\d{1,2})(?![\d/]|[.]\d)").match(cursor.text, cursor.at)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    return Said(match.end(), say_month(match[1], cursor), 0.98)


_DOUBLE_YEAR = re.compile(r"((?:19|20)\d\d)/((?:19|20)\d\d)(?![\w/])")


def _school_year(cursor: Cursor) -> Said | None:
    match = _DOUBLE_YEAR.match(cursor.text, cursor.at)
    if match is None:
        return None
    words = f"{say_year(match[1], cursor)} {say_year(match[2], cursor)}"
    return Said(match.end(), words, 0.9)


RULES = (
    Rule("date", Start.DIGIT, _full),
    Rule("date", Start.DIGIT, _days),
    Rule("date", Start.DIGIT, _months),
    Rule("date", Start.DIGIT, _month),
    Rule("date", Start.DIGIT, _school_year),
    Rule("date", Start.DIGIT, _short),
    Rule("date", Start.DIGIT, _day_alone),
    Rule("date", Start.DIGIT, _month_alone),
    Rule("date", Start.LETTER, _roman_part),
)

__all__ = ["HOLIDAYS", "NUMBER", "RULES", "is_possible"]
