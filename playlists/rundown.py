"""What one occurrence airs in one zone, item by item, with exact times; pure.

What was already claimed stays where it was put, whatever has been edited since: an edit never rewinds the air.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from content.airformat import FRAME_SECONDS
from content.clearance import Barred, Cleared, Over, Standing
from playlists.timetable import Occurrence
from station import clock

GONE = "bản tin không còn"
FRAME = timedelta(seconds=FRAME_SECONDS)


@dataclass(frozen=True)
class Line:
    """An item as a value: an announcement, or a pause of so many frames."""

    key: str
    announcement_id: int | None
    pause_frames: int = 0


@dataclass(frozen=True)
class Claim:
    """An item that play-out has taken on itself to air, as it was when taken; `ends_at` is where the next may begin."""

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


@dataclass(frozen=True)
class Slot:
    """One clip at its place: from `starts_at`, for `frames` frames of 24 ms."""

    key: str
    announcement_id: int
    title: str
    clip_sha256: str
    frames: int
    starts_at: datetime
    approval_id: int | None = None
    as_run_id: int | None = None
    begun: bool = False

    @property
    def ends_at(self) -> datetime:
        """The instant after the last frame."""
        return self.starts_at + self.frames * FRAME


@dataclass(frozen=True)
class Refused:
    """An item that is not aired, when its turn would have come, and why."""

    key: str
    announcement_id: int
    title: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Cut:
    """A claimed item that must stop now, and why."""

    as_run_id: int
    begun: bool
    reason: str


@dataclass(frozen=True)
class Rundown:
    """The slots of one occurrence in one zone, what was refused, and what must stop."""

    occurrence: Occurrence
    zone_id: int
    slots: tuple[Slot, ...]
    refused: tuple[Refused, ...]
    cuts: tuple[Cut, ...]

    @property
    def ends_at(self) -> datetime:
        """When the last slot is over."""
        return self.slots[-1].ends_at if self.slots else self.occurrence.starts_at


def rundown(
    occurrence: Occurrence,
    lines: Sequence[Line],
    claims: Iterable[Claim],
    standings: Mapping[int, Standing],
    *,
    zone_id: int,
    timezone: tzinfo,
) -> Rundown:
    """Lay out an occurrence: claimed items first, where they are; then the lines that come after them."""
    day = clock.local(occurrence.starts_at, timezone).date()
    taken = sorted(claims, key=lambda claim: claim.starts_at)
    cuts = [cut for claim in taken if (cut := _cut(claim, standings, zone_id, day))]
    stopped = {cut.as_run_id for cut in cuts}
    slots = [_claimed(claim) for claim in taken if not claim.over and claim.as_run_id not in stopped]
    refused: list[Refused] = []
    cursor = max([occurrence.starts_at, *(claim.ends_at for claim in taken)])
    for line in _still_to_come(lines, {claim.key for claim in taken}):
        if line.announcement_id is None:
            cursor += line.pause_frames * FRAME
            continue
        stands = standings.get(line.announcement_id) or Barred(line.announcement_id, "?", GONE)
        reason = stands.refusal(zone_id=zone_id, on=day)
        if isinstance(stands, Cleared) and reason is None:
            slots.append(_slot(line.key, stands, cursor))
            cursor = slots[-1].ends_at
        elif not isinstance(stands, Over):
            refused.append(Refused(line.key, line.announcement_id, stands.title, cursor, reason or ""))
    return Rundown(occurrence, zone_id, tuple(slots), tuple(refused), tuple(cuts))


def _still_to_come(lines: Sequence[Line], claimed: set[str]) -> Sequence[Line]:
    last = max((place for place, line in enumerate(lines) if line.key in claimed), default=-1)
    return lines[last + 1 :]


def _cut(claim: Claim, standings: Mapping[int, Standing], zone_id: int, day: date) -> Cut | None:
    if claim.over:
        return None
    stands = standings.get(claim.announcement_id) or Barred(claim.announcement_id, claim.title, GONE)
    reason = stands.objection(claim.clip_sha256, zone_id=zone_id, on=day)
    return Cut(claim.as_run_id, claim.begun, reason) if reason else None


def _claimed(claim: Claim) -> Slot:
    return Slot(
        key=claim.key,
        announcement_id=claim.announcement_id,
        title=claim.title,
        clip_sha256=claim.clip_sha256,
        frames=claim.frames,
        starts_at=claim.starts_at,
        as_run_id=claim.as_run_id,
        begun=claim.begun,
    )


def _slot(key: str, cleared: Cleared, starts_at: datetime) -> Slot:
    return Slot(
        key=key,
        announcement_id=cleared.announcement_id,
        title=cleared.title,
        clip_sha256=cleared.clip_sha256,
        frames=cleared.frames,
        starts_at=starts_at,
        approval_id=cleared.approval_id,
    )
