"""Days of the calendar: 17/9/2025, 22/11, 10-15/12, ngày 5 tháng 3, các ngày 5, 6 và 7."""

import re

from content.wording.numbers import cardinal
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import CUES

DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
HOLIDAYS = frozenset(
    {(1, 1), (3, 2), (8, 3), (26, 3), (30, 4), (1, 5), (7, 5), (19, 5), (1, 6), (28, 6), (27, 7), (19, 8),
     (2, 9), (10, 10), (20, 10), (20, 11), (22, 12), (24, 12), (25, 12)}
)  # fmt: skip

_FULL = re.compile(r"(\d{1,2}) ?([/.-])\2? ?(\d{1,2}) ?\2\2? ?(\d{4}|\d{2}(?=\b))(?![\w/]|[.,-]\d)")
_DAYS = re.compile(r"(\d{1,2}) ?[-–] ?(\d{1,2})([/.])(\d{1,2})(?:\3((?:19|20)\d\d))?(?![\w/]|[.,-]\d)(?! ?[-–] ?\d)")
_SHORT = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?![\w/]|[.,]\d|-\d{1,4}(?![\d/]))")
_DAY_RANGE = re.compile(r"(\d{1,2}) ?[-–] ?(\d{1,2})(?![\w/]|[.,-]\d)")
_DAY_ALONE = re.compile(
    r"(\d{1,2})(?= (?:tháng (?:\d|giêng|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp|này|sau|tới)|âm|tết"
    r"|hằng|hàng|này|tới|đến|và \d{1,2}[ /]|hoặc \d)|[.,;)]?(?:\n|$)|[,;)] ?| ?[-–] ?\d{1,2} ?(?:tháng|/))",
    re.IGNORECASE,
)
_DAY_LIST = re.compile(r"ngày (?:\d{1,2}(?:, ?| và | hoặc | ?[-–] ?))+$")
_AFTER_WEEKDAY = re.compile(r"thứ \w+,? ?$|\($")

_NEVER_FIRST = frozenset({"mùng", "mồng", "đường", "phố"})  # đường 3/2 is a street, named "ba tháng hai"
_TOLD = frozenset({"ngày", "mùng", "mồng"})
_BEFORE_DAYS = frozenset({"và", "nhật", "bảy", "sáu", "đến", "từ"})
_COUNTED_DAYS = frozenset({"mỗi", "một", "số", "nhiều", "bao", "mấy"})
_FEASTS = frozenset({"ngày", "lễ", "dịp", "mừng", "niệm", "khánh"})
_SCALES = frozenset({"lệ", "tỷ", "tỉ"})


def say_day(day: str, cursor: Cursor) -> str:
    """Say a day of the month: the first ten are "mùng"."""
    words = cardinal(day, cursor.style)
    if 1 <= int(day) <= 10 and cursor.word_before() not in _NEVER_FIRST:
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
    if match is None or not _is_full_date(match, cursor):
        return None
    day, _, month, year = match.groups()
    words = f"{say_day(day, cursor)} tháng {say_month(month, cursor)} năm {say_year(year, cursor)}"
    if not _is_named_a_day(cursor):
        words = f"ngày {words}"
    return Said(match.end(), words, 0.98, _doubt(day, month, year if len(year) == 4 else f"20{year}"))


def _is_full_date(match: re.Match[str], cursor: Cursor) -> bool:
    """Answer whether three numbers are a date: an impossible one only if it is written like one."""
    day, sign, month, year = match.groups()
    if int(month) <= 12 and 1 <= int(day) <= 31:
        return len(year) == 4 or sign != "." or cursor.follows("date")
    return sign == "/" and len(year) == 4 and int(month) <= 31


def _is_named_a_day(cursor: Cursor) -> bool:
    """Answer whether the listener already knows that a day is coming."""
    if _AFTER_WEEKDAY.search(cursor.before) or _DAY_LIST.search(cursor.before):
        return True
    if cursor.follows("day_said") or cursor.line_start or cursor.heard_rule == "dash":
        return True
    return cursor.word_before() in {"nhật", "và"}


