"""What is known about the air: the log, and what sounds now and next; reads, changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import airplan, facts, zoneplan
from broadcaster.breakin import facts as breakin_facts
from broadcaster.ear.proof import Proof, proof
from broadcaster.models import AsRun, Heard
from broadcaster.outcome import Outcome, story
from playlists.rundown import FRAME, Slot
from playlists.timetable import Occurrence
from station import tree, zones


@dataclass(frozen=True)
class HeardOf:
    """What the ear heard of one line of the log."""

    first_at: datetime | None
    last_at: datetime | None
    frames: int
    repeated: int
    longest_gap_ms: int
    deaf_ms: int


@dataclass(frozen=True)
class LogRow:
    """One line of the log: what was planned, by how much it was to be quieter, and what became of it."""

    as_run_id: int
    occurrence: str
    planned_at: datetime
    zone_id: int
    zone_name: str
    programme_name: str
    announcement_id: int
    title: str
    clip_sha256: str
    approval_id: int | None
    outcome: Outcome
    started_at: datetime | None
    ended_at: datetime | None
    late_ms: int | None
    aired_seconds: float
    planned_seconds: float
    quieter_db: int
    reason: str
    last_sent_at: datetime | None
    heard: HeardOf | None
    proof: Proof


@dataclass(frozen=True)
class Sounding:
    """What a zone hears now."""

    title: str
    programme_name: str
    starts_at: datetime
    ends_at: datetime
    is_break_in: bool


@dataclass(frozen=True)
class Coming:
    """What a zone hears next."""

    programme_name: str
    title: str
    starts_at: datetime


@dataclass(frozen=True)
class ZoneAir:
    """A zone, how deep it lies in the tree, and what it hears now and next."""

    zone_id: int
    slug: str
    name: str
    depth: int
    now: Sounding | None
    next: Coming | None


def log(
    session: Session, *, since: datetime, until: datetime, zone_id: int | None = None, limit: int = 500
) -> list[LogRow]:
    """Return the log lines planned in [since, until), in order of time."""
    query = select(AsRun, Heard).outerjoin(Heard, Heard.as_run_id == AsRun.id)
    query = query.where(AsRun.planned_at >= since, AsRun.planned_at < until)
    if zone_id is not None:
        query = query.where(AsRun.zone_id == zone_id)
    found = session.execute(query.order_by(AsRun.planned_at, AsRun.id).limit(limit))
    return [_log_row(row, heard) for row, heard in found]


def on_air(session: Session, *, now: datetime, timezone: tzinfo, station_name: str) -> list[ZoneAir]:
    """Return for every zone what it should be hearing now and what comes within the hour, as planned."""
    known = facts.read(session, now=now, timezone=timezone, station_name=station_name)
    parents = zones.parents(session)
    starts = airplan.by_zone(known)
    found = []
    for zone in zones.all_zones(session):
        laid = zoneplan.lay_out(known, zone.id, starts.get(zone.id, ()), now=now, timezone=timezone)
        heard = [(each.rundown.occurrence, slot) for each in laid for slot in each.rundown.slots]
        depth = len(tree.path(zone.id, parents)) - 1
        found.append(ZoneAir(zone.id, zone.slug, zone.name, depth, _now(heard, now), _next(heard, now)))
    return found


def _now(slots: Sequence[tuple[Occurrence, Slot]], now: datetime) -> Sounding | None:
    for occurrence, slot in slots:
        if slot.starts_at <= now < slot.ends_at:
            is_break_in = occurrence.priority >= breakin_facts.PRIORITY
            return Sounding(slot.title, occurrence.programme_name, slot.starts_at, slot.ends_at, is_break_in)
    return None


def _next(slots: Sequence[tuple[Occurrence, Slot]], now: datetime) -> Coming | None:
    later = [pair for pair in slots if pair[1].starts_at > now]
    occurrence, slot = min(later, key=lambda pair: pair[1].starts_at, default=(None, None))
    return Coming(occurrence.programme_name, slot.title, slot.starts_at) if occurrence and slot else None


def _log_row(row: AsRun, heard: Heard | None) -> LogRow:
    told = story(row.planned_at, row.frames, row.events)
    of_it = _heard_of(heard) if heard else None
    return LogRow(
        as_run_id=row.id,
        occurrence=row.occurrence,
        planned_at=row.planned_at,
        zone_id=row.zone_id,
        zone_name=row.zone_name,
        programme_name=row.programme_name,
        announcement_id=row.announcement_id,
        title=row.title,
        clip_sha256=row.clip_sha256,
        approval_id=row.approval_id,
        outcome=told.outcome,
        started_at=told.started_at,
        ended_at=told.ended_at,
        late_ms=told.late_ms,
        aired_seconds=told.frames * FRAME.total_seconds(),
        planned_seconds=row.frames * FRAME.total_seconds(),
        quieter_db=row.quieter_db,
        reason=told.reason,
        last_sent_at=told.last_sent_at,
        heard=of_it,
        proof=proof(told.frames, of_it, has_clip=":" not in row.clip_sha256),
    )


def _heard_of(heard: Heard) -> HeardOf:
    return HeardOf(
        first_at=heard.first_at,
        last_at=heard.last_at,
        frames=heard.frames,
        repeated=heard.repeated,
        longest_gap_ms=heard.longest_gap_ms,
        deaf_ms=heard.deaf_ms,
    )
