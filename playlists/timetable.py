"""When programmes start: from what was booked to the occurrences of any stretch of time; pure.

An occurrence is known by its programme and the day that the series gave it, however it is moved: so what has been
aired of it is never aired again, and no two occurrences ever share a name.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache

from playlists import catchup
from playlists.catchup import RESTARTING, Policy
from playlists.daytypes import EVERY_DAY_ORDINARY, Calendar, DayType
from playlists.recurring import recurrence
from playlists.recurring.daychange import AS_USUAL as AS_USUAL
from playlists.recurring.daychange import UNCHANGED as UNCHANGED
from playlists.recurring.daychange import DayChange as DayChange
from playlists.recurring.recurrence import Once, Rule
from station import clock

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Booking:
    """What the timetable needs of a programme. `by_type`: what it airs on days of a type instead; None is nothing."""

    programme_id: int
    name: str
    playlist_id: int
    starts_at: time
    first_day: date
    last_day: date | None
    rule: Rule
    zones: frozenset[int]
    priority: int
    booked_at: datetime
    ended_at: datetime | None
    policy: Policy = RESTARTING
    hard_end: time | None = None
    by_type: Mapping[DayType, int | None] = field(default_factory=lambda: AS_USUAL)
    changes: Mapping[date, DayChange] = field(default_factory=lambda: UNCHANGED)


@dataclass(frozen=True)
class Occurrence:
    """One start of a programme: a value, computed anew each time it is asked for.

    `day` is the day that the series gave it, `change` what a person made different about that day.
    """

    programme_id: int
    programme_name: str
    playlist_id: int
    starts_at: datetime
    zones: frozenset[int]
    priority: int
    booked_at: datetime
    name: str = ""
    policy: Policy = RESTARTING
    ends_by: datetime | None = None
    day: date | None = None
    change: DayChange | None = None

    @property
    def key(self) -> str:
        """The name under which what was aired is written down; the same facts give the same name."""
        return self.name or _key(self.programme_id, self.starts_at)


@dataclass(frozen=True, slots=True)
class Run:
    """Starts of one programme with one playlist, in order, with the day that the series gave to each.

    A year of a big station is a million starts; most programmes that begin at the same time share these sequences.
    """

    booking: Booking
    playlist_id: int
    days: Sequence[date]
    moments: Sequence[datetime]
    change: DayChange | None = None

    def between(self, start: datetime, end: datetime) -> range:
        """Return the places of what starts in [start, end), not before it was booked nor after it was ended."""
        since, until = max(start, self.booking.booked_at), min(end, self.booking.ended_at or end)
        first = bisect_left(self.moments, since)
        return range(first, bisect_left(self.moments, until, lo=first))

    def occurrence(self, place: int, zone: tzinfo) -> Occurrence:
        """Return one start as a value."""
        booking, day, moment = self.booking, self.days[place], self.moments[place]
        planned = moment if self.change is None else clock.instant(day, booking.starts_at, zone)
        ends_by = catchup.hard_end(day, booking.starts_at, booking.hard_end, zone)
        return Occurrence(
            programme_id=booking.programme_id,
            programme_name=booking.name,
            playlist_id=self.playlist_id,
            starts_at=moment,
            zones=booking.zones,
            priority=booking.priority,
            booked_at=booking.booked_at,
            name=_key(booking.programme_id, planned),  # asked for at every turn of a look
            policy=booking.policy,
            ends_by=ends_by + (moment - planned) if ends_by else None,
            day=day,
            change=self.change,
        )


def occurrences(
    bookings: Iterable[Booking],
    start: datetime,
    end: datetime,
    zone: tzinfo,
    calendar: Calendar = EVERY_DAY_ORDINARY,
) -> list[Occurrence]:
    """Return what starts in [start, end), in order of time; nothing before it was booked or after it ended.

    `calendar` must know the days of that stretch and the day after it.
    """
    found = [
        run.occurrence(place, zone)
        for run in runs(bookings, start, end, zone, calendar)
        for place in run.between(start, end)
    ]
    return sorted(found, key=lambda each: (each.starts_at, each.programme_id, each.name))


def runs(
    bookings: Iterable[Booking],
    start: datetime,
    end: datetime,
    zone: tzinfo,
    calendar: Calendar = EVERY_DAY_ORDINARY,
    only: frozenset[date] | None = None,
) -> Iterator[Run]:
    """Return all starts on the commune's days of [start, end), programme by programme; `between` tells which count.

    `only`: on these days, where the caller wants no others.
    """
    first, last = clock.local(start, zone).date(), clock.local(end, zone).date()
    may_start = _hours(start, end, zone)
    types = {day: kind for day, kind in calendar.types.items() if first <= day <= last}
    near = Calendar(types, calendar.public_holidays)
    falling = _falling(first, last, zone, calendar, only)
    for booking in bookings:
        is_moved = booking.changes and any(each.moves for each in booking.changes.values())
        if not is_moved and not may_start(booking.starts_at):
            continue
        anchor = booking.first_day if _counts_from(booking.rule) else date.min
        days, moments = _within(booking, *falling(booking.rule, anchor, booking.starts_at))
        if booking.changes or (types and booking.by_type):
            yield from _told_apart(booking, days, moments, near, zone)
        elif days:
            yield Run(booking, booking.playlist_id, days, moments)


def _falling(
    first: date, last: date, zone: tzinfo, calendar: Calendar, only: frozenset[date] | None
) -> Callable[[Rule, date, time], tuple[Sequence[date], Sequence[datetime]]]:
    """Return on which days and at which instants a rule falls: computed once for all programmes that share it."""

    @cache
    def falling(rule: Rule, anchor: date, at: time) -> tuple[Sequence[date], Sequence[datetime]]:
        days: Sequence[date] = recurrence.days(rule, anchor, first, last, calendar)
        days = days if only is None else [day for day in days if day in only]
        return days, [instant(day, at) for day in days]

    @cache
    def instant(day: date, at: time) -> datetime:
        return clock.instant(day, at, zone)

    return falling


def _hours(start: datetime, end: datetime, zone: tzinfo) -> Callable[[time], bool]:
    """Return whether a time of day may lie in [start, end); a cheap no for most programmes at each look."""
    begins, ends = clock.local(start, zone), clock.local(end, zone)
    if begins.date() != ends.date() or begins.utcoffset() != ends.utcoffset():
        return lambda _: True
    earliest, latest = begins.time(), ends.time()
    return lambda at: earliest <= at <= latest


def _counts_from(rule: Rule) -> bool:
    return isinstance(rule, Once) or getattr(rule, "every", 1) > 1


def _within(
    booking: Booking, days: Sequence[date], moments: Sequence[datetime]
) -> tuple[Sequence[date], Sequence[datetime]]:
    """Return the days from the first to the last of the series."""
    last_day = booking.last_day if not isinstance(booking.rule, Once) else None
    if not days or (booking.first_day <= days[0] and (last_day is None or days[-1] <= last_day)):
        return days, moments
    first = bisect_left(days, booking.first_day)
    after = bisect_left(days, last_day + ONE_DAY) if last_day else len(days)
    return days[first:after], moments[first:after]


def _told_apart(
    booking: Booking, days: Sequence[date], moments: Sequence[datetime], calendar: Calendar, zone: tzinfo
) -> Iterator[Run]:
    """Yield a series without its special days, then those that are not left out, each by itself."""
    typed = [day for day, kind in calendar.types.items() if kind in booking.by_type] if booking.by_type else []
    special = {*typed, *booking.changes}
    found = {day: place for day in special if (place := _place(days, day)) is not None}
    for place in sorted(found.values(), reverse=True):
        days, moments = [*days[:place], *days[place + 1 :]], [*moments[:place], *moments[place + 1 :]]
    if days:
        yield Run(booking, booking.playlist_id, days, moments)
    for day in typed:
        playlist_id = booking.by_type[calendar.types[day]]
        if day in found and day not in booking.changes and playlist_id is not None:
            yield Run(booking, playlist_id, (day,), (clock.instant(day, booking.starts_at, zone),))
    for day, change in booking.changes.items():
        if not change.skips and (change.moves or day in found) and _holds(booking, day):
            yield _changed(booking, day, change, calendar, zone)


def _place(days: Sequence[date], day: date) -> int | None:
    place = bisect_left(days, day)
    return place if place < len(days) and days[place] == day else None


def _holds(booking: Booking, day: date) -> bool:
    """Is this still a day of the series? A day that was moved was one when a person moved it."""
    if isinstance(booking.rule, Once):
        return day == booking.first_day
    return booking.first_day <= day and (booking.last_day is None or day <= booking.last_day)


def _changed(booking: Booking, day: date, change: DayChange, calendar: Calendar, zone: tzinfo) -> Run:
    to = change.day or day
    usual = booking.by_type.get(calendar.type_of(to)) or booking.playlist_id
    moment = clock.instant(to, change.at or booking.starts_at, zone)
    return Run(booking, change.playlist_id or usual, (day,), (moment,), change)


def _key(programme_id: int, starts_at: datetime) -> str:
    return f"p{programme_id}@{_stamp(starts_at)}"


@lru_cache(maxsize=4096)
def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"
