"""What the log claims, followed row by row as it is written: never through the process that plays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from broadcaster.happening import FINAL, Happening
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
    quieter_db: int = 0

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
        return any(each.happening in FINAL for each in self.events)

    @property
    def is_missed(self) -> bool:
        """Does the log say that nothing of it was sent?"""
        return any(each.happening == Happening.MISSED for each in self.events)

    @property
    def over_at(self) -> datetime | None:
        """When it was over."""
        return max(each.at for each in self.events) if self.is_over else None

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


@dataclass(frozen=True)
class News:
    """What was written lately, and the numbers up to which that goes."""

    rows: Sequence[Row[int, str, int, str, str, int, datetime, int]]
    events: Sequence[Row[int, int, str, datetime, int, str]]
    last_row: int
    last_event: int


class Log:
    """Every claim about which the ear has not yet written, by number."""

    def __init__(self) -> None:
        self.claims: dict[int, Claim] = {}
        self._row = self._event = -1

    def read(self, session: Session, *, now: datetime) -> News:
        """Read what was written since the last news that were taken in; changes nothing."""
        if self._row < 0:
            return self._beginning(session, now)
        rows = session.execute(_ROWS.where(AsRun.id > self._row)).all()
        events = session.execute(_EVENTS.where(AsRunEvent.id > self._event)).all()
        return News(rows, events, rows[-1].id if rows else self._row, events[-1].id if events else self._event)

    def take(self, news: News) -> None:
        """Take news in."""
        for row in news.rows:
            self.claims[row[0]] = Claim(*row[:7], quieter_db=row.quieter_db)
        for _, as_run_id, happening, at, frame, reason in news.events:
            if (claim := self.claims.get(as_run_id)) is not None:
                claim.events.append(Event(Happening(happening), at, frame, reason))
        self._row, self._event = news.last_row, news.last_event

    def _beginning(self, session: Session, now: datetime) -> News:
        done = select(Heard.id).where(Heard.as_run_id == AsRun.id)
        rows = session.execute(_ROWS.where(AsRun.planned_at > now - KEPT, ~done.exists())).all()
        events = session.execute(_EVENTS.where(AsRunEvent.as_run_id >= rows[0].id)).all() if rows else []
        last_row = session.scalar(select(func.max(AsRun.id))) or 0
        return News(rows, events, last_row, session.scalar(select(func.max(AsRunEvent.id))) or 0)


_ROWS = select(
    AsRun.id,
    AsRun.occurrence,
    AsRun.zone_id,
    AsRun.title,
    AsRun.clip_sha256,
    AsRun.frames,
    AsRun.planned_at,
    AsRun.quieter_db,
).order_by(AsRun.id)
_EVENTS = select(
    AsRunEvent.id, AsRunEvent.as_run_id, AsRunEvent.happening, AsRunEvent.at, AsRunEvent.frame, AsRunEvent.reason
).order_by(AsRunEvent.id)
