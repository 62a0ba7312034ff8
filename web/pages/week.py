"""A week of the whole station: what starts when, what is skipped, and what would sound over what."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from playlists import queries
from playlists.booking.clashes import overlapping
from playlists.booking.lasting import lasting
from playlists.timetable import UNCHANGED, Booking, Occurrence, occurrences
from playlists.year import yearqueries
from station import clock, zones
from station.errors import BadInput
from web import forms
from web.context import house, session

pages = Blueprint("week", __name__, url_prefix="/lich-tuan")

ONE_DAY = timedelta(days=1)
SEVEN = 7
MOST = 700  # occurrences that a page shows: a big station chooses a zone


@pages.get("/")
def page() -> ResponseReturnValue:
    """Show a week, from Monday, of every zone or of one."""
    timezone, monday = house().settings.timezone, _monday()
    start, end = (clock.instant(each, time(0), timezone) for each in (monday, monday + SEVEN * ONE_DAY))
    zone_id = forms.asked(request.args, "khu_vuc")
    booked = queries.bookings(session(), since=start, until=end, zones_heard=frozenset({zone_id}) if zone_id else None)
    calendar = queries.days_of(session(), start, end, timezone)
    found = occurrences(booked, start, end, timezone, calendar)
    clashes = overlapping(found, lasting(session()), timezone)
    rows = [*found, *_skipped(booked, start, end)]
    names = yearqueries.names(session(), monday, monday + SEVEN * ONE_DAY)
    days = [monday + number * ONE_DAY for number in range(SEVEN)]
    return render_template(
        "programmes/week.html",
        days=[(day, _of_day(rows[:MOST], day), ", ".join(names.get(day, ()))) for day in days],
        clashes={each.wanted.key: each for each in clashes},
        left_out=max(0, len(rows) - MOST),
        monday=monday,
        today=clock.local(g.now, timezone).date(),
        zones=zones.all_zones(session()),
        zone_id=zone_id,
        before=max(monday - SEVEN * ONE_DAY, date(2000, 1, 3)),
        after=monday + SEVEN * ONE_DAY,
    )


def _monday() -> date:
    today = clock.local(g.now, house().settings.timezone).date()
    try:
        asked = forms.day(request.args, "ngay") or today
    except BadInput:
        asked = today
    day = min(max(asked, date(2000, 1, 3)), date(2100, 12, 20))
    return day - day.weekday() * ONE_DAY


def _skipped(booked: Sequence[Booking], start: datetime, end: datetime) -> list[Occurrence]:
    """Return what would start, had nobody skipped it."""
    timezone = house().settings.timezone
    skipping = [each for each in booked if any(change.skips for change in each.changes.values())]
    calendar = queries.days_of(session(), start, end, timezone)
    usual = occurrences([replace(each, changes=UNCHANGED) for each in skipping], start, end, timezone, calendar)
    changes = {each.programme_id: each.changes for each in skipping}
    return [
        replace(each, change=change)
        for each in usual
        if each.day and (change := changes[each.programme_id].get(each.day)) and change.skips
    ]


def _of_day(rows: Sequence[Occurrence], day: date) -> list[tuple[datetime, Occurrence]]:
    timezone = house().settings.timezone
    local = [(clock.local(each.starts_at, timezone), each) for each in rows]
    return sorted((each for each in local if each[0].date() == day), key=lambda each: (each[0], each[1].programme_id))
