"""When a programme airs, as typed, and whether that can be meant; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from playlists import catchup, priority
from playlists.catchup import CatchUp
from playlists.daytypes import Calendar, DayType
from playlists.recurring import recurrence, rules
from playlists.recurring.recurrence import Once, Rule, Yearly
from playlists.timetable import AS_USUAL
from station import clock
from station.errors import BadInput

FIRST_YEAR, LAST_YEAR = 2000, 2100  # those that the lunar calendar knows
LEAP_GAP = timedelta(days=366 * 8 + 1)  # from one 29th of February to the next, over a year like 2100
A_YEAR = timedelta(days=400)  # in which every other rule falls on some day


@dataclass(frozen=True)
class Timing:
    """When a programme airs, in commune time: by its rule; without one, weekly on the weekdays (0 is Monday), or once.

    `catch_up` says what becomes of lost time (None: what is usual for the priority), `late_minutes` goes with «late»;
    by `hard_end` the programme is over, whatever has to be left out for that. `by_type`: the playlist that is aired
    instead on days of a type, None for nothing.
    """

    starts_at: time
    first_day: date
    weekdays: Sequence[int] = ()
    last_day: date | None = None
    priority: int = 0
    catch_up: CatchUp | None = None
    late_minutes: int = 0
    hard_end: time | None = None
    rule: Rule | None = None
    by_type: Mapping[DayType, int | None] = field(default_factory=lambda: AS_USUAL)

    @property
    def days(self) -> Rule:
        """The rule of its days. Raise BadRule."""
        return self.rule or rules.weekly(frozenset(self.weekdays))

    @property
    def until(self) -> date | None:
        """The last day it may fall on."""
        return self.first_day if isinstance(self.days, Once) else self.last_day


def check(timing: Timing, now: datetime, timezone: tzinfo) -> None:
    """Raise BadInput for what cannot be meant."""
    priority.check_bookable(timing.priority)
    if timing.catch_up is not None:
        catchup.check(timing.catch_up, timing.late_minutes)
    if timing.hard_end == timing.starts_at:
        raise BadInput("hard_end", "Giờ phải kết thúc trùng giờ bắt đầu, chương trình sẽ không phát được gì.")
    if DayType.ORDINARY in timing.by_type:
        raise BadInput("by_type", "Ngày thường phát danh sách phát của chương trình; chỉ chọn khác cho ngày lễ, tang.")
    check_last_day(timing.days, timing.first_day, timing.last_day, clock.local(now, timezone).date())
    if isinstance(timing.days, Once) and clock.instant(timing.first_day, timing.starts_at, timezone) < now:
        raise BadInput("starts_at", "Giờ phát đã qua; hãy chọn một giờ sắp tới.")


def check_last_day(rule: Rule, first_day: date, last_day: date | None, today: date) -> None:
    """Raise BadInput for days that are over before they begin, or beyond the calendar."""
    for name, day in (("first_day", first_day), ("last_day", last_day)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise BadInput(name, f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if last_day and last_day < first_day:
        raise BadInput("last_day", "Ngày kết thúc phải sau ngày bắt đầu.")
    if last_day and last_day < today and not isinstance(rule, Once):
        raise BadInput("last_day", "Ngày kết thúc đã qua, chương trình sẽ không bao giờ phát.")


def searched(rule: Rule, first_day: date, last_day: date | None, today: date) -> tuple[date, date]:
    """Return the days among which a series falls on at least one, if it ever falls on any."""
    begin = max(first_day, today)
    end = begin + (LEAP_GAP if isinstance(rule, Yearly) else A_YEAR)
    return begin, min(end, last_day or end, date(LAST_YEAR, 12, 31))


def check_fires(rule: Rule, first_day: date, last_day: date | None, today: date, calendar: Calendar) -> None:
    """Raise BadInput for a series that falls on no day; `calendar` knows the days of `searched` and the one after."""
    begin, end = searched(rule, first_day, last_day, today)
    if not isinstance(rule, Once) and not recurrence.days(rule, first_day, begin, end, calendar):
        raise BadInput("first_day", "Trong khoảng từ ngày đầu đến ngày cuối không có ngày nào để phát.")
