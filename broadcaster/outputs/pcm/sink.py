"""The transmitter's side of an output that needs PCM: cuts frames into blocks and hands them to the child, no more."""

from broadcaster.outputs.pcm.conditions import OPENING
from broadcaster.outputs.pcm.cutter import Cutter
from broadcaster.outputs.pcm.hub import Hub
from broadcaster.outputs.pcm.wire import Closed, Opened
from broadcaster.outputs.port import OutputSpec
from content.airformat import AirFormat
from station import clock


class PcmSink:
    """A Sink whose sound is decoded by the decoding child."""

    def __init__(self, spec: OutputSpec, fmt: AirFormat) -> None:
        self.health = OPENING
        self._id = spec.output_id
        self._cutter = Cutter(fmt)
        self._hub = Hub.of_this_loop(fmt)
        self._hub.add(Opened(spec), self)

    def send(self, frames: bytes) -> None:
        """Pass frames on in blocks of five."""
        for due, block in self._cutter.cut(frames, now=clock.monotonic()):
            self._hub.play(self._id, due, block)

    def close(self) -> None:
        """Have the child close its side."""
        self._hub.remove(Closed(self._id))
