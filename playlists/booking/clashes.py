"""Two programmes in one place at one time: found before they are booked, in the whole year ahead; pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice

from playlists import catchup, priority
from playlists.daytypes import EVERY_DAY_ORDINARY, Calendar
from playlists.timetable import Booking, Occurrence, Run, runs
from station import clock
from station.errors import StationError

LOOK_AHEAD = timedelta(days=366)
ONE_DAY = timedelta(days=1)

Lasts = Callable[[int, time], timedelta]  # a playlist that begins at this time of day


@dataclass(frozen=True)
class Clash:
    """A new occurrence would sound over a booked one."""

    wanted: Occurrence
    booked: Occurrence
    free_from: datetime  # when the booked one is over


class ClashFound(StationError):
    """The zone is taken at that time."""

    def __init__(self, clash: Clash, timezone: tzinfo) -> None:
        self.clash = clash
        at, free = (clock.local(moment, timezone) for moment in (clash.booked.starts_at, clash.free_from))
        super().__init__(
            f"Trùng giờ với chương trình «{clash.booked.programme_name}» lúc {at:%H:%M ngày %d/%m/%Y}; "
            f"khu vực này rảnh từ {free:%H:%M:%S}."
        )


def first_clash(
    wanted: Booking,
    others: Iterable[Booking],
    lasts: Lasts,
    *,
    now: datetime,
    timezone: tzinfo,
    calendar: Calendar = EVERY_DAY_ORDINARY,
) -> Clash | None:
    """Return the earliest overlap with an equal in the year ahead, each playlist with the length it has now.

    Where one outranks the other there is no clash: the higher one sounds, by the order of priorities.
    """
    return min(
        clashes(wanted, others, lasts, now=now, timezone=timezone, calendar=calendar),
        key=lambda clash: (clash.wanted.starts_at, clash.booked.starts_at, clash.booked.programme_id),
        default=None,
    )


def clashes(
    wanted: Booking,
    others: Iterable[Booking],
    lasts: Lasts,
    *,
    now: datetime,
    timezone: tzinfo,
    calendar: Calendar = EVERY_DAY_ORDINARY,
    is_every: bool = False,
) -> Iterator[Clash]:
    """Yield for each booked run its earliest overlap with what is wanted, or every one; in no order."""
    rank = priority.kind(wanted.priority)
    there = (each for each in others if not each.zones.isdisjoint(wanted.zones))
    rivals = [(each, longest(each, lasts)) for each in there if priority.kind(each.priority) is rank]
    stretch = (now - max((each for _, each in rivals), default=ONE_DAY) - ONE_DAY, now + LOOK_AHEAD)
    mine = list(runs([wanted], *stretch, timezone, calendar))
    slack = _clock_changes(*stretch, timezone)
    near = [each for each, most in rivals if _may_meet(each, most, mine, lasts, slack, timezone)]
    for theirs in runs(near, *stretch, timezone, calendar):
        for run in mine:
            found = _meetings(run, theirs, lasts, now, stretch, timezone)
            yield from found if is_every else islice(found, 1)


def overlapping(starts: Sequence[Occurrence], lasts: Lasts, timezone: tzinfo) -> list[Clash]:
    """Return each of these occurrences that begins while an equal sounds in one of its zones, with that one."""
    sounding: dict[tuple[int, priority.Priority], tuple[datetime, Occurrence]] = {}
    found: dict[str, Clash] = {}
    for each in sorted(starts, key=lambda each: (each.starts_at, each.programme_id)):
        over_at = each.starts_at + lasts(each.playlist_id, clock.local(each.starts_at, timezone).time())
        over_at = min(over_at, each.ends_by or over_at)
        for zone_id in each.zones:
            place = (zone_id, priority.kind(each.priority))
            free_from, before = sounding.get(place, (each.starts_at, each))
            if each.starts_at < free_from and over_at > each.starts_at:
                found.setdefault(each.key, Clash(each, before, free_from))
            if over_at > free_from:
                sounding[place] = (over_at, each)
    return list(found.values())


def length(run: Run, lasts: Lasts, timezone: tzinfo) -> timedelta:
    """Return how long the occurrences of a run last, at most until their hard end."""
    at = run.booking.starts_at
    if run.change is not None and run.change.moves:
        at = clock.local(run.moments[0], timezone).time()
    return _bounded(run.booking, lasts(run.playlist_id, at))


def _bounded(booking: Booking, found: timedelta) -> timedelta:
    return found if booking.hard_end is None else min(found, catchup.until(booking.starts_at, booking.hard_end))


def longest(booking: Booking, lasts: Lasts) -> timedelta:
    """Return how long any occurrence of a programme may last."""
    found = _bounded(booking, lasts(booking.playlist_id, booking.starts_at))
    others = [(each.playlist_id, each.at) for each in booking.changes.values() if each.playlist_id or each.at]
    for playlist, at in (*others, *((each, None) for each in booking.by_type.values())):
        found = max(found, lasts(playlist or booking.playlist_id, at or booking.starts_at))
    return found


def _may_meet(
    booking: Booking, length: timedelta, mine: Iterable[Run], lasts: Lasts, slack: timedelta, timezone: tzinfo
) -> bool:
    """May a programme touch what is wanted at all, by the times of day? A cheap no for most of them."""
    begins = {booking.starts_at, *(each.at for each in booking.changes.values() if each.at)}
    for run in mine:
        at = run.booking.starts_at if run.change is None else clock.local(run.moments[0], timezone).time()
        my_length = lasts(run.playlist_id, at)
        for start in begins:
            ahead = (_since_midnight(at) - _since_midnight(start)) % ONE_DAY  # from the start of theirs to that of mine
            if ahead <= length + slack or ONE_DAY - ahead <= my_length + slack:
                return True
    return False


def _clock_changes(start: datetime, end: datetime, timezone: tzinfo) -> timedelta:
    """Return by how much two wall-clock times may be nearer than they look in [start, end)."""
    days = ((end - start) // ONE_DAY) + 1
    offsets = [clock.local(start + number * ONE_DAY, timezone).utcoffset() or timedelta(0) for number in range(days)]
    return max(offsets) - min(offsets)


def _meetings(
    mine: Run, theirs: Run, lasts: Lasts, now: datetime, stretch: tuple[datetime, datetime], timezone: tzinfo
) -> Iterator[Clash]:
    """Yield the overlaps of two runs in order, walking along the shorter one."""
    my_length, their_length = length(mine, lasts, timezone), length(theirs, lasts, timezone)
    my_places, their_places = mine.between(now, stretch[1]), theirs.between(*stretch)
    if len(their_places) < len(my_places):
        pairs = (
            (here, there)
            for there in their_places
            for here in _within(mine, my_places, theirs.moments[there], my_length, their_length)
        )
    else:
        pairs = (
            (here, there)
            for here in my_places
            for there in _within(theirs, their_places, mine.moments[here], their_length, my_length)
        )
    for here, there in pairs:
        booked = theirs.occurrence(there, timezone)
        yield Clash(mine.occurrence(here, timezone), booked, booked.starts_at + their_length)


def _within(run: Run, places: range, start: datetime, length: timedelta, other: timedelta) -> range:
    """Return the places of a run, each of this length, that overlap what starts then and lasts for the other."""
    first = bisect_right(run.moments, start - length, places.start, places.stop)
    return range(first, bisect_left(run.moments, start + other, places.start, places.stop))


@lru_cache(maxsize=1440)
def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
