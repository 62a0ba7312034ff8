"""Looking at the plan: whatever it wants written down is written before anything sounds."""

from datetime import datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from broadcaster import airplan, facts, urgent
from broadcaster.airplan import Plan
from broadcaster.logbook import CUT_OFF, STOPPED, Entry, close_overdue, recover, write_down, write_events
from station.database import Database

__all__ = ["CUT_OFF", "STOPPED", "Entry", "break_in_plan", "close_overdue", "look", "make_up", "write_events"]

LONGEST_ABSENCE = timedelta(days=31)

break_in_plan = urgent.break_in_plan


def look(
    database: Database,
    *,
    now: datetime,
    timezone: tzinfo,
    station_name: str,
    zones: frozenset[int] | None = None,
    look_back: timedelta = facts.LOOK_BACK,
) -> Plan:
    """Return the plan; whatever it wants claimed has been claimed, in the same transaction that checked approval."""

    def made(session: Session) -> Plan:
        known = facts.read(session, now=now, timezone=timezone, station_name=station_name, look_back=look_back)
        return airplan.make(known, now=now, timezone=timezone)

    with database.reading() as session:
        plan = made(session)
    if not plan.wanted:
        return plan
    with database.writing() as session:
        write_down(session, made(session).wanted, now=now)
        session.expire_all()
        return made(session)


def make_up(
    database: Database, *, beat_at: datetime | None, now: datetime, timezone: tzinfo, station_name: str
) -> None:
    """At a start: write down what fell silent when play-out stopped, and all that was missed since, a month at most."""
    with database.writing() as session:
        recover(session, beat_at=beat_at, now=now)
    look_back = min(now - (beat_at or now), LONGEST_ABSENCE) + facts.LOOK_BACK
    look(database, now=now, timezone=timezone, station_name=station_name, look_back=look_back)
