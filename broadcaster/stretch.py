"""Part of a claimed sound as the transmitter is told of it; light enough for a process without a database."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from content.airformat import FRAME_SECONDS

FRAME = timedelta(seconds=FRAME_SECONDS)


class Stretch(NamedTuple):  # made by the hundred while an alarm waits
    """Part of a claimed sound, [first_frame, end_frame), whose first frame is due at `starts_at`.

    `clip_sha256` is a clip on the shelf, or the name of an inlet (`relay:3`, `live:12`). What `joins` is heard from
    where it should be by now when it begins late; anything else is heard whole, and ends late. It is sent by
    `quieter_db` quieter.
    """

    as_run_id: int
    clip_sha256: str
    starts_at: datetime
    first_frame: int
    end_frame: int
    frames: int
    begun: bool
    title: str = ""
    joins: bool = False
    quieter_db: int = 0

    @property
    def origin(self) -> datetime:
        """When frame 0 was due; two stretches of one claim and origin are one uninterrupted sound."""
        return self.starts_at - self.first_frame * FRAME

    @property
    def ends_at(self) -> datetime:
        """The instant after its last frame."""
        return self.starts_at + (self.end_frame - self.first_frame) * FRAME


def under(stretches: Iterable[Stretch], begin: datetime, end: datetime) -> list[Stretch]:
    """Return what is left of stretches when something lies over them from `begin` to `end`."""
    found = []
    for each in stretches:
        if each.ends_at <= begin or each.starts_at >= end:
            found.append(each)
            continue
        before = min(each.end_frame, each.first_frame + max(0, -((each.starts_at - begin) // FRAME)))
        after = max(each.first_frame, each.first_frame + -((each.starts_at - end) // FRAME))
        found += [each._replace(end_frame=before)] if before > each.first_frame else []
        if after < each.end_frame:
            starts_at = each.starts_at + (after - each.first_frame) * FRAME
            found.append(each._replace(starts_at=starts_at, first_frame=after))
    return found


def claimed(sounds: Iterable[Stretch], claims: Iterable[int]) -> list[Stretch]:
    """Return sounds that many zones have alike as one zone has claimed them."""
    return [sound._replace(as_run_id=number) for sound, number in zip(sounds, claims, strict=True)]
