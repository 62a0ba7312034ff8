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

    What broke in there before has been replaced by it, so nothing of its rank is in its way.
    """
    break_in = session.get(BreakIn, break_in_id)
    if break_in is None or break_in.ended_at is not None:
        return Plan(zones=frozenset())
    begun = select(AsRunEvent.id).where(AsRunEvent.as_run_id == AsRun.id).exists()
    claimed = select(AsRun.id, AsRun.zone_id, AsRun.clip_sha256, AsRun.planned_at, AsRun.frames, AsRun.title).where(
        AsRun.occurrence == breakin_facts.key(break_in_id), ~begun
    )
    live = set(break_in.live_zone_ids)
    found = {
        zone_id: [Stretch(number, sha256, planned_at, 0, frames, frames, begun=False, title=title)]
        for number, zone_id, sha256, planned_at, frames, title in session.execute(claimed)
        if zone_id in live and planned_at + frames * FRAME > now
    }
    return Plan(stretches=found, zones=frozenset(found))
