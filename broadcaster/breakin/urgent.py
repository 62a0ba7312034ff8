"""What one break-in has claimed, read alone: it need not wait for a look at everything else."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.breakin import facts as breakin_facts
from broadcaster.models import AsRun, AsRunEvent, BreakIn
from broadcaster.stretch import FRAME, Stretch
from broadcaster.transmitter.messages import Interruption

Sound = tuple[str, datetime, int, str]  # a clip's hash, when it is due, its frames and its title


def interruptions(session: Session, break_in_id: int, *, now: datetime) -> list[Interruption]:
    """Return what a break-in claimed that has not begun yet: most often it is alike in all zones, and so one order.

    What broke in there before has been replaced by it, so nothing of its rank is in its way.
    """
    begun = select(AsRunEvent.id).where(AsRunEvent.as_run_id == AsRun.id).exists()
    claimed = select(AsRun.id, AsRun.zone_id, AsRun.clip_sha256, AsRun.planned_at, AsRun.frames, AsRun.title).where(
        AsRun.occurrence == breakin_facts.key(break_in_id), ~begun
    )
    rows = session.execute(claimed.order_by(AsRun.planned_at)).all()
    break_in = session.get(BreakIn, break_in_id)
    live = set(break_in.live_zone_ids) if break_in is not None and break_in.ended_at is None else set()
    claims: dict[int, list[int]] = defaultdict(list)
    sounds: dict[int, list[Sound]] = defaultdict(list)
    for number, zone_id, sha256, planned_at, frames, title in rows:
        if zone_id in live and planned_at + frames * FRAME > now:
            claims[zone_id].append(number)
            sounds[zone_id].append((sha256, planned_at, frames, title))
    alike: dict[tuple[Sound, ...], dict[int, tuple[int, ...]]] = defaultdict(dict)
    for zone_id, found in sounds.items():
        alike[tuple(found)][zone_id] = tuple(claims[zone_id])
    return [Interruption(tuple(map(_stretch, found)), zones) for found, zones in alike.items()]


def _stretch(sound: Sound) -> Stretch:
    sha256, planned_at, frames, title = sound
    return Stretch(0, sha256, planned_at, 0, frames, frames, begun=False, title=title)
