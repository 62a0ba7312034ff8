"""The log of what is aired: claims before the first sound, and the events that befall them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.airplan import Wanted
from broadcaster.breakin import facts as breakin_facts
from broadcaster.breakin import lines as breakin_lines
from broadcaster.breakin import scripts as breakin_scripts
from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent, BreakIn
from broadcaster.relaying.plan import Unheard
from playlists.rundown import Move
from station import ledger
from station.models import Zone


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
    entries = (_fate(each, number, now) for each, number in zip(wanted, numbers, strict=True))
    write_events(session, [entry for entry in entries if entry is not None])
    return numbers


def _fate(wanted: Wanted, number: int, now: datetime) -> Entry | None:
    """Return what is known of a claim from the first: that it is not aired, or begins later than planned."""
    slot = wanted.slot
    if wanted.missed_because:
        return Entry(number, Happening.MISSED, min(now, slot.ends_at), 0, wanted.missed_because)
    if slot.starts_at > slot.planned:
        return Entry(number, Happening.MOVED, slot.starts_at, 0, slot.put_off_because)
    return None


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
        "quieter_db": 0,
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


def write_unheard(session: Session, unheard: Iterable[Unheard]) -> None:
    """Write down that the turn of each of these relays came without a sound, and why."""
    write_events(
        session, [Entry(each.as_run_id, Happening.PAUSED, each.at, each.frame, each.reason) for each in unheard]
    )


def write_moves(session: Session, moves: Iterable[Move]) -> None:
    """Write down when the first frame of each of these claims is due now."""
    write_events(session, [Entry(each.as_run_id, Happening.MOVED, each.to, 0, each.reason) for each in moves])


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
        "planned_at": slot.planned,
        "claimed_at": now,
        "quieter_db": wanted.quieter_db,
    }
