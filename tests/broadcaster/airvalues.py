"""Values for the rules of the air: announcements, programmes, lines, and claims as the log has them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from broadcaster.claims import Claimed, Event
from broadcaster.happening import FINAL
from broadcaster.outcome import Story, story
from content.clearance import Cleared
from playlists.catchup import RESTARTING, Policy
from playlists.priority import Priority
from playlists.rundown import FRAME, Line, Room
from playlists.timetable import Occurrence

START = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # half past five in the commune
SECOND = timedelta(seconds=1)
EARLY = START - timedelta(days=1)
TICK = 0.12
DRAW = 1000  # added to the seconds of a queue item
SIZE = 8  # bytes of a frame here: which claim, and which frame of it
SILENCE = bytes(SIZE)


def at(seconds: float) -> datetime:
    """An instant by its seconds after START."""
    return START + seconds * SECOND


def cleared(number: int, seconds: float, urgency: str = "normal") -> Cleared:
    """An announcement of so many seconds that may be aired in zone 1."""
    frames = round(seconds * SECOND / FRAME)
    return Cleared(number, f"Bản tin {number}", urgency, f"{number:064}", frames, number, frozenset({1}), None, None)


def programme(
    number: int,
    begins: float = 0.0,
    *,
    priority: int = Priority.PROGRAMME,
    policy: Policy = RESTARTING,
    ends_by: float | None = None,
    booked: datetime = EARLY,
) -> Occurrence:
    """An occurrence in zone 1 that begins so many seconds after START."""
    end = None if ends_by is None else at(ends_by)
    key = f"p{number}"
    return Occurrence(number, key, number, at(begins), frozenset({1}), priority, booked, key, policy, end)


def lines(*items: float) -> tuple[Line, ...]:
    """Lines by their announcements' numbers; below 0 a pause of so many seconds, above 1000 a draw of some."""
    found: list[Line] = []
    for place, item in enumerate(items):
        if item > DRAW:
            number = 1 + sum(each > DRAW for each in items[:place])
            found.append(Line(f"q{number}", None, room=Room(number, round((item - DRAW) * SECOND / FRAME))))
        elif item < 0:
            found.append(Line(f"pause.{place}", None, round(-item * SECOND / FRAME)))
        else:
            found.append(Line(f"{int(item)}.{place}", int(item)))
    return tuple(found)


@dataclass
class Row:
    """A claim as the log has it."""

    id: int
    occurrence: Occurrence
    item: str
    announcement_id: int
    title: str
    clip_sha256: str
    frames: int
    planned_at: datetime
    events: list[Event] = field(default_factory=list)

    @property
    def claimed(self) -> Claimed:
        told = (self.announcement_id, self.title, self.clip_sha256, self.frames)
        return Claimed(self.id, self.item, *told, self.planned_at)

    @property
    def is_over(self) -> bool:
        return any(each.happening in FINAL for each in self.events)

    @property
    def story(self) -> Story:
        return story(self.planned_at, self.frames, self.events)


class Numbered:
    """The sound of a claim: every frame tells whose it is and which."""

    def __init__(self, as_run_id: int) -> None:
        self._number = as_run_id

    def take(self, first: int, count: int) -> bytes:
        frames = range(first, first + count)
        return b"".join(self._number.to_bytes(4, "big") + frame.to_bytes(4, "big") for frame in frames)
