"""What one zone hears, frame by frame, against what the log claims for it; asks neither clock nor database.

A frame of the air format is compared as bytes: while a clip sounds, every frame must be its next one, and what
comes out of turn is looked up in all that is claimed for the zone.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from broadcaster.ear.claims import Claim
from broadcaster.stretch import FRAME
from content.airformat import FRAME_SECONDS

UNDERSTOOD_WITHIN = 3.0  # seconds in which the claim of a strange sound must turn up: it is read once a second
APART = 5.0  # seconds of nothing strange after which a strange sound is over
CONTEXT = 8  # frames looked up together: single ones may be alike in many clips
FINE = 0.05  # seconds: what came in so short a time came just now
NEAR = timedelta(seconds=2)  # between the plan and the ear


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


class ZoneEar:
    """Hears one zone."""

    def __init__(self, silence: bytes, *, since: float) -> None:
        self.candidates: dict[int, Candidate] = {}
        self.sounded_at = since  # monotonic; when anything but silence was last heard, or else when it began to listen
        self._silence = silence
        self._size = len(silence)
        self._current: Candidate | None = None
        self._waiting: deque[tuple[float, bytes]] = deque()
        self._strange: Tally | None = None
        self._strangers: list[Tally] = []

    def know(self, claims: Iterable[tuple[Claim, Sound | None]]) -> None:
        """Be told what may sound from now on; what was heard of it so far stays."""
        found = {claim.as_run_id: (claim, sound) for claim, sound in claims}
        self.candidates = {
            number: Candidate(claim, sound, self.candidates[number].tally if number in self.candidates else Tally())
            for number, (claim, sound) in found.items()
        }
        here = self._current.claim.as_run_id if self._current else None
        self._current = self.candidates.get(here) if here is not None else None

    def hear(self, data: bytes, *, since: float, until: float, now: datetime, backlog: bool = False) -> None:
        """Take whole frames that came between two monotonic moments; the second one is `now`.

        `backlog`: sound from before the ear came, which it may have heard already.
        """
        count = len(data) // self._size
        if not self._waiting and self._goes_on(data, count, until, now):
            return
        if not self._waiting and data == self._silence * count:
            return
        earliest = until if until - since < FINE else since
        for number in range(count):
            at = max(earliest, until - (count - 1 - number) * FRAME_SECONDS)
            self._waiting.append((at, data[number * self._size : (number + 1) * self._size]))
        self._understand(until, now, backlog=backlog)

    @property
    def heard_frames(self) -> int:
        """How many frames of what may sound now were heard."""
        return sum(each.tally.frames for each in self.candidates.values())

    @property
    def repeated_frames(self) -> int:
        """How many frames of what may sound now were heard a second time."""
        return sum(each.tally.repeated for each in self.candidates.values())

    def tally(self, as_run_id: int) -> Tally:
        """Return how much was heard of a claim."""
        return self.candidates[as_run_id].tally if as_run_id in self.candidates else Tally()

    def forget(self, as_run_id: int) -> None:
        """Let go of a claim that is settled."""
        self.candidates.pop(as_run_id, None)
        if self._current and self._current.claim.as_run_id == as_run_id:
            self._current = None

    def strangers(self, *, at: float) -> list[Tally]:
        """Hand over the strange sounds that are over."""
        if self._strange and at - self._strange.heard_at > APART:
            self._strangers.append(self._strange)
            self._strange = None
        found, self._strangers = self._strangers, []
        return found

    def strange_frames(self, *, at: float) -> int:
        """Return how many frames of a strange sound were heard, if there is one now."""
        return self._strange.frames if self._strange and at - self._strange.heard_at <= APART else 0

    def _goes_on(self, data: bytes, count: int, at: float, now: datetime) -> bool:
        here = self._current
        if here is None or here.sound is None or here.sound.frames(here.tally.reached, count) != data:
            return False
        self._count(here, count, at, now)
        return True

    def _count(self, here: Candidate, frames: int, at: float, now: datetime) -> None:
        here.tally.note(frames, at=at, now=now)
        here.tally.reached += frames
        self.sounded_at = at

    def _understand(self, until: float, now: datetime, *, backlog: bool) -> None:
        may_look = True
        while self._waiting:
            at, frame = self._waiting[0]
            moment = now - timedelta(seconds=until - at)
            if self._goes_on(frame, 1, at, moment) or frame == self._silence:
                self._waiting.popleft()
                continue
            self.sounded_at = max(self.sounded_at, at)
            is_patient = not backlog and until - at < UNDERSTOOD_WITHIN
            placed = may_look and self._place(at, moment, backlog=backlog, is_patient=is_patient)
            if not placed and is_patient:
                return
            self._waiting.popleft()
            if not placed:
                may_look = False  # a strange sound is looked up once in a batch
                if not backlog:
                    self._note_strange(at, moment)

    def _place(self, at: float, moment: datetime, *, backlog: bool, is_patient: bool) -> bool:
        """Find whose frame the first waiting one is, and count it; frames heard before count as repeated.

        That an item is begun, anew or late, may be read only after it sounds: be patient before anything is called
        repeated, or is taken for what is not due. What the log says was missed is believed to sound only at last.
        """
        following = [frame for _, frame in list(self._waiting)[:CONTEXT]]
        ordered = self._ordered(moment)
        sounding = [each for each in ordered if not each.claim.is_missed]
        near = [each for each in sounding if each is self._current or _is_due(each.claim, moment)]
        here = self._ahead(following, near) or self._anew(following[0], near, moment)
        if here is None and not is_patient:
            missed = [each for each in ordered if each.claim.is_missed]
            here = self._ahead(following, sounding) or self._ahead(following, missed)
        if here is not None:
            self._current = here
            self._count(here, 1, at, moment)
            return True
        behind = next((each for each in ordered if _before(each, following[0]) is not None), None)
        if behind is not None:
            behind.tally.repeated += not (backlog or is_patient)
            return not is_patient
        outside = next((each for each in ordered if _may_be(each.claim, moment)), None)
        if outside is not None:
            self._count(outside, 1, at, moment)
        return outside is not None

    def _ahead(self, following: Sequence[bytes], ordered: Sequence[Candidate]) -> Candidate | None:
        """Find whose next sound it is."""
        for count in dict.fromkeys((len(following), 1)):
            wanted = b"".join(following[:count])
            for each in ordered:
                place = each.sound.find(wanted, start=each.tally.reached) if each.sound else None
                if place is not None:
                    each.tally.reached = place
                    return each
        return None

    def _anew(self, frame: bytes, ordered: Sequence[Candidate], moment: datetime) -> Candidate | None:
        """Find what the log begins anew, at about this moment: not every later turn of the same clip is that."""
        for each in ordered:
            place = _before(each, frame) if each.tally.runs < each.claim.moves else None
            if place is not None and abs(moment - each.claim.due_at - place * FRAME) < NEAR:
                each.tally.runs, each.tally.reached = each.tally.runs + 1, place
                return each
        return None

    def _ordered(self, moment: datetime) -> list[Candidate]:
        """Put first what is planned for this moment, then the oldest."""
        return sorted(
            self.candidates.values(), key=lambda each: (not _is_due(each.claim, moment), each.claim.as_run_id)
        )

    def _note_strange(self, at: float, moment: datetime) -> None:
        if self._strange is None or at - self._strange.heard_at > APART:
            if self._strange is not None:
                self._strangers.append(self._strange)
            self._strange = Tally()
        self._strange.note(1, at=at, now=moment)


def _before(candidate: Candidate, frame: bytes) -> int | None:
    """Return which frame of what was heard already this one is."""
    if candidate.sound is None or not candidate.tally.reached:
        return None
    place = candidate.sound.find(frame, start=0)
    return place if place is not None and place < candidate.tally.reached else None


def _is_due(claim: Claim, moment: datetime) -> bool:
    return claim.due_at - NEAR <= moment <= claim.due_end + NEAR


def _may_be(claim: Claim, moment: datetime) -> bool:
    return claim.is_from_outside and _is_due(claim, moment)
