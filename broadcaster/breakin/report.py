"""What became of a break-in or a drill: when each zone sounded, and which outputs took it; reads, changes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from broadcaster import output_queries
from broadcaster.breakin.facts import key
from broadcaster.happening import Happening
from broadcaster.logbook import zone_names
from broadcaster.models import AsRun, AsRunEvent, BreakIn, Output
from broadcaster.output_states import OutputState

MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class OutputTook:
    """An output of a zone: did it take the sound, as far as is known now; None when that cannot be said."""

    name: str
    took: bool | None
    sentence: str


@dataclass(frozen=True)
class ZoneHeard:
    """When the first frame left for a zone, and how long after the order was accepted (milliseconds)."""

    zone_id: int
    name: str
    first_frame_at: datetime | None
    first_frame_ms: int | None
    outputs: Sequence[OutputTook]


@dataclass(frozen=True)
class Report:
    """A break-in or drill, zone by zone; `slowest_ms` None while a zone has not sounded."""

    break_in: BreakIn
    zones: Sequence[ZoneHeard]

    @property
    def slowest_ms(self) -> int | None:
        """The milliseconds from the order to the first frame in the last zone to sound."""
        found = [zone.first_frame_ms for zone in self.zones]
        return max((each for each in found if each is not None), default=None) if None not in found else None

    @property
    def silent(self) -> list[str]:
        """The zones for which no frame left."""
        return [zone.name for zone in self.zones if zone.first_frame_at is None]


def report(session: Session, break_in: BreakIn, *, now: datetime) -> Report:
    """Return what became of a break-in in each of its zones."""
    return reports(session, [break_in], now=now)[0]


def reports(session: Session, break_ins: Sequence[BreakIn], *, now: datetime) -> list[Report]:
    """Return what became of each."""
    begun = _first_frames(session, break_ins)
    outputs = _outputs(session)
    is_playing = output_queries.is_playing(session, now=now)
    names = zone_names(session)
    found = []
    for each in break_ins:
        zones = []
        for zone_id in each.zone_ids:
            first = begun.get((key(each.id), zone_id))
            late = round((first - each.ordered_at) / MILLISECOND) if first else None
            took = [_took(output, first, is_playing) for output in outputs[zone_id]]
            zones.append(ZoneHeard(zone_id, names.get(zone_id, "?"), first, late, took))
        found.append(Report(each, zones))
    return found


def _first_frames(session: Session, break_ins: Sequence[BreakIn]) -> dict[tuple[str, int], datetime]:
    """Return when the first frame of anything of a break-in left for each zone."""
    query = (
        select(AsRun.occurrence, AsRun.zone_id, func.min(AsRunEvent.id))
        .join(AsRunEvent, AsRunEvent.as_run_id == AsRun.id)
        .where(AsRun.occurrence.in_([key(each.id) for each in break_ins]), AsRunEvent.happening == Happening.STARTED)
        .group_by(AsRun.occurrence, AsRun.zone_id)
    )
    firsts = {(occurrence, zone_id): event_id for occurrence, zone_id, event_id in session.execute(query)}
    moments = select(AsRunEvent.id, AsRunEvent.at).where(AsRunEvent.id.in_(firsts.values()))
    at = dict(session.execute(moments).all())
    return {place: at[event_id] for place, event_id in firsts.items()}


def _outputs(session: Session) -> dict[int, list[Output]]:
    found: dict[int, list[Output]] = defaultdict(list)
    for each in session.scalars(select(Output).where(Output.enabled).order_by(Output.id)):
        found[each.zone_id].append(each)
    return found


def _took(output: Output, first: datetime | None, is_playing: bool) -> OutputTook:
    """An output took the sound if it has been well since before the first frame; what it was earlier nobody kept."""
    since = output.state_at
    if first is None or since is None or not is_playing:
        return OutputTook(output.name, None, "")
    took = output.state == OutputState.OK if since <= first else None
    return OutputTook(output.name, took, output.state_sentence if not took else "")
