"""What one break-in has claimed, read alone: it need not wait for a look at everything else."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import breakin_facts
from broadcaster.airplan import Plan
from broadcaster.models import AsRun, AsRunEvent, BreakIn
from broadcaster.stretch import FRAME, Stretch


def break_in_plan(session: Session, break_in_id: int, *, now: datetime) -> Plan:
    """Return what a break-in claimed that has not begun yet, as the plan of just its zones.

    A zone in which another break-in may sound is left to the ordinary look: equals never cut each other.
    """
    break_in = session.get(BreakIn, break_in_id)
    if break_in is None or break_in.ended_at is not None:
        return Plan(zones=frozenset())
    begun = select(AsRunEvent.id).where(AsRunEvent.as_run_id == AsRun.id).exists()
    claimed = select(AsRun.id, AsRun.zone_id, AsRun.clip_sha256, AsRun.planned_at, AsRun.frames).where(
        AsRun.occurrence == breakin_facts.key(break_in_id), ~begun
    )
    taken = _zones_of_others(session, break_in)
    found = {
        zone_id: [Stretch(number, sha256, planned_at, 0, frames, frames, begun=False, title=break_in.title)]
        for number, zone_id, sha256, planned_at, frames in session.execute(claimed)
        if zone_id not in taken and planned_at + frames * FRAME > now
    }
    return Plan(stretches=found, zones=frozenset(found))


def _zones_of_others(session: Session, break_in: BreakIn) -> set[int]:
    """Return the zones of the break-ins before it that have not been ended and may not be over."""
    others = session.scalars(
        select(BreakIn).where(
            BreakIn.id != break_in.id,
            BreakIn.ended_at.is_(None),
            BreakIn.ordered_at > break_in.ordered_at - breakin_facts.LONGEST,
        )
    )
    return {
        zone_id
        for other in others
        if other.ordered_at + breakin_facts.length(other) > break_in.ordered_at
        for zone_id in other.zone_ids
    }
