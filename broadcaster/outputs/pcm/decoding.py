"""From frames to PCM, once for all zones that send the same frames."""

import audioop

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame

from broadcaster.outputs.pcm.wire import BLOCK_FRAMES, PRIMER_FRAMES
from content.airformat import FRAME_SECONDS, AirFormat, silent_frame


class Decoder:
    """Makes PCM of a block as a function of what went before it and itself, and remembers it for one batch.

    An MPEG frame's sound depends on the two frames before it and, with the bit reservoir off, on nothing else:
    decoding those two first gives the same samples, to the bit, as decoding the whole stream would.
    """

    def __init__(self, fmt: AirFormat) -> None:
        self._fmt = fmt
        context = av.CodecContext.create("mp3float", "r")
        assert isinstance(context, AudioCodecContext)
        self._context = context
        self._resamplers: dict[tuple[int, int], av.AudioResampler] = {}
        self._frames: dict[tuple[bytes, bytes], list[AudioFrame]] = {}
        self._pcm: dict[tuple[bytes, bytes, int, int], bytes] = {}

    def pcm(self, before: bytes, block: bytes, *, rate: int, channels: int) -> bytes:
        """Return a block as 16-bit samples in this machine's byte order."""
        if channels > self._fmt.channels:  # the resampler would take 3 dB away
            return audioop.tostereo(self.pcm(before, block, rate=rate, channels=1), 2, 1, 1)
        primer = before[-PRIMER_FRAMES * self._fmt.frame_bytes :]
        key = (primer, block, rate, channels)
        if key not in self._pcm:
            wanted = round(len(block) // self._fmt.frame_bytes * FRAME_SECONDS * rate) * channels * 2
            self._pcm[key] = self._resampled(primer, block, rate, channels)[-wanted:].rjust(wanted, b"\0")
        return self._pcm[key]

    def forget(self) -> None:
        """Let go of this batch: its blocks do not come again."""
        self._frames.clear()
        self._pcm.clear()

    def _resampled(self, primer: bytes, block: bytes, rate: int, channels: int) -> bytes:
        """Push primer and block through the one resampler of this shape; the primer washes older sound out of it.

        What it holds back, a few milliseconds, is always the same, so blocks join without a seam.
        """
        if (rate, channels) not in self._resamplers:
            layout = "mono" if channels == 1 else "stereo"
            resampler = self._resamplers[rate, channels] = av.AudioResampler(format="s16", layout=layout, rate=rate)
            silence = silent_frame(self._fmt)
            self._push(resampler, self._decoded(silence, silence * BLOCK_FRAMES), channels)  # its first push is short
        return self._push(self._resamplers[rate, channels], self._decoded(primer, block), channels)

    def _push(self, resampler: av.AudioResampler, frames: list[AudioFrame], channels: int) -> bytes:
        made = [piece for frame in frames for piece in resampler.resample(frame)]
        return b"".join(bytes(piece.planes[0])[: piece.samples * channels * 2] for piece in made)

    def _decoded(self, primer: bytes, block: bytes) -> list[AudioFrame]:
        if (primer, block) not in self._frames:
            self._context.flush_buffers()
            data, size = primer + block, self._fmt.frame_bytes
            packets = (av.Packet(data[at : at + size]) for at in range(0, len(data), size))
            frames = [frame for packet in packets for frame in self._context.decode(packet)]
            for frame in frames:
                frame.pts = None  # the resampler would fill what it takes for gaps
            self._frames[primer, block] = frames
        return self._frames[primer, block]
