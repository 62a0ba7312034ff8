"""The transmitter's side of an output that needs PCM: cuts frames into blocks with their due times, no more."""

from broadcaster.outputs.pcm.hub import Hub
from broadcaster.outputs.pcm.wire import BLOCK_FRAMES, BLOCK_SECONDS, Closed, Opened
from broadcaster.outputs.port import Health, OutputSpec
from content.airformat import FRAME_SECONDS, AirFormat, silent_frame
from station import clock

LATE_SECONDS = 0.1  # frames that come this late belong to the present, not to the frames before them
AHEAD_SECONDS = 0.3  # of sound ahead of its time, after a break-in; then silence is left out
MOST_AHEAD_SECONDS = 1.0  # and then sound too


class PcmSink:
    """A Sink: hands what it is sent to the decoding child."""

    def __init__(self, spec: OutputSpec, fmt: AirFormat) -> None:
        self.health = Health(ok=False, sentence="Đang mở đầu ra.")
        self._id = spec.output_id
        self._frame_bytes = fmt.frame_bytes
        self._block_bytes = fmt.frame_bytes * BLOCK_FRAMES
        self._silence = silent_frame(fmt) * BLOCK_FRAMES
        self._rest = bytearray()
        self._end = 0.0  # when the frame after the last one is due, by the monotonic clock
        self._hub = Hub.of_this_loop(fmt)
        self._hub.add(Opened(spec), self)

    def send(self, frames: bytes) -> None:
        """Pass frames on in blocks of five; what makes no block yet waits for the next frames."""
        now = clock.monotonic()
        if now - self._end > LATE_SECONDS:
            self._end = now
        self._rest += frames
        self._end += len(frames) // self._frame_bytes * FRAME_SECONDS
        while len(self._rest) >= self._block_bytes:
            due = self._end - len(self._rest) // self._frame_bytes * FRAME_SECONDS
            block = bytes(self._rest[: self._block_bytes])
            del self._rest[: self._block_bytes]
            self._pass_on(due, block, due + BLOCK_SECONDS - now)

    def close(self) -> None:
        """Have the child close its side."""
        self._hub.remove(Closed(self._id))

    def _pass_on(self, due: float, block: bytes, ahead: float) -> None:
        if ahead > MOST_AHEAD_SECONDS or (ahead > AHEAD_SECONDS and block == self._silence):
            self._end -= BLOCK_SECONDS
        else:
            self._hub.play(self._id, due, block)
