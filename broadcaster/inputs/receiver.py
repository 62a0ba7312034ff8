"""One relay, received: kept open, judged, levelled, encoded, and given out frame by frame in its own time."""

import queue
from collections import deque
from collections.abc import Callable

from broadcaster.inputs import level
from broadcaster.inputs.condition import BLOCK_SECONDS, REASONS, Condition, Heard, Report, judge
from broadcaster.inputs.encoder import Encoder
from broadcaster.inputs.faults import SourceFault, SourceSlow, SourceStalled
from broadcaster.inputs.gain import Gain
from broadcaster.inputs.source import Block, Source
from content.airformat import FRAME_SECONDS, AirFormat

CUSHION_SECONDS = 1.5  # of sound in hand before it is given out: what a network may be late
MOST_CUSHION_SECONDS = 8.0
SETTLING_SECONDS = 2.0  # after the first sound; a server's opening burst is thrown away, or it would stay a delay
STALL_SECONDS = 3.0  # without sound, after what was in hand has been given out
OPEN_SECONDS = 20.0
REST_SECONDS = 1.0  # before an address is opened again; doubled each time, as far as
MOST_REST_SECONDS = 8.0


class Stuck(RuntimeError):
    """A source neither gives sound nor lets go of its thread: only a new process helps."""


class Receiver:
    """`step` is called every few milliseconds; it never waits, and hands each frame to `send` when it is due."""

    def __init__(self, address: str, fmt: AirFormat, target_lufs: float, send: Callable[[bytes], None]) -> None:
        self._address, self._fmt, self._target, self._send = address, fmt, target_lufs, send
        self.report = Report(Condition.OPENING, REASONS[Condition.OPENING])
        self._heard: deque[Heard] = deque(maxlen=round(level.WINDOW_SECONDS / BLOCK_SECONDS))
        self._frames: deque[bytes] = deque()
        self._cushion = CUSHION_SECONDS
        self._rest = REST_SECONDS
        self._gain_db: float | None = None
        self._source: Source | None = None
        self._left: Source | None = None
        self._open_at = 0.0
        self._sound_at = 0.0  # when there last was sound, or when it was opened
        self._first_at: float | None = None  # since when this opening is given out
        self._next: float | None = None  # when the next frame is due; None while there is too little in hand
        self._gain, self._encoder = Gain(fmt), Encoder(fmt)

    def step(self, now: float) -> None:
        """Give out what is due; notice what is wrong. `now` is monotonic seconds. Raise Stuck."""
        if self._source is None:
            if now >= self._open_at:
                self._open(now)
            return
        if self._next is None or now - self._next > STALL_SECONDS:  # after standing still, what is past is past
            self._gather(now)
        while self._next is not None and self._next <= now:
            if not self._frames and not self._refill(now):
                self._wait_again(now)
                break
            if self._frames:
                self._send(self._frames.popleft())
                self._next += FRAME_SECONDS
        if self._source is not None and self._source.blocks.empty() and not self._frames:
            self._check(now)

    def close(self) -> None:
        """Ask the source to end."""
        if self._source is not None:
            self._source.close()

    def _open(self, now: float) -> None:
        if self._left is not None and not self._left.ended:
            raise Stuck
        self._source = Source(self._address, self._fmt)
        self._gain, self._encoder = Gain(self._fmt), Encoder(self._fmt)
        self._next = self._first_at = None
        self._sound_at = now

    def _gather(self, now: float) -> None:
        """Wait until there is enough in hand to be given out evenly."""
        assert self._source is not None
        if self._in_hand() >= self._cushion or (self._source.ended and self._in_hand()):
            self._next = now
            self._first_at = self._first_at or now

    def _refill(self, now: float) -> bool:
        """Make the frames of the next tenth of a second."""
        assert self._source is not None and self._first_at is not None
        if now - self._first_at < SETTLING_SECONDS and not self._source.in_segments:
            while self._in_hand() > 2 * self._cushion:
                self._source.blocks.get_nowait()
        try:
            block = self._source.blocks.get_nowait()
        except queue.Empty:
            return False
        self._sound_at = now
        self._judge(block)
        frames = self._encoder.encode(self._gain.apply(block.frame, self._gain_db or 0.0))
        size = self._fmt.frame_bytes
        self._frames.extend(frames[at : at + size] for at in range(0, len(frames), size))
        return True

    def _judge(self, block: Block) -> None:
        assert self._source is not None
        self._heard.append(block.heard)
        lufs = level.loudness([each.lufs for each in self._heard])
        condition = judge(tuple(self._heard))
        if self._gain_db is None and condition is Condition.GOOD and lufs is not None:
            self._gain_db = level.wanted_gain(lufs, self._target)  # nobody hears it yet: no need to go slowly
        elif self._gain_db is not None:
            self._gain_db = level.next_gain(self._gain_db, lufs, self._target, seconds=BLOCK_SECONDS)
        if condition is Condition.GOOD:
            self._rest = REST_SECONDS
        heard_lufs = None if lufs is None else round(lufs, 1)
        self.report = Report(condition, REASONS[condition], heard_lufs, self._source.what)

    def _wait_again(self, now: float) -> None:
        """What was in hand has run out: gather more than last time before going on."""
        self._next = None
        self._cushion = min(MOST_CUSHION_SECONDS, self._cushion * 2)

    def _check(self, now: float) -> None:
        assert self._source is not None
        opening = self._first_at is None
        if self._source.ended:
            self._give_up(now, self._source.fault or SourceStalled(STALL_SECONDS))
        elif now - self._sound_at > (OPEN_SECONDS if opening else STALL_SECONDS):
            self._give_up(now, SourceSlow(OPEN_SECONDS) if opening else SourceStalled(STALL_SECONDS))

    def _give_up(self, now: float, fault: SourceFault) -> None:
        assert self._source is not None
        self.report = Report(Condition.DEAD, str(fault), None, self._source.what)
        self._source.close()
        self._left, self._source = self._source, None
        self._heard.clear()
        self._open_at = now + self._rest
        self._rest = min(MOST_REST_SECONDS, self._rest * 2)

    def _in_hand(self) -> float:
        assert self._source is not None
        return self._source.blocks.qsize() * BLOCK_SECONDS
