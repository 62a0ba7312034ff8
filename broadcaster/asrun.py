"""Looking at the plan: whatever it wants written down is written before anything sounds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import partial

from sqlalchemy.orm import Session

from broadcaster import airplan, facts, logbook, written
from broadcaster.airplan import Plan
from broadcaster.closing import CUT_OFF, close_overdue, recover
from broadcaster.facts import Facts
from broadcaster.happening import STOPPED
from broadcaster.logbook import Entry, write_events
from broadcaster.relaying.states import RelayState
from station.database import Database

__all__ = ["CUT_OFF", "STOPPED", "Entry", "close_overdue", "look", "make_up", "write_events", "write_silence"]

LONGEST_ABSENCE = timedelta(days=31)


def look(
    database: Database,
    *,
    now: datetime,
    timezone: tzinfo,
    station_name: str,
    zones: frozenset[int] | None = None,
    look_back: timedelta | None = None,
    stopped_because: str = "",
    relay_states: Mapping[int, RelayState] = facts.NO_STATES,
) -> Plan:
    """Return the plan of all zones, or of some; whatever it wants claimed or moved has been written down.

    That happens in the same transaction that checked approval. Where a moment has come (some zones), something will
    have to be written, so it begins with that; a look at everything first reads, and locks nothing in vain.
    """
    back = look_back or facts.LOOK_BACK
    read = partial(facts.read, now=now, timezone=timezone, station_name=station_name, look_back=back)
    read = partial(read, stopped_because=stopped_because, relay_states=relay_states)
    if zones is not None:
        return replace(_written(database, partial(read, zones=zones), now, timezone), zones=zones)
    with database.reading() as session:
        plan = airplan.make(read(session), now=now, timezone=timezone)
    if due := plan.to_write():
        plan = _joined(plan, _written(database, partial(read, zones=due), now, timezone))
    return plan


def write_silence(database: Database, *, beat_at: datetime | None, now: datetime) -> datetime | None:
    """At a start: write down what fell silent when play-out stopped; return when the last of it did."""
    with database.writing() as session:
        return recover(session, beat_at=beat_at, now=now, back=_absence(beat_at, now))


def make_up(
    database: Database, *, beat_at: datetime | None, now: datetime, timezone: tzinfo, station_name: str
) -> None:
    """At a start: write down what fell silent when play-out stopped, and all that was missed since, a month at most."""
    write_silence(database, beat_at=beat_at, now=now)
    look(database, now=now, timezone=timezone, station_name=station_name, look_back=_absence(beat_at, now))


def _absence(beat_at: datetime | None, now: datetime) -> timedelta:
    return min(now - (beat_at or now), LONGEST_ABSENCE) + facts.LOOK_BACK


def _written(database: Database, read: Callable[[Session], Facts], now: datetime, timezone: tzinfo) -> Plan:
    with database.writing() as session:
        known = read(session)
        plan = airplan.make(known, now=now, timezone=timezone)
        if not plan.to_write():
            return plan
        numbers = logbook.write_down(session, plan.wanted, now=now)
        logbook.write_moves(session, plan.moves)
        logbook.write_unheard(session, plan.unheard)
        return airplan.make(written.down(known, plan, numbers, now=now), now=now, timezone=timezone)


def _joined(old: Plan, new: Plan) -> Plan:
    """Return a plan of everything with some of its zones looked at anew."""
    return Plan(
        stretches=old.stretches | new.stretches,
        wanted=new.wanted,
        moves=new.moves,
        cuts=old.cuts | new.cuts,
        look_again=old.look_again | new.look_again,
        overdue=old.overdue or new.overdue,
        makes_way=old.makes_way | new.makes_way,
        sources=old.sources | new.sources,
    )
