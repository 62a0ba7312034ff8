"""Gain and limiter for sound that flows: the gain may change while it does, no peak passes the ceiling."""

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

from content.airformat import AirFormat
from content.levelling import limiter
from content.loudness import STANDARD
from content.sound import layout, samples_of, shape

_HEADROOM_DB = 1.0  # the encoder lifts a peak by up to about this much


class Gain:
    """Takes frames of float samples at the air format's rate; gives 16-bit samples."""

    def __init__(self, fmt: AirFormat) -> None:
        self._graph = Graph()
        self._taken = 0
        source = self._graph.add_abuffer(
            sample_rate=fmt.sample_rate, format="flt", layout=layout(fmt.channels), time_base=None
        )
        self._volume = self._graph.add("volume", "0dB:precision=float")
        steps = [limiter(STANDARD.true_peak_dbtp - _HEADROOM_DB), shape(fmt.sample_rate, fmt.channels)]
        chain = [self._graph.add(name, arguments) for name, arguments in steps]
        self._graph.link_nodes(source, self._volume, *chain, self._graph.add("abuffersink")).configure()

    def apply(self, frame: AudioFrame, gain_db: float) -> bytes:
        """Return the samples that the frame brings out; the limiter keeps 3 ms back."""
        self._volume.process_command("volume", f"{gain_db:.2f}dB")
        frame.pts = self._taken
        self._taken += frame.samples
        self._graph.push(frame)
        out = b""
        while True:
            try:
                pulled = self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return out
            assert isinstance(pulled, AudioFrame)
            out += samples_of(pulled)
