"""When programmes start: from what was booked to the occurrences of any stretch of time; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, partial

from playlists import catchup
from playlists.catchup import RESTARTING, Policy
from station import clock

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Booking:
    """What the timetable needs of a programme. No weekdays: once, on the first day."""

    programme_id: int
    name: str
    playlist_id: int
    starts_at: time
    first_day: date
    last_day: date | None
    weekdays: frozenset[int]
    zones: frozenset[int]
    priority: int
    booked_at: datetime
    ended_at: datetime | None
    policy: Policy = RESTARTING
    hard_end: time | None = None


@dataclass(frozen=True)
class Occurrence:
    """One start of a programme: a value, computed anew each time it is asked for."""

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

    @property
    def key(self) -> str:
        """The name under which what was aired is written down; the same facts give the same name."""
        return self.name or _key(self.programme_id, self.starts_at)


def airs_on(booking: Booking, day: date) -> bool:
    """Does the programme air on this commune day?"""
    if not booking.weekdays:
        return day == booking.first_day
    if day < booking.first_day or (booking.last_day is not None and day > booking.last_day):
        return False
    return day.weekday() in booking.weekdays


def occurrences(bookings: Iterable[Booking], start: datetime, end: datetime, zone: tzinfo) -> list[Occurrence]:
    """Return what starts in [start, end), in order of time; nothing before it was booked or after it ended."""
    days = _days(clock.local(start, zone).date(), clock.local(end, zone).date())
    instant = cache(partial(clock.instant, zone=zone))  # many begin at the same time of day
    found = [
        _occurrence(booking, day, moment, zone)
        for booking in bookings
        for day in days
        if airs_on(booking, day)
        and start <= (moment := instant(day, booking.starts_at)) < end
        and booking.booked_at <= moment
        and (booking.ended_at is None or moment < booking.ended_at)
    ]
    return sorted(found, key=lambda occurrence: (occurrence.starts_at, occurrence.programme_id))


def _days(first: date, last: date) -> list[date]:
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]


def _occurrence(booking: Booking, day: date, moment: datetime, zone: tzinfo) -> Occurrence:
    return Occurrence(
        programme_id=booking.programme_id,
        programme_name=booking.name,
        playlist_id=booking.playlist_id,
        starts_at=moment,
        zones=booking.zones,
        priority=booking.priority,
        booked_at=booking.booked_at,
        name=_key(booking.programme_id, moment),  # asked for at every turn of a look
        policy=booking.policy,
        ends_by=catchup.hard_end(day, booking.starts_at, booking.hard_end, zone),
    )


def _key(programme_id: int, starts_at: datetime) -> str:
    return f"p{programme_id}@{starts_at:%Y%m%dT%H%M%SZ}"
