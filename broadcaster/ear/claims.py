"""What the log claims, followed row by row as it is written: never through the process that plays."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent, Heard
from broadcaster.stretch import FRAME

KEPT = timedelta(hours=1)  # how far back a new ear looks for items about which no ear has written
OUTSIDE = ("relay:", "live:")  # sound that comes in from outside has no clip to be compared with


@dataclass(frozen=True)
class Event:
    """What befell a claimed item, as the log tells it."""

    happening: Happening
    at: datetime
    frame: int
    reason: str


@dataclass
class Claim:
    """A claimed item as the ear must know it; its events come in as they are written."""

    as_run_id: int
    occurrence: str
    zone_id: int
    title: str
    source: str
    frames: int
    planned_at: datetime
    events: list[Event] = field(default_factory=list)

    @property
    def due_at(self) -> datetime:
        """When its first frame is due: as planned, unless it was moved."""
        return next((each.at for each in reversed(self.events) if each.happening == Happening.MOVED), self.planned_at)

    @property
    def due_end(self) -> datetime:
        """The instant after its last frame, if all goes well."""
        return self.due_at + self.frames * FRAME

    @property
    def moves(self) -> int:
        """How often it was moved: after each it may be heard from its start."""
        return sum(each.happening == Happening.MOVED for each in self.events)

    @property
    def is_over(self) -> bool:
        """Does the log say that nothing of it comes any more?"""
        return bool(self.events) and self.events[-1].happening in (Happening.ENDED, Happening.MISSED)

    @property
    def is_missed(self) -> bool:
        """Does the log say that nothing of it was sent?"""
        return bool(self.events) and self.events[-1].happening == Happening.MISSED

    @property
    def over_at(self) -> datetime | None:
        """When it was over."""
        return self.events[-1].at if self.is_over else None

    @property
    def is_from_outside(self) -> bool:
        """Is there no clip that it could be compared with?"""
        return self.source.startswith(OUTSIDE)

    @property
    def has_clip(self) -> bool:
        """Is there one? An item that was missed may have none."""
        return bool(self.source) and not self.is_from_outside

    @property
    def reason(self) -> str:
        """The last reason that the log gives."""
        return next((each.reason for each in reversed(self.events) if each.reason), "")


class Log:
    """Every claim about which the ear has not yet written, by number."""

    def __init__(self) -> None:
        self.claims: dict[int, Claim] = {}
        self._row = self._event = -1

    def follow(self, session: Session, *, now: datetime) -> bool:
        """Take in what was written since the last time; return whether there are new claims."""
        if self._row < 0:
            return self._begin(session, now)
        found = self._take_rows(session.execute(_ROWS.where(AsRun.id > self._row)))
        self._take_events(session.execute(_EVENTS.where(AsRunEvent.id > self._event)))
        return found

    def _begin(self, session: Session, now: datetime) -> bool:
        done = select(Heard.id).where(Heard.as_run_id == AsRun.id)
        found = self._take_rows(session.execute(_ROWS.where(AsRun.planned_at > now - KEPT, ~done.exists())))
        if found:
            self._take_events(session.execute(_EVENTS.where(AsRunEvent.as_run_id >= min(self.claims))))
        self._row = session.scalar(select(func.max(AsRun.id))) or 0
        self._event = session.scalar(select(func.max(AsRunEvent.id))) or 0
        return found

    def _take_rows(self, rows: Iterable[Row[int, str, int, str, str, int, datetime]]) -> bool:
        before = self._row
        for as_run_id, occurrence, zone_id, title, source, frames, planned_at in rows:
            self.claims[as_run_id] = Claim(as_run_id, occurrence, zone_id, title, source, frames, planned_at)
            self._row = as_run_id
        return self._row != before

    def _take_events(self, rows: Iterable[Row[int, int, str, datetime, int, str]]) -> None:
        for number, as_run_id, happening, at, frame, reason in rows:
            self._event = number
            if (claim := self.claims.get(as_run_id)) is not None:
                claim.events.append(Event(Happening(happening), at, frame, reason))


_ROWS = select(
    AsRun.id, AsRun.occurrence, AsRun.zone_id, AsRun.title, AsRun.clip_sha256, AsRun.frames, AsRun.planned_at
).order_by(AsRun.id)
_EVENTS = select(
    AsRunEvent.id, AsRunEvent.as_run_id, AsRunEvent.happening, AsRunEvent.at, AsRunEvent.frame, AsRunEvent.reason
).order_by(AsRunEvent.id)