def _days(cursor: Cursor) -> Said | None:
    """Read 10-15/12 and 10-15/12/2025."""
    match = _DAYS.match(cursor.text, cursor.at)
    if match is None:
        return None
    first, last, sign, month, year = match.groups()
    if not is_possible(last, month) or not 1 <= int(first) <= 31:
        return None
    if sign == "." and not cursor.follows("date"):
        return None
    tail = f" năm {say_year(year, cursor)}" if year else ""
    words = f"{say_day(first, cursor)} đến {say_day(last, cursor)} tháng {say_month(month, cursor)}{tail}"
    return Said(match.end(), f"{_day_word(cursor)}{words}", 0.95)


def _short(cursor: Cursor) -> Said | None:
    """Read 22/11 where the words around it speak of a day."""
    match = _SHORT.match(cursor.text, cursor.at)
    if match is None:
        return None
    day, sign, month = match.groups()
    spoken_of = _speaks_of_a_day(cursor, day, month, match.end()) if sign == "/" else _is_dotted(cursor, match)
    if not spoken_of:
        return None
    words = f"{say_day(day, cursor)} tháng {say_month(month, cursor)}"
    return Said(match.end(), f"{_day_word(cursor)}{words}", 0.9, _doubt(day, month))


def _is_dotted(cursor: Cursor, match: re.Match[str]) -> bool:
    """Answer whether 15.11 or 20-11 is a day: only after "ngày", or on a feast known to all."""
    day, sign, month = match.groups()
    known = (int(day), int(month)) in HOLIDAYS
    if not is_possible(day, month):
        return False
    if cursor.word_before() not in _TOLD and not (known and cursor.word_before() in _FEASTS):
        return False
    return sign == "." or known or int(day) > int(month)


def _speaks_of_a_day(cursor: Cursor, day: str, month: str, end: int) -> bool:
    if cursor.word_before() in _TOLD:
        return int(day) <= 39 and int(month) <= 19
    if not is_possible(day, month) or cursor.word_before() in _SCALES:
        return False
    after = cursor.word_after(end)
    if after in CUES["ratio_after"] or after in CUES["fraction_after"]:
        return False
    if cursor.follows("address") and cursor.word_before() != "đường":
        return False
    if cursor.follows("date") or (int(day), int(month)) in HOLIDAYS:
        return True
    return int(day) >= int(month) or int(month) > 10


def _day_range(cursor: Cursor) -> Said | None:
    """Read ngày 5-7 as a range of days."""
    match = _DAY_RANGE.match(cursor.text, cursor.at)
    if match is None or cursor.word_before() != "ngày" or cursor.word_before(2) in _COUNTED_DAYS:
        return None
    if not 1 <= int(match[1]) < int(match[2]) <= 31:
        return None
    return Said(match.end(), f"{say_day(match[1], cursor)} đến {say_day(match[2], cursor)}", 0.85)


def _day_alone(cursor: Cursor) -> Said | None:
    """Read ngày 5 tháng 3, các ngày 5, 6 và 7/3: a day, not a number of days."""
    match = _DAY_ALONE.match(cursor.text, cursor.at)
    if match is None or not 1 <= int(match[1]) <= 31:
        return None
    before = cursor.word_before()
    told = before == "ngày" and cursor.word_before(2) not in _COUNTED_DAYS
    of_month = cursor.after(match.end(), 8).startswith("tháng")
    if of_month:
        of_month = before in CUES["day_said"] or before in _BEFORE_DAYS
    if not (told or of_month or _DAY_LIST.search(cursor.before)):
        return None
    return Said(match.end(), say_day(match[1], cursor), 0.95)


RULES = (
    Rule("date", Start.DIGIT, _full, then="/.-"),
    Rule("date", Start.DIGIT, _days, then="-–"),
    Rule("date", Start.DIGIT, _short, then="/.-"),
    Rule("date", Start.DIGIT, _day_range, then="-–"),
    Rule("date", Start.DIGIT, _day_alone),
)
