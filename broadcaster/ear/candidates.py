"""What may sound in a zone, how much was heard of it, and whether the log says that a frame belongs there; pure."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from broadcaster.ear.claims import Claim
from broadcaster.happening import SOUNDING
from broadcaster.stretch import FRAME
from content.airformat import FRAME_SECONDS

NEAR = timedelta(seconds=2)  # between the plan and the ear
AT_ONCE = timedelta(seconds=1)  # between the log and the ear


class Sound(Protocol):
    """A clip that can be compared with what is heard."""

    def frames(self, first: int, count: int) -> bytes:
        """Return some of its frames."""

    def find(self, frames: bytes, *, start: int) -> int | None:
        """Return at which frame, from `start` on, these frames stand in it."""


@dataclass
class Tally:
    """How much was heard of something; `heard_at` is monotonic seconds, `reached` the next frame not yet heard.

    `runs`: how often it was begun anew because the log says so.
    """

    frames: int = 0
    repeated: int = 0
    reached: int = 0
    runs: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    heard_at: float = 0.0
    longest_gap: float = 0.0

    def note(self, frames: int, *, at: float, now: datetime) -> None:
        """Count frames of which the last was heard at `at`, which is `now`."""
        begun = at - (frames - 1) * FRAME_SECONDS
        if self.first_at is None:
            self.first_at = now - timedelta(seconds=at - begun)
        else:
            self.longest_gap = max(self.longest_gap, begun - self.heard_at - FRAME_SECONDS)
        self.frames += frames
        self.heard_at, self.last_at = at, now


@dataclass
class Candidate:
    """A claim that may sound in this zone, and its clip where it can be compared."""

    claim: Claim
    sound: Sound | None
    tally: Tally = field(default_factory=Tally)

    def ahead(self, frames: bytes) -> int | None:
        """Return where these frames stand in what was not heard yet."""
        return self.sound.find(frames, start=self.tally.reached) if self.sound else None

    def behind(self, frame: bytes) -> int | None:
        """Return which frame of what was heard already this one is."""
        if self.sound is None or not self.tally.reached:
            return None
        place = self.sound.find(frame, start=0)
        return place if place is not None and place < self.tally.reached else None

    def may_be(self, frame: bytes) -> bool:
        """May this frame be one of it that is still to come?"""
        return self.ahead(frame) is not None or (self.may_begin_anew and self.behind(frame) is not None)

    @property
    def may_begin_anew(self) -> bool:
        """Does the log know of a run that was not heard yet?"""
        return self.tally.runs < self.claim.moves

    def is_said(self, place: int, moment: datetime) -> bool:
        """Does the log say that this frame sounded about then?"""
        begun = (each.at - each.frame * FRAME for each in self.claim.events if each.happening in SOUNDING)
        return any(abs(moment - first - place * FRAME) < AT_ONCE for first in begun)

    def is_due(self, moment: datetime) -> bool:
        """Does the log say that it should be sounding then?"""
        return self.claim.due_at - NEAR <= moment <= self.claim.due_end + NEAR

    def is_due_at(self, place: int, moment: datetime) -> bool:
        """Does the log say that this frame should be sounding about then?"""
        return abs(moment - self.claim.due_at - place * FRAME) < NEAR
