"""Everything that is compared, as values: what should have been, what was claimed and sent, what was heard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from broadcaster.claims import EARLY
from broadcaster.happening import Happening
from broadcaster.outcome import Outcome, Story, story
from broadcaster.stretch import FRAME


class Kind(StrEnum):
    """In what things do not agree."""

    CHAIN = "chain"
    NO_ROWS = "no_rows"
    NO_OCCURRENCE = "no_occurrence"
    NOT_ALLOWED = "not_allowed"
    OUTCOME = "outcome"
    NO_END = "no_end"
    GAP = "gap"
    DOUBLE = "double"
    OUTRANKED = "outranked"
    HEARING = "hearing"
    UNCLAIMED = "unclaimed"
    AUDIT = "audit"


KIND_NAMES = {
    Kind.CHAIN: "Chuỗi nhật ký",
    Kind.NO_ROWS: "Buổi phát không có trong nhật ký",
    Kind.NO_OCCURRENCE: "Nhật ký ghi buổi không có trong lịch",
    Kind.NOT_ALLOWED: "Phát khi không được phép",
    Kind.OUTCOME: "Không phát đúng như dự kiến",
    Kind.NO_END: "Không ghi lúc kết thúc",
    Kind.GAP: "Khoảng trống",
    Kind.DOUBLE: "Phát hai lần",
    Kind.OUTRANKED: "Phát khi có tiếng ưu tiên hơn",
    Kind.HEARING: "Tai nghe và nhật ký khác nhau",
    Kind.UNCLAIMED: "Tiếng không có trong nhật ký",
    Kind.AUDIT: "Thiếu trong nhật ký thao tác",
}


@dataclass(frozen=True)
class Difference:
    """Something that does not agree; without an explanation it is unexplained."""

    kind: Kind
    at: datetime
    zone_name: str
    sentence: str
    explanation: str = ""


@dataclass(frozen=True)
class Event:
    """What befell a claimed item, as the log tells it."""

    happening: Happening
    at: datetime
    frame: int
    reason: str


@dataclass(frozen=True)
class Span:
    """One uninterrupted stretch of an item, as the log tells it: frames [first, end), in its first or a later run."""

    begun_at: datetime
    first: int
    ended_at: datetime
    end: int
    run: int = 0


@dataclass(frozen=True)
class Row:
    """A row of the log with what befell it."""

    as_run_id: int
    occurrence: str
    item: str
    zone_id: int
    zone_name: str
    programme_name: str
    announcement_id: int
    title: str
    clip_sha256: str
    frames: int
    approval_id: int | None
    planned_at: datetime
    claimed_at: datetime
    events: tuple[Event, ...] = ()

    @property
    def planned_end(self) -> datetime:
        """The instant after its last frame, if all goes as planned."""
        return self.planned_at + self.frames * FRAME

    @cached_property
    def story(self) -> Story:
        """What became of it."""
        return story(self.planned_at, self.frames, self.events)

    @property
    def is_from_outside(self) -> bool:
        """Is it a relay or a live talk? Then there is no clip."""
        return ":" in self.clip_sha256

    @property
    def subject(self) -> str:
        """What somebody must have decided about."""
        return self.clip_sha256 if self.is_from_outside else f"announcement/{self.announcement_id}"

    @property
    def is_over(self) -> bool:
        """Does the log say that nothing of it comes any more?"""
        return self.story.outcome not in (Outcome.CLAIMED, Outcome.ON_AIR)

    @property
    def over_at(self) -> datetime | None:
        """When it was over."""
        return max(each.at for each in self.events) if self.is_over else None

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Its stretches; one that the log leaves open is left out.

        That it was moved may be written before what befell the run in hand: a run is what begins when it was moved to.
        """
        found, begun, run = [], None, 0
        moves: list[datetime] = []
        for event in self.events:
            if event.happening == Happening.MOVED:
                moves.append(event.at)
            elif event.happening in (Happening.STARTED, Happening.RESUMED):
                begun, run = event, sum(moved_to - EARLY <= event.at for moved_to in moves)
            elif begun is not None and event.happening in (Happening.PAUSED, Happening.ENDED, Happening.MISSED):
                found.append(Span(begun.at, begun.frame, event.at, event.frame, run))
                begun = None
        return tuple(found)

    @property
    def due_at(self) -> datetime:
        """When its first frame was due in its last run."""
        return next((each.at for each in reversed(self.events) if each.happening == Happening.MOVED), self.planned_at)

    @property
    def due_end(self) -> datetime:
        """The instant after its last frame, had its last run gone well."""
        return self.due_at + self.frames * FRAME


@dataclass(frozen=True)
class Expected:
    """An occurrence in a zone, as the timetable has it now: the items it should have aired, and the pauses before each.

    `programme_id` is None for a break-in; `ended_at` is when a person ended the programme or the break-in.
    """

    key: str
    name: str
    programme_id: int | None
    zone_id: int
    zone_name: str
    starts_at: datetime
    ends_at: datetime
    priority: int
    booked_at: datetime
    ended_at: datetime | None
    changed_at: datetime
    items: Mapping[str, timedelta]
    silences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """A decision about an announcement or a relay; `clips` are those it covers, fillings of a line included."""

    approval_id: int
    subject: str
    is_approval: bool
    is_withdrawal: bool
    at: datetime
    clips: frozenset[str]


@dataclass(frozen=True)
class Hearing:
    """What the ear wrote: about a row of the log, or about sound that nobody had claimed."""

    as_run_id: int | None
    zone_id: int
    zone_name: str
    first_at: datetime | None
    last_at: datetime | None
    frames: int
    repeated: int
    deaf: timedelta
    written_at: datetime


@dataclass(frozen=True)
class Book:
    """All that is compared, for what was planned in [since, until)."""

    since: datetime
    until: datetime
    now: datetime
    expected: tuple[Expected, ...] = ()
    rows: tuple[Row, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    decisions: tuple[Decision, ...] = ()
    unapproved_orders: frozenset[str] = frozenset()
    house_clips: frozenset[str] = frozenset()
    deeds: frozenset[tuple[str, str]] = frozenset()
    broken: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def by_place(self) -> Mapping[tuple[str, int], tuple[Row, ...]]:
        """The rows of each occurrence in each zone, in order."""
        found: dict[tuple[str, int], tuple[Row, ...]] = {}
        for row in sorted(self.rows, key=lambda each: (each.planned_at, each.as_run_id)):
            found[row.occurrence, row.zone_id] = (*found.get((row.occurrence, row.zone_id), ()), row)
        return found

    @cached_property
    def by_zone(self) -> Mapping[int, tuple[Row, ...]]:
        """The rows of each zone, in order."""
        found: dict[int, tuple[Row, ...]] = {}
        for row in sorted(self.rows, key=lambda each: (each.planned_at, each.as_run_id)):
            found[row.zone_id] = (*found.get(row.zone_id, ()), row)
        return found

    @cached_property
    def places(self) -> Mapping[tuple[str, int], Expected]:
        """What was expected, by occurrence and zone."""
        return {(each.key, each.zone_id): each for each in self.expected}
