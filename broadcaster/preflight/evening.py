"""The evening's check: when it is due, and beginning it once; what was slept through is made up for until midnight."""

from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.preflight import child, runs
from broadcaster.preflight.models import PreflightRun
from station import clock, preferences
from station.database import Database
from station.settings import Settings

ONE_DAY = timedelta(days=1)
MOST_TRIES = 3  # a check that dies is begun again


def due_at(session: Session, *, now: datetime, timezone: tzinfo) -> datetime:
    """Return when the next evening's check is due: perhaps now, or a while ago."""
    today = clock.local(now, timezone).date()
    at = preferences.read(session).preflight_at
    if _was_done(session, today + ONE_DAY, now):
        today += ONE_DAY
    return clock.instant(today, at, timezone)


def begin(database: Database, settings: Settings, *, now: datetime) -> datetime:
    """Begin the check if it is due; return when it is due next."""
    with database.reading() as session:
        at = due_at(session, now=now, timezone=settings.timezone)
    if at > now:
        return at
    tomorrow = clock.local(now, settings.timezone).date() + ONE_DAY
    with database.writing() as session:
        run_id = runs.begin(session, tomorrow, runs.STATION, now=now).id
    child.start(settings, run_id)
    with database.reading() as session:
        return due_at(session, now=now, timezone=settings.timezone)


def _was_done(session: Session, day: date, now: datetime) -> bool:
    """Did the station itself check this day, or is it at it, or has it tried often enough?"""
    query = select(PreflightRun).where(PreflightRun.day == day, PreflightRun.asked_by == runs.STATION)
    begun = session.scalars(query).all()
    return len(begun) >= MOST_TRIES or any(not runs.is_lost(each, now=now) for each in begun)
