"""From PCM to RTP payloads of 20 ms: G.711 by audioop, L16 by swapping bytes, Opus by libopus."""

import audioop
import sys
from collections.abc import Callable

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from broadcaster.outputs.pcm.decoding import Decoder
from broadcaster.outputs.rtp.formats import Format

PACKETS = 6  # in a block of 120 ms
OPUS_BITS_PER_SECOND = 48_000  # full-band mono speech and music (RFC 7587 section 3.1.1)
KEPT_BATCHES = 20  # for which an encoder waits for the block that follows its last one

Payloads = tuple[bytes, ...]


class Coder:
    """Makes the six payloads of a block in one format; the same block after the same one is made once."""

    def __init__(self, decoder: Decoder, form: Format) -> None:
        self._decoder = decoder
        self._form = form
        self._made: dict[tuple[bytes, bytes], Payloads] = {}
        self._opus = OpusLines()

    def payloads(self, before: bytes, block: bytes) -> Payloads:
        """Return the payloads of a block that follows another."""
        key = (before, block)
        if key not in self._made:
            pcm = self._decoder.pcm(before, block, rate=self._form.rate, channels=1)
            if self._form.name == "opus":
                self._made[key] = self._opus.encode(before, block, pcm)
            else:
                self._made[key] = cut(PLAIN[self._form.name](pcm))
        return self._made[key]

    def forget(self) -> None:
        """Let go of this batch."""
        self._made.clear()
        self._opus.age()


def cut(coded: bytes) -> Payloads:
    """Cut a block into equal packets."""
    size = len(coded) // PACKETS
    return tuple(coded[at : at + size] for at in range(0, len(coded), size))


def _big_endian(pcm: bytes) -> bytes:
    return audioop.byteswap(pcm, 2) if sys.byteorder == "little" else pcm


PLAIN: dict[str, Callable[[bytes], bytes]] = {
    "pcmu": lambda pcm: audioop.lin2ulaw(pcm, 2),
    "pcma": lambda pcm: audioop.lin2alaw(pcm, 2),
    "l16": _big_endian,
    "l16-16k": _big_endian,
}


class OpusLines:
    """Opus encoders remember what they encoded, so each is found again by its last block."""

    def __init__(self) -> None:
        self._lines: dict[bytes, tuple[int, AudioCodecContext]] = {}
        self._batch = 0

    def encode(self, before: bytes, block: bytes, pcm: bytes) -> Payloads:
        """Encode with the encoder that did the block before; after silence, or where ways part, with a new one."""
        encoder = self._lines.pop(before, (0, None))[1] or _opus_encoder()
        payloads = tuple(bytes(packet) for piece in cut(pcm) for packet in encoder.encode(_opus_frame(piece)))
        self._lines[block] = (self._batch, encoder)
        return payloads

    def age(self) -> None:
        """Let go of encoders that nothing has followed for some seconds."""
        self._batch += 1
        self._lines = {key: line for key, line in self._lines.items() if self._batch - line[0] < KEPT_BATCHES}


def _opus_encoder() -> AudioCodecContext:
    context = av.CodecContext.create("libopus", "w")
    assert isinstance(context, AudioCodecContext)
    context.sample_rate, context.layout, context.format = 48000, "mono", "s16"
    context.bit_rate = OPUS_BITS_PER_SECOND
    context.options = {"frame_duration": "20", "application": "audio"}
    return context


def _opus_frame(pcm: bytes) -> AudioFrame:
    frame = AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2, align=1)
    frame.planes[0].update(pcm)
    frame.sample_rate = 48000
    return frame
