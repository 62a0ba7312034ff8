"""One zone's sound: which frames are due, spliced from what it was given; never waits, never asks the clock."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from math import ceil, floor

from broadcaster.happening import Happening
from broadcaster.outputs.port import Output
from broadcaster.stretch import Stretch
from broadcaster.transmitter.cue import JUST, Cue, Note
from broadcaster.transmitter.reel import SoundLost
from content.airformat import FRAME_SECONDS

FORGIVEN = 0.48  # seconds late that are made up by ending late, also by what may be heard in part
SCRAP_FRAMES = 20  # fewer, just before something else, are not worth joining for
STALLED = 0.5  # seconds behind after which frames are skipped rather than sent late
AT_ONCE = 0.12  # seconds of a sound that are sent the instant it begins
MAKES_WAY = "nhường tiếng ưu tiên hơn"
LATE_PLAN = "kế hoạch đến muộn"
BEHIND = "mục trước xong muộn"
KEPT_SECONDS = 0.5  # what a new listener is given at once, so that its player can start

Place = tuple[int, datetime]


class Feed:
    """Splices frames for one zone and hands them to its outputs."""

    def __init__(self, silence: bytes, tell: Callable[[Note], None]) -> None:
        self.outputs: list[Output] = []
        self.recent: deque[bytes] = deque()  # what was sent last: whole frames, half a second at least
        self.cue: Cue | None = None
        self._silence = silence
        self._size = len(silence)
        self._tell = tell
        self._queue: deque[Cue] = deque()
        self._frame = 0
        self._cursor: float | None = None
        self._delays: dict[Place, str] = {}  # why what was told after its time was told so late
        self._opened_at = 0.0  # when the first frame of all was sent
        self._surplus = 0.0  # seconds of sound sent beyond the time that passed; silence gives them back
        self._flowing = False
        self._reached: dict[Place, int] = {}  # how far each claim has come: no frame is sent twice
        self._reasons: Mapping[int, str] = {}  # why claims make way, where it is not for something more urgent
        self._recent_bytes = 0
        self._enough_bytes = ceil(KEPT_SECONDS / FRAME_SECONDS) * self._size

    def load(self, cues: Sequence[Cue], *, now: float, reasons: Mapping[int, str], delayed: str = "") -> None:
        """Replace what is to come; what is sounding goes on if it is still wanted, else stops at once."""
        self._reasons = reasons
        known = {_place(each.stretch) for each in self.cues()}
        fresh = {_place(each.stretch) for each in cues if each.origin < now} - known
        old = {place: why for place, why in self._delays.items() if place in known}
        self._delays = old | dict.fromkeys(fresh, delayed or LATE_PLAN)
        if self.cue is not None:
            self._carry_on(cues, now, reasons)
        wanted = {_place(cue.stretch) for cue in cues}
        self._reached = {key: frame for key, frame in self._reached.items() if key in wanted}
        self._queue = deque(cue for cue in cues if self.cue is None or cue.stretch != self.cue.stretch)

    def interrupt(self, cue: Cue, now: float, horizon: float) -> None:
        """Let a sound that is due begin this instant, over what sounds; all that is to come must be loaded next."""
        if cue.due <= now + JUST:
            self._delays[_place(cue.stretch)] = LATE_PLAN  # should it be late
            if self.cue is not None:
                self._finish(now)
            self._queue.appendleft(cue)
            self.push(now, horizon)

    def break_off(self, reason: str) -> None:
        """Tell how far what sounds has come: nothing more of it is sent."""
        if self.cue is not None and self._cursor is not None:
            self._tell(Note(self.cue.stretch.as_run_id, Happening.PAUSED, self._cursor, self._frame, reason))
            self.cue = None

    @property
    def title(self) -> str:
        """What sounds now; "" in silence."""
        return self.cue.stretch.title if self.cue else ""

    def cues(self) -> list[Cue]:
        """Return what sounds and what is to come."""
        return [*([self.cue] if self.cue else []), *self._queue]

    def push(self, now: float, horizon: float) -> float | None:
        """Send what is due before the horizon; return when a new sound is due, if that is sooner."""
        if self._cursor is None or (self.cue is None and now - self._cursor > STALLED):
            self._opened_at = self._opened_at if self._cursor is not None else now
            self._cursor, self._surplus = now, 0.0
        parts: list[bytes] = []
        wake = None
        while (horizon - self._cursor > JUST * FRAME_SECONDS or self._is_overtaken(now)) and wake is None:
            if self.cue is not None:
                self._sound(parts, now, horizon)
            else:
                wake = self._wait(parts, now, horizon)
                if self.cue is not None:
                    horizon = max(horizon, now + AT_ONCE)  # a break-in is not sent by crumbs
        if len(parts) == 1:
            self._send(parts[0])
        elif parts:
            self._send(b"".join(parts))
        return wake

    def _is_overtaken(self, now: float) -> bool:
        """Is something due that cannot wait until what was sent ahead has passed?"""
        return self.cue is None and not self._flowing and bool(self._queue) and self._queue[0].due <= now + JUST

    def _sound(self, parts: list[bytes], now: float, horizon: float) -> None:
        assert self.cue is not None and self._cursor is not None
        if now - self._cursor > STALLED:
            self._skip(now)
        end = min(self.cue.stretch.end_frame, self._frame + self.cue.frames_left(self._cursor))
        frames = min(ceil((horizon - self._cursor) / FRAME_SECONDS - JUST), end - self._frame)
        if frames <= 0:
            self._finish(self._cursor)
            return
        try:
            parts.append(self.cue.sound.take(self._frame, frames))
        except SoundLost as lost:
            self._stop(self._cursor, str(lost))
            return
        self._frame += frames
        self._cursor += frames * FRAME_SECONDS
        if self._frame >= end:
            self._finish(self._cursor)

    def _wait(self, parts: list[bytes], now: float, horizon: float) -> float | None:
        assert self._cursor is not None
        start = self._queue[0].due if self._queue else horizon + 1
        if start <= (self._cursor if self._flowing else now) + JUST:
            self._begin(self._queue.popleft(), now)
            return None
        until = min(start, horizon)
        room = (until - self._cursor) / FRAME_SECONDS
        frames = floor(room + JUST) if start < horizon else ceil(room - JUST)
        burnt = floor(self._surplus / FRAME_SECONDS)
        parts.append(self._silence * max(0, frames - burnt))
        self._surplus -= (frames - max(0, frames - burnt)) * FRAME_SECONDS
        self._cursor += frames * FRAME_SECONDS
        self._flowing = False
        return start if start < horizon else None

    def _begin(self, cue: Cue, now: float) -> None:
        assert self._cursor is not None
        if not self._flowing:
            self._surplus += self._cursor - now
            self._cursor = now
        late = self._cursor - cue.due
        is_live = cue.stretch.begun and ":" in cue.stretch.clip_sha256  # it goes on elsewhere, and ends when it ends
        skips = is_live or (cue.stretch.joins and late > FORGIVEN)
        skipped = max(0, floor(late / FRAME_SECONDS)) if skips else 0
        self._frame = max(cue.stretch.first_frame + skipped, self._reached.get(_place(cue.stretch), 0))
        left = min(cue.stretch.end_frame - self._frame, cue.frames_left(self._cursor))
        is_scrap = skipped and not is_live and cue.stretch.end_frame < cue.stretch.frames and left < SCRAP_FRAMES
        if left <= 0 or is_scrap:
            return
        self.cue = cue
        happening = Happening.RESUMED if cue.stretch.begun else Happening.STARTED
        is_late = late > FORGIVEN or (self._frame > 0 and not cue.stretch.begun)
        reason = self._why_late(cue, late, skips=skips) if is_late else ""
        self._tell(Note(cue.stretch.as_run_id, happening, self._cursor, self._frame, reason))

    def _why_late(self, cue: Cue, late: float, *, skips: bool) -> str:
        reopened = "luồng phát vừa mở lại" if self._opened_at > cue.origin else ""
        why = reopened or self._delays.get(_place(cue.stretch), "") or (BEHIND if self._flowing else "")
        how = [f"muộn {late:.1f} giây"] if late > FORGIVEN and (why or skips) else []
        return ", ".join([*([why] if why else []), *(["vào giữa chừng"] if skips and how else []), *how])

    def _skip(self, now: float) -> None:
        assert self.cue is not None and self._cursor is not None
        frames = floor((now - self._cursor) / FRAME_SECONDS) if self.cue.stretch.joins else 0
        self._tell(Note(self.cue.stretch.as_run_id, Happening.PAUSED, self._cursor, self._frame, "máy bị đứng"))
        self._frame = min(self._frame + frames, self.cue.stretch.end_frame)
        self._cursor = now
        self._tell(Note(self.cue.stretch.as_run_id, Happening.RESUMED, now, self._frame))

    def _carry_on(self, cues: Sequence[Cue], now: float, reasons: Mapping[int, str]) -> None:
        assert self.cue is not None
        same = [cue for cue in cues if _continues(self.cue, cue)]
        is_moved = any(cue.stretch.as_run_id == self.cue.stretch.as_run_id for cue in cues)
        holding = (cue for cue in same if cue.stretch.first_frame <= self._frame < cue.stretch.end_frame)
        if (cue := next(holding, None)) is not None and cue.frames_left(now) > 0:
            self.cue = Cue(cue.stretch, self.cue.sound, cue.due)
        elif is_moved:  # the rest of it comes later, or it begins anew
            self._finish(now)
        elif (reason := reasons.get(self.cue.stretch.as_run_id)) or not self._is_finishing_late(now):
            self._stop(now, reason or "kế hoạch phát đã thay đổi")

    def _is_finishing_late(self, now: float) -> bool:
        """Has the plan done with what sounds only because its time is over, while it began late and is not?"""
        return self.cue is not None and self.cue.ends <= now + JUST

    def _stop(self, now: float, reason: str) -> None:
        assert self.cue is not None
        self._reached[_place(self.cue.stretch)] = self._frame
        self._tell(Note(self.cue.stretch.as_run_id, Happening.ENDED, now, self._frame, reason))
        self.cue, self._flowing = None, False

    def _finish(self, at: float) -> None:
        assert self.cue is not None
        stretch = self.cue.stretch
        self._reached[_place(stretch)] = self._frame
        if self._frame >= stretch.frames:
            self._tell(Note(stretch.as_run_id, Happening.ENDED, at, self._frame))
        else:
            reason = self._reasons.get(stretch.as_run_id, MAKES_WAY)
            self._tell(Note(stretch.as_run_id, Happening.PAUSED, at, self._frame, reason))
        self._flowing = at == self._cursor
        self.cue = None

    def _send(self, frames: bytes) -> None:
        self.recent.append(frames)
        self._recent_bytes += len(frames)
        while self._recent_bytes - len(self.recent[0]) >= self._enough_bytes:
            self._recent_bytes -= len(self.recent.popleft())
        for output in tuple(self.outputs):
            output.send(frames)


def _place(stretch: Stretch) -> Place:
    """Two stretches with one place are one uninterrupted sound; a claim that was moved has another place."""
    return stretch.as_run_id, stretch.origin


def _continues(old: Cue, new: Cue) -> bool:
    return _place(old.stretch) == _place(new.stretch)
