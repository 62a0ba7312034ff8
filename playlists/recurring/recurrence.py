"""On which days a series falls: a closed set of rules, built from a form and never from a text; pure.

A day that a month does not have is left out, as RFC 5545 has it: the 31st falls in seven months of the year, the 29th
of February in leap years. LAST is the month's last day, whichever it is. Lunar days fall in leap months too.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial

from dateutil import rrule as rfc5545

from playlists.daytypes import Calendar
from station import lunar
from station.errors import BadInput
from station.lunar import NoLunarDay

ONE_DAY = timedelta(days=1)
LAST = -1
MOST_WEEKS = 52
MOST_DAYS = 12  # of a month: with more of them, a weekly series is meant
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class BadRule(BadInput):
    """A rule that falls on no day, or that cannot be meant."""


@dataclass(frozen=True)
class Once:
    """On the first day only."""


@dataclass(frozen=True)
class Weekly:
    """On these weekdays (0 is Monday), in every week, or every so many weeks counted from that of the first day."""

    weekdays: frozenset[int]
    every: int = 1

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise BadRule("weekdays", "Hãy chọn ít nhất một thứ trong tuần.")
        if not self.weekdays <= frozenset(range(7)):
            raise BadRule("weekdays", "Thứ trong tuần đánh số từ 0 (thứ Hai) đến 6 (Chủ nhật).")
        if not 1 <= self.every <= MOST_WEEKS:
            raise BadRule("every", f"Số tuần giữa hai lần phát từ 1 đến {MOST_WEEKS}.")


@dataclass(frozen=True)
class MonthDays:
    """On these days of every month: 1 to 31, or LAST."""

    days: frozenset[int]

    def __post_init__(self) -> None:
        if not self.days or len(self.days) > MOST_DAYS or not self.days <= {LAST, *range(1, 32)}:
            raise BadRule("month_days", f"Hãy chọn từ 1 đến {MOST_DAYS} ngày trong tháng, từ 1 đến 31 hoặc ngày cuối.")


@dataclass(frozen=True)
class MonthWeekday:
    """On the first to fourth, or (LAST) the last, of a weekday in every month."""

    nth: int
    weekday: int

    def __post_init__(self) -> None:
        if self.nth not in (1, 2, 3, 4, LAST) or self.weekday not in range(7):
            raise BadRule("nth", "Hãy chọn tuần thứ nhất đến thứ tư hoặc tuần cuối của tháng, và một thứ trong tuần.")


@dataclass(frozen=True)
class Yearly:
    """On a day of the solar year."""

    month: int
    day: int

    def __post_init__(self) -> None:
        if self.month not in range(1, 13) or self.day not in range(1, 32):
            raise BadRule("year_day", "Ngày trong năm gồm ngày từ 1 đến 31 và tháng từ 1 đến 12.")
        if self.day > LONGEST_MONTHS[self.month - 1]:
            raise BadRule("year_day", f"Tháng {self.month} không có ngày {self.day}.")


@dataclass(frozen=True)
class LunarDays:
    """On these days of every lunar month, 1 to 30; a short month has no 30th."""

    days: frozenset[int]

    def __post_init__(self) -> None:
        if not self.days or len(self.days) > MOST_DAYS or not self.days <= frozenset(range(1, 31)):
            raise BadRule("lunar_days", f"Hãy chọn từ 1 đến {MOST_DAYS} ngày âm lịch, từ 1 đến 30.")


@dataclass(frozen=True)
class HolidayEves:
    """On the working day, or the weekend day, before a public holiday or a run of them."""


@dataclass(frozen=True)
class Holidays:
    """On every public holiday."""


Rule = Once | Weekly | MonthDays | MonthWeekday | Yearly | LunarDays | HolidayEves | Holidays


def days(rule: Rule, anchor: date, first: date, last: date, calendar: Calendar) -> tuple[date, ...]:
    """Return the days of a rule in [first, last], in order, whatever the first and last day of the series.

    `anchor` is the only day of Once, and the week from which Weekly counts. `calendar` must know [first, last + 1].
    """
    match rule:
        case Once():
            return (anchor,) if first <= anchor <= last else ()
        case Holidays():
            return tuple(sorted(day for day in calendar.public_holidays if first <= day <= last))
        case HolidayEves():
            off = calendar.public_holidays
            return tuple(sorted(day for day in {each - ONE_DAY for each in off} - off if first <= day <= last))
        case Weekly():
            return _solar(rule, _week(anchor) % rule.every, first, last)
        case LunarDays():
            return _lunar(rule, first, last)
        case _:
            return _solar(rule, 0, first, last)


def rrule(rule: Rule) -> str | None:
    """Return a rule as RFC 5545 writes it, None for one that no RRULE can say."""
    match rule:
        case Weekly(weekdays, every):
            codes = ",".join(WEEKDAY_CODES[day] for day in sorted(weekdays))
            return f"FREQ=WEEKLY;INTERVAL={every};WKST=MO;BYDAY={codes}"
        case MonthDays(wanted):
            return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, sorted(wanted, key=lambda day: day % 32)))}"
        case MonthWeekday(nth, weekday):
            return f"FREQ=MONTHLY;BYDAY={nth}{WEEKDAY_CODES[weekday]}"
        case Yearly(month, day):
            return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}"
        case _:
            return None


@lru_cache(maxsize=4096)
def _solar(rule: Rule, phase: int, first: date, last: date) -> tuple[date, ...]:
    # dateutil walks from its beginning, and for ever where nothing fits: it begins here, and ends there.
    begin = first
    if isinstance(rule, Weekly):
        begin = first - ONE_DAY * (first.weekday() + 7 * ((_week(first) - phase) % rule.every))
    found = _rfc5545(rule, begin, last).between(_midnight(first), _midnight(last), inc=True)
    return tuple(each.date() for each in found)


def _rfc5545(rule: Rule, begin: date, last: date) -> rfc5545.rrule:
    bounded = partial(rfc5545.rrule, dtstart=_midnight(begin), until=_midnight(last))
    match rule:
        case Weekly(weekdays, every):
            return bounded(rfc5545.WEEKLY, interval=every, wkst=0, byweekday=sorted(weekdays))
        case MonthDays(wanted):
            return bounded(rfc5545.MONTHLY, bymonthday=sorted(wanted))
        case MonthWeekday(nth, weekday):
            return bounded(rfc5545.MONTHLY, byweekday=rfc5545.weekday(weekday, nth))
        case Yearly(month, day):
            return bounded(rfc5545.YEARLY, bymonth=month, bymonthday=day)
        case _:
            raise AssertionError(rule)


@lru_cache(maxsize=256)
def _lunar(rule: LunarDays, first: date, last: date) -> tuple[date, ...]:
    span = (first + ONE_DAY * number for number in range((last - first).days + 1))
    return tuple(day for day in span if _lunar_number(day) in rule.days)


@lru_cache(maxsize=8192)
def _lunar_number(day: date) -> int:
    try:
        return lunar.lunar_day(day).day
    except NoLunarDay:  # beyond the years that the calendar knows
        return 0


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7  # the first day of year 1 was a Monday


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0))
