"""What one occurrence airs in one zone: its lines, what was claimed of them, and where each one lies; values only."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from content.airformat import FRAME_SECONDS
from playlists.spans import Span
from playlists.timetable import Occurrence

GONE = "bản tin không còn"
FRAME = timedelta(seconds=FRAME_SECONDS)


class Room(NamedTuple):
    """A queue item as a value: which of its playlist it is (from 1), how much it airs, from which fields."""

    number: int
    frames: int
    fields: tuple[str, ...] = ()


class Line(NamedTuple):
    """An item as a value: an announcement, a relay (by its number), a pause of so many frames, or room to draw into.

    `until`: what comes in from outside is over by then. `hard_start` is the time of day at which an item begins,
    `begins` the instant that this is in one occurrence. `live_frames`: somebody may speak for so long; `is_spoken`
    where somebody did, and a line `instead_of` such a slot is aired where nobody does, within its length. Each zone
    has its own lines in the place of a `room`.
    """

    key: str
    announcement_id: int | None
    pause_frames: int = 0
    until: datetime | None = None
    hard_start: time | None = None
    begins: datetime | None = None
    live_frames: int = 0
    is_spoken: bool = False
    instead_of: str = ""
    room: Room | None = None


class Claim(NamedTuple):  # made by the thousand at every look, as are slots
    """An item that play-out has taken on itself to air, as it was when taken.

    `planned_at` is where the plan had it, `starts_at` where frame 0 of its present run is due (None and alike unless
    it was moved); `ends_at` is where the next may begin. `begun` tells of the present run, `was_begun` of any.
    `paused_at`: since then it is known to be silent. `quieter_db`: by how much it is sent quieter than its clip.
    """

    as_run_id: int
    key: str
    announcement_id: int
    title: str
    clip_sha256: str
    frames: int
    starts_at: datetime
    ends_at: datetime
    begun: bool
    over: bool
    planned_at: datetime | None = None
    paused_at: datetime | None = None
    was_begun: bool = False
    quieter_db: int = 0

    @property
    def planned(self) -> datetime:
        """When it should have begun."""
        return self.planned_at or self.starts_at

    @property
    def from_outside(self) -> bool:
        """Does its sound come in from outside? Then it cannot be started anew."""
        return is_from_outside(self.clip_sha256)


class Slot(NamedTuple):
    """One clip at its place: from `starts_at`, for `frames` frames of 24 ms.

    `planned_at` is earlier where something put it off, and `put_off_because` says what. `sounds_at` is its first
    instant that nothing lies over, None when there is none. What `joins` may sound in parts.
    """

    key: str
    announcement_id: int
    title: str
    clip_sha256: str
    frames: int
    starts_at: datetime
    approval_id: int | None = None
    as_run_id: int | None = None
    begun: bool = False
    planned_at: datetime | None = None
    put_off_because: str = ""
    sounds_at: datetime | None = None
    joins: bool = False
    quieter_db: int = 0

    @property
    def ends_at(self) -> datetime:
        """The instant after the last frame."""
        return self.starts_at + self.frames * FRAME

    @property
    def planned(self) -> datetime:
        """When it should begin."""
        return self.planned_at or self.starts_at


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that is not aired and takes no time: when its turn would have come, and why."""

    key: str
    announcement_id: int
    title: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose time went by, or goes by, without it; and why."""

    slot: Slot
    reason: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """A live slot whose turn comes: `slot` is the wait for somebody to speak, who must be done at `until`."""

    slot: Slot
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A claimed item that must stop now, and why."""

    as_run_id: int
    begun: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """A claimed item whose frame 0 is now due at another instant, and why."""

    as_run_id: int
    zone_id: int
    to: datetime
    reason: str


Coming = Slot | Refused | Lost | Awaited  # what becomes of a line that nobody has claimed yet


@dataclass(frozen=True, slots=True)
class Rundown:
    """One occurrence in one zone: what was claimed and goes on, what is to come in order, what changes now.

    `moments`: when there is something new to decide. `sounded`: the time in which it was on air and is no more.
    """

    occurrence: Occurrence
    zone_id: int
    claimed: tuple[Slot, ...]
    coming: tuple[Coming, ...]
    cuts: tuple[Cut, ...]
    moves: tuple[Move, ...]
    moments: tuple[datetime, ...]
    sounded: tuple[Span, ...] = ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Everything that is to sound, in order."""
        return (*self.claimed, *(each for each in self.coming if isinstance(each, Slot)))


def is_from_outside(clip_sha256: str) -> bool:
    """Is this the name of a relay or a live voice (`relay:3`, `live:12`), not the hash of a clip?"""
    return ":" in clip_sha256
