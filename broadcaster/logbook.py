"""The log of what is aired: claims before the first sound, and the events that befall them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import breakin_facts, breakin_lines, breakin_scripts
from broadcaster.airplan import LEAD, Wanted
from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent, BreakIn
from playlists.rundown import FRAME
from station import ledger
from station.models import Zone

STOPPED = "trình phát bị dừng"
CUT_OFF = "bị tiếng ưu tiên hơn ngắt đến hết giờ"
REMEMBERED = timedelta(hours=12)  # how far back a claim without an end is looked for


@dataclass(frozen=True)
class Entry:
    """One event to be written to the log."""

    as_run_id: int
    happening: Happening
    at: datetime
    frame: int
    reason: str = ""


def write_down(session: Session, wanted: Iterable[Wanted], *, now: datetime) -> list[int]:
    """Claim what is about to sound, and write down what will not and why; return the claims' numbers."""
    wanted = list(wanted)
    names = zone_names(session)
    rows = [_row(each, names.get(each.zone_id, "?"), now) for each in wanted]
    numbers = ledger.append_values(session, AsRun, rows)
    pairs = list(zip(wanted, numbers, strict=True))
    missed = (
        Entry(number, Happening.MISSED, now, 0, each.missed_because) for each, number in pairs if each.missed_because
    )
    write_events(session, list(missed))
    return numbers


def claim_first(session: Session, break_in: BreakIn) -> None:
    """Claim what a break-in sounds first, everywhere: with its order committed, it may sound at once.

    Where nothing of it lies ready nothing is claimed; the plan finds it when something does.
    """
    staged = breakin_scripts.stage(session, [break_in])[break_in.id]
    begun = break_in.begins_at
    laid_out = breakin_lines.lines(staged.script, begun=begun, now=begun)
    first = next((line for line in laid_out if line.announcement_id is not None), None)
    sound = staged.sound_of(first.announcement_id) if first else None
    if first is None or sound is None:
        return
    names = zone_names(session)
    said = {
        "occurrence": breakin_facts.key(break_in.id),
        "item": first.key,
        "programme_name": breakin_facts.name(break_in),
        "announcement_id": first.announcement_id,
        "title": breakin_facts.titles(break_in)[first.announcement_id or 0],
        "clip_sha256": sound.clip_sha256,
        "frames": sound.frames,
        "approval_id": break_in.approval_id if first.announcement_id == break_in.announcement_id else None,
        "planned_at": begun,
        "claimed_at": break_in.ordered_at,
    }
    rows = [said | {"zone_id": zone_id, "zone_name": names.get(zone_id, "?")} for zone_id in break_in.zone_ids]
    ledger.append_values(session, AsRun, rows)


def write_events(session: Session, entries: Sequence[Entry]) -> None:
    """Append events to the log."""
    rows = [
        {
            "as_run_id": each.as_run_id,
            "happening": each.happening,
            "at": each.at,
            "frame": each.frame,
            "reason": each.reason,
        }
        for each in entries
    ]
    ledger.append_values(session, AsRunEvent, rows)


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
        if row.id in sounding or row.planned_at + row.frames * FRAME > now - LEAD:
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
    recent = select(AsRun).where(AsRun.planned_at > now - REMEMBERED, AsRun.id.not_in(over))
    return list(session.scalars(recent))


def zone_names(session: Session) -> dict[int, str]:
    """Return every zone's name by its number."""
    return dict(session.execute(select(Zone.id, Zone.name)).all())


def _row(wanted: Wanted, zone_name: str, now: datetime) -> dict[str, object]:
    slot = wanted.slot
    return {
        "occurrence": wanted.occurrence.key,
        "item": slot.key,
        "zone_id": wanted.zone_id,
        "zone_name": zone_name,
        "programme_name": wanted.occurrence.programme_name,
        "announcement_id": slot.announcement_id,
        "title": slot.title,
        "clip_sha256": slot.clip_sha256,
        "frames": slot.frames,
        "approval_id": slot.approval_id,
        "planned_at": slot.starts_at,
        "claimed_at": now,
    }
