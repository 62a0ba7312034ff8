"""Sound from outside into the air format, as it comes: every frame out may follow any other frame."""

from fractions import Fraction

from av.audio.frame import AudioFrame

from content.airformat import AirFormat, check_frames
from content.codec import encoder
from content.sound import layout

SAMPLE_BYTES = 2


class Encoder:
    """Takes 16-bit little-endian samples in any amounts; gives whole frames back, 24 ms behind what it took."""

    def __init__(self, fmt: AirFormat) -> None:
        self._fmt = fmt
        self._codec = encoder(fmt)
        self._pcm = bytearray()
        self._block = fmt.frame_samples * fmt.channels * SAMPLE_BYTES
        self._taken = 0  # samples of one channel

    def encode(self, pcm: bytes) -> bytes:
        """Take samples (channels interleaved, at the air format's rate); return the frames that are now whole."""
        self._pcm += pcm
        whole = len(self._pcm) - len(self._pcm) % self._block
        blocks = bytes(self._pcm[:whole])
        del self._pcm[:whole]
        return self._checked(
            b"".join(self._encoded(blocks[at : at + self._block]) for at in range(0, whole, self._block))
        )

    def flush(self) -> bytes:
        """Return the last frames, the unfinished one filled up with silence; nothing can be taken after."""
        rest = self._encoded(bytes(self._pcm.ljust(self._block, b"\0"))) if self._pcm else b""
        self._pcm.clear()
        return self._checked(rest + b"".join(bytes(packet) for packet in self._codec.encode(None)))

    def _encoded(self, block: bytes) -> bytes:
        frame = AudioFrame("s16", layout(self._fmt.channels), self._fmt.frame_samples)
        frame.sample_rate = self._fmt.sample_rate
        frame.time_base = Fraction(1, self._fmt.sample_rate)
        frame.pts = self._taken
        frame.planes[0].update(block)
        self._taken += self._fmt.frame_samples
        return b"".join(bytes(packet) for packet in self._codec.encode(frame))

    def _checked(self, frames: bytes) -> bytes:
        if frames:
            check_frames(frames, self._fmt)
        return frames
