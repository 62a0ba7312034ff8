"""Schedules as .ics: each event becomes a programme, or single dates where its repetition is none of the station's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from icalendar import Calendar

from playlists.interchange import firing, station_rules
from playlists.interchange.decoding import text_of
from playlists.interchange.entry import Entry, Reading
from playlists.interchange.errors import FileDamaged, TooManyRows
from playlists.interchange.firing import NotUnderstood, Rule
from playlists.interchange.plain import tidy
from playlists.recurring import rules
from playlists.recurring.recurrence import Weekly
from station import clock

MOST_EVENTS = 2000
MOST_DATES = 200  # of one event that is taken apart into single days
LONGEST_VIEW = timedelta(days=366)
MOST_LEFT_OUT = 60
NAME_LETTERS = 120
SINGLE_DAYS = "Lịch lặp này được nhập thành từng ngày, nhiều nhất 200 ngày trong một năm tới."
UNKNOWN_ZONE = "Không rõ múi giờ của sự kiện; hiểu là giờ của xã."

Event = Any  # the library's types name every value that any property may have


def reading_of(name: str, data: bytes, *, today: date, timezone: tzinfo) -> Reading:
    """Return what the events of a calendar come to. Raise ScheduleError."""
    text = "\n".join(_without_zones(text_of(name, data).splitlines()))
    if len(re.findall(r"^BEGIN:VEVENT", text, re.M | re.I)) > MOST_EVENTS:
        raise TooManyRows(name, MOST_EVENTS)
    if text.upper().count("BEGIN:VCALENDAR") != text.upper().count("END:VCALENDAR"):
        raise FileDamaged(name)  # cut short: what is left would be taken for the whole
    try:
        calendars = Calendar.from_ical(text, multiple=True)
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
        found = [entry for event in events for entry in _entries(event, _moved(event, events), today, timezone)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as problem:
        raise FileDamaged(name) from problem
    return Reading(tuple(found))


def _without_zones(lines: Iterable[str]) -> Iterator[str]:
    """Leave out the file's own time zones: their rules of change could be made to be followed for ever."""
    inside = False
    for line in lines:
        mark = line.strip().upper()
        inside = inside or mark == "BEGIN:VTIMEZONE"
        if not inside:
            yield line
        inside = inside and mark != "END:VTIMEZONE"


def _moved(event: Event, events: Iterable[Event]) -> set[date]:
    """Return the days of a series that other events of the file replace."""
    if "RRULE" not in event or "UID" not in event:
        return set()
    twins = (each for each in events if each.get("UID") == event["UID"] and "RECURRENCE-ID" in each)
    return {_day(each.decoded("RECURRENCE-ID")) for each in twins}


def _entries(event: Event, moved: set[date], today: date, timezone: tzinfo) -> Iterator[Entry]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    name = tidy(str(event.get("SUMMARY", "")))[:NAME_LETTERS] or "Không tên"
    entry = Entry(f"Sự kiện «{name}»", name, playlist=name, zones=tidy(str(event.get("LOCATION", "")))[:300])
    start = event.decoded("DTSTART") if "DTSTART" in event else None
    if not isinstance(start, datetime):
        yield replace(entry, problems=("Sự kiện không có giờ bắt đầu.",))
        return
    entry = replace(entry, seconds=_seconds(event, start), remarks=(UNKNOWN_ZONE,) if _has_unknown_zone(event) else ())
    local = start.replace(tzinfo=start.tzinfo or timezone).astimezone(timezone)
    entry = replace(entry, starts_at=local.time().replace(microsecond=0), first_day=local.date())
    without = moved | {_day(each) for each in _listed(event, "EXDATE")}
    if "RRULE" not in event:
        yield entry
    else:
        yield from _series(event, entry, start, without, today, timezone)
    for extra in _listed(event, "RDATE"):
        yield _single(entry, _wall(start, _day(extra)), timezone)


