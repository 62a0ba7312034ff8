"""Ending in the log what nobody ended: after a crash, and when something should long be over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import claims
from broadcaster.airplan import LEAD
from broadcaster.claims import Event
from broadcaster.happening import FINAL, SOUNDING, Happening
from broadcaster.logbook import Entry, write_events
from broadcaster.models import AsRun, AsRunEvent
from playlists.rundown import FRAME

STOPPED = "trình phát bị dừng"
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


def recover(session: Session, *, beat_at: datetime | None, now: datetime, back: timedelta = REMEMBERED) -> None:
    """After a crash: what was on air fell silent at the last sign of life, and what was due since did not begin."""
    paused = []
    for each in _unended(session, now - back):
        last = each.run[-1] if each.run else None
        if last is None and each.starts_at <= now:
            paused.append(Entry(each.as_run_id, Happening.PAUSED, each.starts_at, 0, STOPPED))
        elif last is not None and last.happening in SOUNDING:
            silent_at = max(last.at, beat_at or last.at)
            frame = min(each.frames, last.frame + (silent_at - last.at) // FRAME)
            paused.append(Entry(each.as_run_id, Happening.PAUSED, silent_at, frame, STOPPED))
    write_events(session, paused)


def close_overdue(session: Session, *, sounding: set[int], now: datetime, back: timedelta = REMEMBERED) -> None:
    """End what should be over and is not on air: nothing is left open, nothing silently missing."""
    entries = []
    for each in _unended(session, now - back):
        if each.as_run_id in sounding or each.ends_at > now - LEAD:
            continue
        if not each.was_begun or not each.run:
            happening = Happening.ENDED if each.was_begun else Happening.MISSED
            entries.append(Entry(each.as_run_id, happening, each.ends_at, 0, STOPPED))
        else:
            last = each.run[-1]
            entries.append(Entry(each.as_run_id, Happening.ENDED, last.at, last.frame, "" if last.reason else CUT_OFF))
    write_events(session, entries)


def _unended(session: Session, since: datetime) -> list[Unended]:
    final = (
        select(AsRunEvent.id).where(AsRunEvent.as_run_id == AsRun.id, AsRunEvent.happening.in_(FINAL)).correlate(AsRun)
    )
    query = select(AsRun.id, AsRun.frames, AsRun.planned_at).where(AsRun.planned_at > since, ~final.exists())
    rows = session.execute(query.order_by(AsRun.id)).all()
    events = claims.events_of(session, [row.id for row in rows])
    return [_open(row.id, row.frames, row.planned_at, list(events.get(row.id, ()))) for row in rows]


def _open(as_run_id: int, frames: int, planned_at: datetime, events: list[Event]) -> Unended:
    starts_at, run = claims.present_run(planned_at, events)
    was_begun = any(each.happening in SOUNDING for each in events)
    return Unended(as_run_id, frames, starts_at, run, was_begun)
