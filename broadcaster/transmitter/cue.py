"""What a zone is given to sound, in monotonic time, and what is said of it."""

from dataclasses import dataclass
from math import ceil

from broadcaster.happening import Happening
from broadcaster.stretch import Stretch
from broadcaster.transmitter.reel import Sound
from content.airformat import FRAME_SECONDS

JUST = 0.001  # seconds: less than this is now


@dataclass(frozen=True)
class Cue:
    """A stretch with its sound, and the monotonic time at which its first frame is due."""

    stretch: Stretch
    sound: Sound
    due: float

    @property
    def origin(self) -> float:
        """When frame 0 of the item would have been due."""
        return self.due - self.stretch.first_frame * FRAME_SECONDS

    @property
    def ends(self) -> float:
        """When its last frame is over, by the plan."""
        return self.due + (self.stretch.end_frame - self.stretch.first_frame) * FRAME_SECONDS

    def frames_left(self, at: float) -> int:
        """Return how many frames may still be sent: what something lies over stops by the clock, however late it is."""
        if self.stretch.end_frame == self.stretch.frames:
            return self.stretch.frames
        return max(0, ceil((self.ends - at) / FRAME_SECONDS - JUST))


@dataclass(frozen=True)
class Note:
    """Something that befell a claimed item; `at` is monotonic seconds."""

    as_run_id: int
    happening: Happening
    at: float
    frame: int
    reason: str = ""
