"""What one zone hears, frame by frame, against what the log claims for it; asks neither clock nor database.

A frame of the air format is compared as bytes: while a clip sounds, every frame must be its next one, and what
comes out of turn is looked up in all that is claimed for the zone.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from math import inf

from broadcaster.ear.candidates import Candidate, Sound, Tally
from broadcaster.ear.claims import Claim
from content.airformat import FRAME_SECONDS

UNDERSTOOD_WITHIN = 3.0  # seconds in which the claim of a strange sound must turn up: it is read once a second
UNREAD_WITHIN = 15.0  # seconds that a sound waits for the log to be read at all: a busy database accuses nobody
APART = 5.0  # seconds of nothing strange after which a strange sound is over
CONTEXT = 8  # frames looked up together: single ones may be alike in many clips
FINE = 0.05  # seconds: what came in so short a time came just now


class ZoneEar:
    """Hears one zone."""

    def __init__(self, silence: bytes, *, since: float) -> None:
        self.candidates: dict[int, Candidate] = {}
        self.sounded_at = since  # monotonic; when anything but silence was last heard, or else when it began to listen
        self._silence = silence
        self._size = len(silence)
        self._current: Candidate | None = None
        self._waiting: deque[tuple[float, bytes, bool]] = deque()  # when, what, and was it sent before we came
        self._strange: Tally | None = None
        self._strangers: list[Tally] = []
        self._read_at = -inf
        self._knows = 0  # how often it was told what may sound
        self._puzzled: tuple[object, ...] = ()  # over what, and knowing what, it could not place a frame

    def know(self, claims: Iterable[tuple[Claim, Sound | None]], *, read_at: float = inf) -> None:
        """Be told what may sound, as the log had it at a monotonic moment; what was heard of it so far stays."""
        self._read_at = read_at
        self._knows += 1
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
            self._waiting.append((at, data[number * self._size : (number + 1) * self._size], backlog))
        self._understand(until, now)

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

    def _understand(self, until: float, now: datetime) -> None:
        may_look = True
        while self._waiting:
            at, frame, backlog = self._waiting[0]
            moment = now - timedelta(seconds=until - at)
            if self._goes_on(frame, 1, at, moment) or frame == self._silence:
                self._waiting.popleft()
                continue
            self.sounded_at = max(self.sounded_at, at)
            if at > self._read_at and until - at < UNREAD_WITHIN:
                return  # whatever begins, begins anew or is moved is written down before it sounds
            is_patient = until - at < UNDERSTOOD_WITHIN
            puzzle = (at, is_patient, self._knows, min(CONTEXT, len(self._waiting)))
            if puzzle == self._puzzled:
                return  # to ask again and again, in fifty zones at once, would leave no time to read the log
            placed = may_look and self._place(at, moment, backlog=backlog, is_patient=is_patient)
            if not placed and is_patient:
                self._puzzled = puzzle
                return
            self._waiting.popleft()
            if not placed:
                may_look = False  # a strange sound is looked up once in a batch
                if not backlog:
                    self._note_strange(at, moment)

    def _place(self, at: float, moment: datetime, *, backlog: bool, is_patient: bool) -> bool:
        """Find whose frame the first waiting one is, and count it; frames heard before count as repeated.

        What the log says sounds now is believed at once. That may be read only after it sounds: before anything is
        called repeated, or taken for what is due, or for what is not or was missed, be patient.
        """
        following = [frame for _, frame, _ in list(self._waiting)[:CONTEXT]]
        ordered = sorted(self.candidates.values(), key=lambda each: (not each.is_due(moment), each.claim.as_run_id))
        here = self._said(following, ordered, moment)
        if here is None and (not is_patient or self._is_clear(following[0], moment)):
            here = self._likely(following, ordered, moment)
        if here is not None:
            self._current = here
            self._count(here, 1, at, moment)
            return True
        if (behind := next((each for each in ordered if each.behind(following[0]) is not None), None)) is not None:
            behind.tally.repeated += not (backlog or is_patient)
            return not is_patient
        outside = next((each for each in ordered if each.claim.is_from_outside and each.is_due(moment)), None)
        if outside is not None:
            self._count(outside, 1, at, moment)
        return outside is not None

    def _is_clear(self, frame: bytes, moment: datetime) -> bool:
        """Is this frame found in one clip alone, and is that due?"""
        fitting = [each for each in self.candidates.values() if each.may_be(frame)]
        return len(fitting) == 1 and fitting[0].is_due(moment) and not fitting[0].claim.is_missed

    def _said(self, following: Sequence[bytes], ordered: Sequence[Candidate], moment: datetime) -> Candidate | None:
        """Find what sounds by the log itself: the next of it, or it from its start."""
        for each in ordered:
            for count in dict.fromkeys((len(following), 1)):
                place = each.ahead(b"".join(following[:count]))
                if place is not None and (each is self._current or each.is_said(place, moment)):
                    each.tally.reached = place
                    return each
        anew = [each for each in ordered if each.may_begin_anew]
        return self._anew(following[0], anew, lambda each, place: each.is_said(place, moment))

    def _likely(self, following: Sequence[bytes], ordered: Sequence[Candidate], moment: datetime) -> Candidate | None:
        """Find whose sound it may be although the log does not say so (yet); what was missed comes last."""
        sounding = [each for each in ordered if not each.claim.is_missed]
        due = [each for each in sounding if each.is_due(moment)]
        anew = [each for each in due if each.may_begin_anew]
        return (
            self._ahead(following, due)
            or self._anew(following[0], anew, lambda each, place: each.is_due_at(place, moment))
            or self._ahead(following, sounding)
            or self._ahead(following, [each for each in ordered if each.claim.is_missed])
        )

    def _ahead(self, following: Sequence[bytes], ordered: Sequence[Candidate]) -> Candidate | None:
        for count in dict.fromkeys((len(following), 1)):
            for each in ordered:
                if (place := each.ahead(b"".join(following[:count]))) is not None:
                    each.tally.reached = place
                    return each
        return None

    def _anew(
        self, frame: bytes, ordered: Sequence[Candidate], fits: Callable[[Candidate, int], bool]
    ) -> Candidate | None:
        for each in ordered:
            place = each.behind(frame)
            if place is not None and fits(each, place):
                each.tally.runs, each.tally.reached = each.tally.runs + 1, place
                return each
        return None

    def _note_strange(self, at: float, moment: datetime) -> None:
        if self._strange is None or at - self._strange.heard_at > APART:
            if self._strange is not None:
                self._strangers.append(self._strange)
            self._strange = Tally()
        self._strange.note(1, at=at, now=moment)
