"""Part of a claimed sound as the transmitter is told of it; light enough for a process without a database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from content.airformat import FRAME_SECONDS

FRAME = timedelta(seconds=FRAME_SECONDS)


@dataclass(frozen=True)
class Stretch:
    """Part of a claimed clip, [first_frame, end_frame), whose first frame is due at `starts_at`."""

    as_run_id: int
    clip_sha256: str
    starts_at: datetime
    first_frame: int
    end_frame: int
    frames: int
    begun: bool

    @property
    def origin(self) -> datetime:
        """When frame 0 was due; two stretches of one claim and origin are one uninterrupted sound."""
        return self.starts_at - self.first_frame * FRAME
