"""A voice from a microphone made ready for the air as it comes: shaped for the loudspeakers, held level, encoded."""

from collections.abc import Iterable, Iterator

from av.audio.frame import AudioFrame

from broadcaster.inputs.encoder import Encoder
from content.airformat import AirFormat
from content.presets import Preset
from content.sound import Chain, Step, frames, from_pcm, samples_of, shape

# A mouth comes near and goes away: 9 dB more for the quiet, a third of what is loud, and never over -1.5 dBFS.
_LEVEL: Step = ("acompressor", "threshold=0.06:ratio=3:attack=5:release=200:knee=6:makeup=2.8:detection=rms")
_LIMIT: Step = ("alimiter", "limit=0.84:attack=2:release=50:level=disabled")


class Voice:
    """Takes mono samples in any amounts; gives back the frames that are now whole. A new rate begins a new chain."""

    def __init__(self, fmt: AirFormat, preset: Preset) -> None:
        self._steps = (*preset.steps, _LEVEL, _LIMIT, shape(fmt.sample_rate, fmt.channels))
        self._encoder = Encoder(fmt)
        self._rate = 0  # Hz
        self._chain = Chain(self._steps)
        self._taken = 0  # samples at the present rate

    def take(self, pcm: bytes, rate: int) -> bytes:
        """Return the frames that these 16-bit samples at `rate` Hz complete."""
        if rate != self._rate:
            self._rate, self._taken, self._chain = rate, 0, Chain(self._steps)
        return self._encoder.encode(_joined(self._shaped(pcm)))

    def end(self) -> bytes:
        """Return the last frames."""
        return self._encoder.encode(_joined(self._chain.end())) + self._encoder.flush()

    def _shaped(self, pcm: bytes) -> Iterator[AudioFrame]:
        for frame in frames(from_pcm(pcm, sample_rate=self._rate, channels=1)):
            frame.pts = self._taken
            self._taken += frame.samples
            yield from self._chain.take(frame)


def _joined(shaped: Iterable[AudioFrame]) -> bytes:
    return b"".join(bytes(samples_of(frame)) for frame in shaped)
