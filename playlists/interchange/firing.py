"""On which days a foreign calendar's repetition falls; pure, and without any search that might not end.

Somebody else's RRULE is never given to a library that looks for the next date: one that never falls, or INTERVAL=0,
would be looked for until the end of the calendar. Each day asked about is answered by itself instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from station.errors import StationError

ONE_DAY = timedelta(days=1)
MOST_DAYS = 7305  # twenty years: as far as a counted repetition is followed
WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
KNOWN = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"}


class NotUnderstood(StationError):
    """A repetition that this station cannot follow."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Không nhập được lịch lặp này: {why}.")


@dataclass(frozen=True)
class Rule:
    """A repetition by days; `byday` pairs a place in the month (0: each) with a weekday, 0 for Monday."""

    freq: str
    interval: int = 1
    until: date | None = None
    count: int | None = None
    byday: tuple[tuple[int, int], ...] = ()
    monthdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    week_start: int = 0


def rule_of(parts: Mapping[str, Sequence[object]], *, until: date | None) -> Rule:
    """Return a repetition from its parts; `until` is the last day in the event's own zone. Raise NotUnderstood."""
    told = {name.upper(): [str(value).upper() for value in values] for name, values in parts.items() if values}
    freq = told.get("FREQ", [""])[0]
    if freq not in FREQUENCIES:
        raise NotUnderstood("lặp theo giờ, phút hoặc giây" if freq else "không ghi lặp theo ngày, tuần hay tháng")
    if unknown := sorted(told.keys() - KNOWN):
        raise NotUnderstood(f"không hỗ trợ {', '.join(unknown)}")
    rule = Rule(
        freq=freq,
        interval=_number(told.get("INTERVAL", ["1"])[0]),
        until=until,
        count=_number(told["COUNT"][0]) if "COUNT" in told else None,
        byday=tuple(_byday(text) for text in told.get("BYDAY", [])),
        monthdays=tuple(_whole(text) for text in told.get("BYMONTHDAY", [])),
        months=tuple(_whole(text) for text in told.get("BYMONTH", [])),
        week_start=WEEKDAYS.get(told.get("WKST", ["MO"])[0], 0),
    )
    _check(rule)
    return rule


def dates(rule: Rule, start: date, first: date, last: date, *, most: int) -> list[date]:
    """Return the days within [first, last] on which an event that began on `start` happens. Raise NotUnderstood."""
    if rule.count is not None and (last - start).days > MOST_DAYS:
        raise NotUnderstood("đếm số lần từ hơn hai mươi năm trước")
    found: list[date] = []
    day = start if rule.count is not None else max(start, first)
    end = min(last, rule.until or last)
    times = 0
    while day <= end and len(found) < most and (rule.count is None or times < rule.count):
        if fires_on(rule, start, day):
            times += 1
            if day >= first:
                found.append(day)
        day += ONE_DAY
    return found


def fires_on(rule: Rule, start: date, day: date) -> bool:
    """Does the event happen on this day, not counting how often it may?"""
    if day < start or (rule.months and day.month not in rule.months):
        return False
    if rule.freq == "DAILY":
        return (day - start).days % rule.interval == 0 and _on_weekday(rule, day) and _on_monthday(rule, day)
    if rule.freq == "WEEKLY":
        weeks = (_week(day, rule.week_start) - _week(start, rule.week_start)).days // 7
        return weeks % rule.interval == 0 and (
            _on_weekday(rule, day) if rule.byday else day.weekday() == start.weekday()
        )
    if rule.freq == "MONTHLY":
        months = (day.year - start.year) * 12 + day.month - start.month
        return months % rule.interval == 0 and _in_month(rule, start, day)
    is_month = bool(rule.months or rule.byday or rule.monthdays) or day.month == start.month
    return (day.year - start.year) % rule.interval == 0 and is_month and _in_month(rule, start, day)


def weekly(rule: Rule, start: date) -> tuple[int, ...] | None:
    """Return the weekdays of a repetition that is the same every week, None for another."""
    if rule.interval != 1 or rule.months or rule.monthdays or rule.freq not in ("DAILY", "WEEKLY"):
        return None
    if rule.byday:
        return tuple(sorted({weekday for _, weekday in rule.byday}))
    return tuple(range(7)) if rule.freq == "DAILY" else (start.weekday(),)


def _in_month(rule: Rule, start: date, day: date) -> bool:
    if not (rule.byday or rule.monthdays):
        return day.day == start.day
    return _on_weekday(rule, day) and _on_monthday(rule, day)


def _on_weekday(rule: Rule, day: date) -> bool:
    if not rule.byday:
        return True
    forwards, backwards = (day.day - 1) // 7 + 1, -((_month_days(day) - day.day) // 7 + 1)
    return any(day.weekday() == weekday and place in (0, forwards, backwards) for place, weekday in rule.byday)


def _on_monthday(rule: Rule, day: date) -> bool:
    return not rule.monthdays or day.day in rule.monthdays or day.day - _month_days(day) - 1 in rule.monthdays


def _month_days(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1) if (day.year, day.month) != (9999, 12) else None
    return (following - ONE_DAY).day if following else 31


def _week(day: date, week_start: int) -> date:
    return day - timedelta(days=(day.weekday() - week_start) % 7)


def _check(rule: Rule) -> None:
    if any(place for place, _ in rule.byday) and not (
        rule.freq == "MONTHLY" or (rule.freq == "YEARLY" and rule.months)
    ):
        raise NotUnderstood("thứ mấy trong tháng chỉ dùng với lịch hằng tháng")
    if rule.freq == "WEEKLY" and rule.monthdays:
        raise NotUnderstood("lịch hằng tuần không đi với ngày trong tháng")


def _byday(text: str) -> tuple[int, int]:
    place, weekday = text[:-2].lstrip("+"), text[-2:]
    if weekday not in WEEKDAYS:
        raise NotUnderstood(f"không hiểu thứ «{text[:10]}»")
    return (_whole(place) if place else 0, WEEKDAYS[weekday])


def _number(text: str) -> int:
    number = _whole(text)
    if number < 1:
        raise NotUnderstood(f"lặp cách «{text[:10]}» lần là vô nghĩa")
    return number


def _whole(text: str) -> int:
    try:
        return int(text) if len(text) < 7 else 0
    except ValueError:
        raise NotUnderstood(f"không hiểu số «{text[:10]}»") from None
