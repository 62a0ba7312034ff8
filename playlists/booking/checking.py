"""Whether a programme may be booked as wanted: reads, changes nothing."""

from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from playlists import guarding, queries
from playlists.booking.clashes import LOOK_AHEAD, ClashFound
from playlists.booking.lasting import lasting
from playlists.booking.room import Room
from playlists.models import Programme
from playlists.recurring import timing
from playlists.timetable import Booking
from playlists.year import calendar
from station import clock, tree, zones

BEFORE = timedelta(days=2)  # what began so long ago may still sound
ONE_DAY = timedelta(days=1)


def room(session: Session, first_day: date, *, now: datetime, timezone: tzinfo) -> Room:
    """Return what is booked in the year from now on, or from a day to come."""
    since = max(now, clock.instant(first_day - ONE_DAY, time(0), timezone))
    days = queries.days_of(session, since - BEFORE, since + LOOK_AHEAD, timezone)
    return Room(queries.bookings(session, since=since), lasting(session), days, since, timezone)


def check(session: Session, wanted: Booking, there: Room) -> None:
    """Raise guard.Forbidden or ClashFound where what is wanted may not sound, or there is no room for it."""
    guarding.check_booking(session, wanted, there)
    if clash := there.clash(wanted):
        raise ClashFound(clash, there.timezone)


def check_fires(session: Session, programme: Programme, *, now: datetime, timezone: tzinfo) -> None:
    """Raise BadInput for a series that falls on no day."""
    booking, today = as_booking(session, programme), clock.local(now, timezone).date()
    span = (booking.rule, booking.first_day, booking.last_day, today)
    begin, end = timing.searched(*span)
    timing.check_fires(*span, calendar.read(session, begin, end + ONE_DAY))


def as_booking(session: Session, programme: Programme) -> Booking:
    """Return a programme that may not be kept yet as the timetable sees it, its exceptions included."""
    where = tree.spread(programme.zone_ids, zones.parents(session))
    changed = queries.changes_of(session, programme.id) if programme.id else {}
    return queries.booking(programme, where, changed)