def _series(
    event: Event, entry: Entry, start: datetime, without: set[date], today: date, timezone: tzinfo
) -> Iterator[Entry]:
    try:
        if isinstance(event["RRULE"], list):
            raise NotUnderstood("sự kiện có nhiều luật lặp")
        rule = firing.rule_of(event["RRULE"], until=_until(event["RRULE"], start))
        if (own := _own_series(entry, rule, start, without, today, timezone)) is not None:
            yield own
            return
        last = max(today, start.date()) + LONGEST_VIEW
        days = firing.dates(rule, start.date(), today - timedelta(days=1), last, most=MOST_DATES)
    except NotUnderstood as problem:
        yield replace(entry, problems=(str(problem),))
        return
    entry = replace(entry, remarks=(*entry.remarks, SINGLE_DAYS))
    for day in days:
        if day not in without:
            yield _single(entry, _wall(start, day), timezone)


def _own_series(
    entry: Entry, rule: Rule, start: datetime, without: set[date], today: date, timezone: tzinfo
) -> Entry | None:
    """Return the repetition as one that the station has itself, None where it has no such.

    Between time zones the days may shift by one: weekdays shift with them, days of the month do not stay the same.
    """
    found = station_rules.of(rule, start.date())
    if found is None or rule.count or not _keeps_its_time(start, today, timezone):
        return None
    shift = (entry.first_day or start.date()) - start.date()
    left_out = tuple(sorted(day + shift for day in without if day + shift >= today))
    if len(left_out) > MOST_LEFT_OUT or (shift and not isinstance(found, Weekly)):
        return None
    entry = replace(entry, last_day=rule.until + shift if rule.until else None, without=left_out)
    if not isinstance(found, Weekly):
        return replace(entry, rule=rules.kept(found))
    weekdays = frozenset((day + shift.days) % 7 for day in found.weekdays)
    if found.every == 1:
        return replace(entry, weekdays=tuple(sorted(weekdays)))
    return None if shift else replace(entry, rule=rules.kept(found))


def _single(entry: Entry, moment: datetime, timezone: tzinfo) -> Entry:
    local = moment.replace(tzinfo=moment.tzinfo or timezone).astimezone(timezone)
    return replace(entry, starts_at=local.time().replace(microsecond=0), first_day=local.date(), weekdays=())


def _keeps_its_time(start: datetime, today: date, timezone: tzinfo) -> bool:
    """Does the event fall at one time of the commune's day all year, summer time of its own zone or not?"""
    months = [
        datetime.combine(today + timedelta(days=30 * number), start.time(), start.tzinfo or timezone)
        for number in range(13)
    ]
    return (
        len({clock.local(each, timezone).utcoffset() for each in months})
        == 1
        == len({each.utcoffset() for each in months})
    )


def _until(rule: dict[str, list[object]], start: datetime) -> date | None:
    """Return the last day on which a repetition may fall, in the event's own zone."""
    until = next(iter(rule.get("UNTIL", [])), None)
    if isinstance(until, datetime):
        if until.tzinfo and start.tzinfo:
            until = until.astimezone(start.tzinfo)
        return until.date() if until.time() >= start.time() else until.date() - timedelta(days=1)
    return until if isinstance(until, date) else None


def _seconds(event: Event, start: datetime) -> int | None:
    if "DURATION" in event:
        length = event.decoded("DURATION")
    else:
        end = event.decoded("DTEND") if "DTEND" in event else None
        length = end - start if isinstance(end, datetime) and bool(end.tzinfo) == bool(start.tzinfo) else None
    return round(length.total_seconds()) if length and timedelta(0) < length <= timedelta(days=1) else None


def _listed(event: Event, name: str) -> list[date]:
    """Return the dates or instants of EXDATE or RDATE, however many lines they stand in."""
    found = event.get(name, [])
    lines = found if isinstance(found, list) else [found]
    values = [each.dt for line in lines for each in line.dts]
    return [value[0] if isinstance(value, tuple) else value for value in values][: 2 * MOST_DATES]


def _has_unknown_zone(event: Event) -> bool:
    start = event["DTSTART"]
    return "TZID" in start.params and start.dt.tzinfo is None


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _wall(start: datetime, day: date) -> datetime:
    return datetime.combine(day, time(start.hour, start.minute, start.second), start.tzinfo)
