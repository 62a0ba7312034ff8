"""Cuts a zone's frames into blocks with their due times; asks no clock."""

from collections.abc import Iterator

from broadcaster.outputs.pcm.wire import BLOCK_FRAMES, BLOCK_SECONDS
from content.airformat import FRAME_SECONDS, AirFormat, silent_frame

LATE_SECONDS = 0.1  # frames that come this late belong to the present, not to the frames before them
AHEAD_SECONDS = 0.4  # of sound ahead of its time: more than a tick, as after a break-in; then silence is left out
MOST_AHEAD_SECONDS = 1.0  # and then sound too


class Cutter:
    """Follows one zone; what makes no block yet waits for the next frames."""

    def __init__(self, fmt: AirFormat) -> None:
        self._frame_bytes = fmt.frame_bytes
        self._block_bytes = fmt.frame_bytes * BLOCK_FRAMES
        self._silence = silent_frame(fmt) * BLOCK_FRAMES
        self._rest = bytearray()
        self._end: float | None = None  # when the frame after the last one is due, in monotonic seconds

    def cut(self, frames: bytes, *, now: float) -> Iterator[tuple[float, bytes]]:
        """Take frames that fall due now, and yield each whole block with the instant of its first frame."""
        if self._end is None or now - self._end > LATE_SECONDS:
            self._end = now
        self._rest += frames
        self._end += len(frames) // self._frame_bytes * FRAME_SECONDS
        while len(self._rest) >= self._block_bytes:
            due = self._end - len(self._rest) // self._frame_bytes * FRAME_SECONDS
            block = bytes(self._rest[: self._block_bytes])
            del self._rest[: self._block_bytes]
            ahead = due + BLOCK_SECONDS - now
            if ahead > MOST_AHEAD_SECONDS or (ahead > AHEAD_SECONDS and block == self._silence):
                self._end -= BLOCK_SECONDS
            else:
                yield due, block
