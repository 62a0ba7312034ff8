"""Ending in the log what nobody ended: after a crash, and when something should long be over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import claims
from broadcaster.airplan import LEAD
from broadcaster.claims import Event
from broadcaster.happening import FINAL, SOUNDING, STOPPED, Happening
from broadcaster.logbook import Entry, write_events
from broadcaster.models import AsRun, AsRunEvent
from playlists.rundown import FRAME

CUT_OFF = "bị tiếng ưu tiên hơn ngắt đến hết giờ"
REMEMBERED = timedelta(hours=12)  # how far back a claim without an end is looked for


@dataclass(frozen=True, slots=True)
class Unended:
    """A claim without an end in the log: where its present run lies, and what befell it."""

    as_run_id: int
    frames: int
    starts_at: datetime
    run: list[Event]
    was_begun: bool

    @property
    def ends_at(self) -> datetime:
        """The instant after its last frame."""
        return self.starts_at + self.frames * FRAME


def recover(
    session: Session, *, beat_at: datetime | None, now: datetime, back: timedelta = REMEMBERED
) -> datetime | None:
    """After a crash: what was on air fell silent at the last sign of life, and what was due since did not begin.

    Return when the last of all this fell silent.
    """
    open_claims = _unended(session, now - back)
    found = [entry for each in open_claims if (entry := silenced(each, beat_at=beat_at, now=now)) is not None]
    write_events(session, found)
    known = (each.run[-1].at for each in open_claims if each.run)
    return max([*known, *(each.at for each in found)], default=None)


def close_overdue(
    session: Session, *, sounding: set[int], now: datetime, back: timedelta = REMEMBERED
) -> frozenset[int]:
    """End what should be over and is not on air: nothing is left open, nothing silently missing; return its zones."""
    late = (each for each in _unended(session, now - back) if each.as_run_id not in sounding)
    ends = [end for each in late if (end := overdue_end(each, now=now)) is not None]
    write_events(session, ends)
    where = select(AsRun.zone_id).where(AsRun.id.in_([each.as_run_id for each in ends]))
    return frozenset(session.scalars(where)) if ends else frozenset()


def silenced(unended: Unended, *, beat_at: datetime | None, now: datetime) -> Entry | None:
    """Return since when a claim is silent when play-out was last alive at `beat_at`; None when it was not yet due."""
    last = unended.run[-1] if unended.run else None
    if last is None:
        is_due = unended.starts_at <= now
        return Entry(unended.as_run_id, Happening.PAUSED, unended.starts_at, 0, STOPPED) if is_due else None
    if last.happening not in SOUNDING:
        return None
    silent_at = max(last.at, beat_at or last.at)
    frame = min(unended.frames, last.frame + (silent_at - last.at) // FRAME)
    return Entry(unended.as_run_id, Happening.PAUSED, silent_at, frame, STOPPED)


def overdue_end(unended: Unended, *, now: datetime) -> Entry | None:
    """Return the end of a claim that should be over and is not on air, None while it may still sound."""
    if unended.ends_at > now - LEAD:
        return None
    if not unended.was_begun or not unended.run:
        happening = Happening.ENDED if unended.was_begun else Happening.MISSED
        return Entry(unended.as_run_id, happening, unended.ends_at, 0, STOPPED)
    last = unended.run[-1]
    return Entry(unended.as_run_id, Happening.ENDED, last.at, last.frame, "" if last.reason else CUT_OFF)


def _unended(session: Session, since: datetime) -> list[Unended]:
    final = (
        select(AsRunEvent.id).where(AsRunEvent.as_run_id == AsRun.id, AsRunEvent.happening.in_(FINAL)).correlate(AsRun)
    )
    query = select(AsRun.id, AsRun.frames, AsRun.planned_at).where(AsRun.planned_at > since, ~final.exists())
    rows = session.execute(query.order_by(AsRun.id)).all()
    events = claims.events_of(session, [row.id for row in rows])
    return [unended(row.id, row.frames, row.planned_at, events.get(row.id, ())) for row in rows]


def unended(as_run_id: int, frames: int, planned_at: datetime, events: Sequence[Event]) -> Unended:
    """Return how a claim without an end stands."""
    starts_at, run = claims.present_run(planned_at, events)
    was_begun = any(each.happening in SOUNDING for each in events)
    return Unended(as_run_id, frames, starts_at, run, was_begun)
