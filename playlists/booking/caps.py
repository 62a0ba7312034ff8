"""How often and how long zones sound on the days of a new series, against the caps of their guard; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from playlists import guard
from playlists.booking import clashes
from playlists.booking.room import Room
from playlists.guard import Bounds
from playlists.timetable import Booking, runs
from station import clock

Spent = Mapping[date, tuple[int, timedelta]]


def sessions(bookings: Iterable[Booking], room: Room, *, since: datetime) -> list[guard.Session]:
    """Return what these programmes air from then on in the year ahead, as the guard sees it."""
    found = []
    for run in runs(bookings, since, room.until, room.timezone, room.calendar):
        length = clashes.length(run, room.lasts, room.timezone)
        places = run.between(since, room.until)
        found += [guard.Session(run.occurrence(each, room.timezone).key, run.moments[each], length) for each in places]
    return found


def exceeded(
    allowed: Bounds, zone_ids: Sequence[int], mine: Sequence[guard.Session], room: Room
) -> tuple[int, str] | None:
    """Return the first of these zones in which a new series would be one too many on some day, and why."""
    if not mine or not (allowed.sessions_a_day or allowed.day_minutes):
        return None
    there: dict[int, list[Booking]] = {zone_id: [] for zone_id in zone_ids}
    for each in room.bookings:
        for zone_id in each.zones & there.keys():
            there[zone_id].append(each)
    days = {clock.local(each.starts_at, room.timezone).date() for each in mine}
    most = max(Counter(clock.local(each.starts_at, room.timezone).date() for each in mine).values())
    asked = (most, most * max(each.length for each in mine))
    there = {zone_id: found for zone_id, found in there.items() if _may_exceed(allowed, found, asked, days, room)}
    spent = _spent({each.programme_id: each for found in there.values() for each in found}.values(), days, room)
    judged: dict[tuple[int, ...], str] = {}
    for zone_id, found in there.items():
        alike = tuple(each.programme_id for each in found)
        if alike not in judged:
            full = _full(allowed, [spent[number] for number in alike if number in spent], mine, room)
            judged[alike] = _news(allowed, found, mine, full, room) if full else ""
        if judged[alike]:
            return zone_id, judged[alike]
    return None


def _may_exceed(
    allowed: Bounds, others: Iterable[Booking], asked: tuple[int, timedelta], days: set[date], room: Room
) -> bool:
    """May a zone come over its caps at all, if everything fell on one day? A cheap no for most zones."""
    times, length = asked
    for other in others:
        most = 1 + sum(each.moves and (each.day or day) in days for day, each in other.changes.items())
        times += most
        length += most * clashes.longest(other, room.lasts)
    too_often = allowed.sessions_a_day and times > allowed.sessions_a_day
    return bool(too_often or (allowed.day_minutes and length > timedelta(minutes=allowed.day_minutes)))


def _spent(bookings: Iterable[Booking], days: set[date], room: Room) -> Mapping[int, Spent]:
    """Return how often and how long each programme airs on these days."""
    found: dict[int, dict[date, tuple[int, timedelta]]] = {}
    for run in runs(bookings, room.midnight, room.until, room.timezone, room.calendar, frozenset(days)):
        length = clashes.length(run, room.lasts, room.timezone)
        starts = run.days if run.change is None else [clock.local(run.moments[0], room.timezone).date()]
        for day in starts:
            if day not in days:
                continue
            there = found.setdefault(run.booking.programme_id, {})
            times, spent = there.get(day, (0, timedelta(0)))
            there[day] = (times + 1, spent + length)
    return found


def _full(allowed: Bounds, others: Sequence[Spent], mine: Sequence[guard.Session], room: Room) -> set[date]:
    """Return the days on which the caps may not hold: a quick look, so that few days are judged one by one."""
    found = set()
    adding: dict[date, tuple[int, timedelta]] = {}
    for each in mine:
        day = clock.local(each.starts_at, room.timezone).date()
        times, length = adding.get(day, (0, timedelta(0)))
        adding[day] = (times + 1, length + each.length)
    for day, (times, length) in adding.items():
        there = [other[day] for other in others if day in other]
        times += sum(each[0] for each in there)
        length = sum((each[1] for each in there), length)
        too_often = allowed.sessions_a_day and times > allowed.sessions_a_day
        if too_often or (allowed.day_minutes and length > timedelta(minutes=allowed.day_minutes)):
            found.add(day)
    return found


def _news(
    allowed: Bounds, others: Sequence[Booking], mine: Sequence[guard.Session], days: set[date], room: Room
) -> str:
    """Return what the caps refuse on these days that they would not refuse without the new series."""

    def of_days(found: Iterable[guard.Session]) -> list[guard.Session]:
        return [each for each in found if clock.local(each.starts_at, room.timezone).date() in days]

    there = of_days(sessions(others, room, since=room.midnight))
    before = guard.too_many(allowed, there, room.timezone)
    after = guard.too_many(allowed, [*there, *of_days(mine)], room.timezone)
    return next((reason for key, reason in after.items() if key not in before), "")
