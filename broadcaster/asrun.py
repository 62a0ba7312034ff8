"""Writing down what is about to be aired, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import airplan, facts
from broadcaster.airplan import Plan, Wanted
from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent
from playlists.rundown import FRAME
from station import ledger
from station.database import Database
from station.models import Zone

LONGEST_ABSENCE = timedelta(days=31)
STOPPED = "trình phát bị dừng"
CUT_OFF = "bị tiếng ưu tiên hơn ngắt đến hết giờ"


@dataclass(frozen=True)
class Entry:
    """One event to be written to the log."""

    as_run_id: int
    happening: Happening
    at: datetime
    frame: int
    reason: str = ""


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


def break_in_plan(session: Session, break_in_id: int, *, now: datetime) -> Plan:
    return Plan()


def make_up(
    database: Database, *, beat_at: datetime | None, now: datetime, timezone: tzinfo, station_name: str
) -> None:
    """At a start: write down what fell silent when play-out stopped, and all that was missed since, a month at most."""
    with database.writing() as session:
        recover(session, beat_at=beat_at, now=now)
    look_back = min(now - (beat_at or now), LONGEST_ABSENCE) + facts.LOOK_BACK
    look(database, now=now, timezone=timezone, station_name=station_name, look_back=look_back)


def write_down(session: Session, wanted: Iterable[Wanted], *, now: datetime) -> list[AsRun]:
    """Claim what is about to sound, and write down what will not and why."""
    names = {zone.id: zone.name for zone in session.scalars(select(Zone))}
    pairs = [(each, _row(each, names.get(each.zone_id, "?"), now)) for each in wanted]
    ledger.append(session, [row for _, row in pairs])
    missed = [
        Entry(row.id, Happening.MISSED, now, 0, each.missed_because) for each, row in pairs if each.missed_because
    ]
    write_events(session, missed)
    return [row for _, row in pairs]


def write_events(session: Session, entries: Sequence[Entry]) -> None:
    """Append events to the log."""
    ledger.append(
        session,
        [
            AsRunEvent(
                as_run_id=each.as_run_id, happening=each.happening, at=each.at, frame=each.frame, reason=each.reason
            )
            for each in entries
        ],
    )


def recover(session: Session, *, beat_at: datetime | None, now: datetime) -> None:
    """After a crash: every sound that was left open fell silent at the last sign of life."""
    paused = []
    for row in _open_rows(session, now):
        last = row.events[-1] if row.events else None
        if last is not None and last.happening in (Happening.STARTED, Happening.RESUMED):
            silent_at = max(last.at, beat_at or last.at)
            frame = min(row.frames, last.frame + (silent_at - last.at) // FRAME)
            paused.append(Entry(row.id, Happening.PAUSED, silent_at, frame, STOPPED))
    write_events(session, paused)


def close_overdue(session: Session, *, sounding: set[int], now: datetime) -> None:
    """End what should be over and is not on air: nothing is left open, nothing silently missing."""
    entries = []
    for row in _open_rows(session, now):
        if row.id in sounding or row.planned_at + row.frames * FRAME > now - airplan.LEAD:
            continue
        if not row.events:
            entries.append(Entry(row.id, Happening.MISSED, now, 0, STOPPED))
        else:
            last = row.events[-1]
            reason = "" if last.reason else CUT_OFF
            entries.append(Entry(row.id, Happening.ENDED, last.at, last.frame, reason))
    write_events(session, entries)


def _open_rows(session: Session, now: datetime) -> list[AsRun]:
    over = select(AsRunEvent.as_run_id).where(AsRunEvent.happening.in_([Happening.ENDED, Happening.MISSED]))
    recent = select(AsRun).where(AsRun.planned_at > now - facts.LOOK_BACK, AsRun.id.not_in(over))
    return list(session.scalars(recent))


def _row(wanted: Wanted, zone_name: str, now: datetime) -> AsRun:
    slot = wanted.slot
    return AsRun(
        occurrence=wanted.occurrence.key,
        item=slot.key,
        zone_id=wanted.zone_id,
        zone_name=zone_name,
        programme_name=wanted.occurrence.programme_name,
        announcement_id=slot.announcement_id,
        title=slot.title,
        clip_sha256=slot.clip_sha256,
        frames=slot.frames,
        approval_id=slot.approval_id,
        planned_at=slot.starts_at,
        claimed_at=now,
    )
