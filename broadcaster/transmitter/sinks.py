"""The outputs that were set up by hand, each tied to its zone's feed; a test tone goes to one of them alone."""

from collections.abc import Callable, Collection, Mapping, Sequence

from broadcaster.outputs.port import Health, OutputSpec, Sink, Titled
from broadcaster.transmitter.feed import Feed
from content.airformat import AirFormat

Kinds = Mapping[str, Callable[[OutputSpec, AirFormat], Sink]]
UNKNOWN = Health(ok=False, sentence="Phần mềm này không biết loại đầu ra đó.")


class Tested:
    """An output that hears a tone in place of its zone for as long as the tone lasts."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self._tone = b""

    def test(self, tone: bytes) -> None:
        """Begin the tone with the next frames."""
        self._tone = tone

    def send(self, frames: bytes) -> None:
        """Take the zone's frames; while a tone lasts, its frames go out instead."""
        tone, self._tone = self._tone[: len(frames)], self._tone[len(frames) :]
        self.sink.send(tone + frames[len(tone) :])


class Sinks:
    """Opens and closes outputs as they are set up, changed and switched off."""

    def __init__(self, fmt: AirFormat, kinds: Kinds) -> None:
        self._fmt = fmt
        self._kinds = kinds
        self._specs: dict[int, OutputSpec] = {}
        self._open: dict[int, Tested] = {}
        self._titled: dict[int, Titled] = {}

    def follow(self, specs: Sequence[OutputSpec], feeds: Mapping[int, Feed]) -> None:
        """Have exactly these outputs open, each on its zone's feed; what has not changed is not disturbed."""
        wanted = {spec.output_id: spec for spec in specs}
        for output_id in [key for key, spec in self._specs.items() if wanted.get(key) != spec]:
            self._specs.pop(output_id)
            self._titled.pop(output_id, None)
            if (tested := self._open.pop(output_id, None)) is not None:
                tested.sink.close()
        for output_id in [key for key in wanted if key not in self._specs]:
            self._specs[output_id] = wanted[output_id]
            if (make := self._kinds.get(wanted[output_id].kind)) is not None:
                sink = make(wanted[output_id], self._fmt)
                self._open[output_id] = Tested(sink)
                if isinstance(sink, Titled):
                    self._titled[output_id] = sink
        self._tie(feeds)

    def test(self, output_id: int, tone: bytes) -> None:
        """Let one output hear a tone."""
        if (tested := self._open.get(output_id)) is not None:
            tested.test(tone)

    def end_tests(self, zone_ids: Collection[int]) -> None:
        """Let no tone cover what begins in these zones now."""
        for output_id, tested in self._open.items():
            if self._specs[output_id].zone_id in zone_ids:
                tested.test(b"")

    def name(self, feeds: Mapping[int, Feed]) -> None:
        """Tell the outputs that show it what sounds in their zone, or the zone's name."""
        for output_id, sink in self._titled.items():
            spec = self._specs[output_id]
            if (feed := feeds.get(spec.zone_id)) is not None:
                sink.title(feed.title or spec.zone_name)

    def states(self) -> dict[int, Health]:
        """Return how each output is."""
        return {key: self._open[key].sink.health if key in self._open else UNKNOWN for key in self._specs}

    def close(self) -> None:
        """Close all of them."""
        for tested in self._open.values():
            tested.sink.close()

    def _tie(self, feeds: Mapping[int, Feed]) -> None:
        for zone_id, feed in feeds.items():
            ours = [each for key, each in self._open.items() if self._specs[key].zone_id == zone_id]
            listeners = [output for output in feed.outputs if not isinstance(output, Tested)]
            feed.outputs[:] = [*ours, *listeners]
