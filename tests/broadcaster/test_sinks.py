"""Outputs that were set up by hand: opened, changed, closed, tested; each on its own zone."""

from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.transmitter.feed import Feed
from broadcaster.transmitter.sinks import UNKNOWN, Sinks
from content.airformat import SPEECH, AirFormat
from tests.fakes import FakeOutput


class FakeSink(FakeOutput):
    """A sink that remembers whether it was closed."""

    def __init__(self, spec: OutputSpec, fmt: AirFormat) -> None:
        super().__init__()
        self.health = Health(ok=True, sentence=spec.address)
        self.closed = False

    def close(self) -> None:
        self.closed = True


class Rig:
    """Two zones, and the sinks made for them."""

    def __init__(self) -> None:
        self.made: list[FakeSink] = []
        self.feeds = {zone: Feed(b"....", lambda _: None) for zone in (1, 2)}
        self.sinks = Sinks(SPEECH, {"fake": self._make})

    def _make(self, spec: OutputSpec, fmt: AirFormat) -> FakeSink:
        self.made.append(FakeSink(spec, fmt))
        return self.made[-1]

    def follow(self, *specs: OutputSpec) -> None:
        self.sinks.follow(specs, self.feeds)

    def push(self) -> None:
        for feed in self.feeds.values():
            feed.push(0.0, 0.12)


def spec(number: int, zone: int, address: str = "a", kind: str = "fake") -> OutputSpec:
    return OutputSpec(number, kind, address, zone, f"z{zone}", f"Z{zone}")


def test_an_output_hears_its_zone_and_no_other() -> None:
    rig = Rig()
    rig.follow(spec(7, 1))

    rig.push()

    assert rig.made[0].sound == b"...." * 5
    assert rig.feeds[2].outputs == []


def test_only_what_changed_is_opened_anew() -> None:
    rig = Rig()
    rig.follow(spec(7, 1), spec(8, 2))

    rig.follow(spec(7, 1), spec(8, 2, "b"))

    assert [sink.closed for sink in rig.made] == [False, True, False]
    assert [sink.health.sentence for sink in rig.made] == ["a", "a", "b"]


def test_an_output_that_was_switched_off_is_closed_and_a_listener_is_not_disturbed() -> None:
    rig = Rig()
    listener = FakeOutput()
    rig.feeds[1].outputs.append(listener)
    rig.follow(spec(7, 1))

    rig.follow()

    assert rig.made[0].closed
    assert rig.feeds[1].outputs == [listener]


def test_a_test_tone_goes_to_one_output_alone_for_as_long_as_it_lasts() -> None:
    rig = Rig()
    rig.follow(spec(7, 1), spec(8, 1))
    rig.sinks.test(7, b"tone" * 3)

    rig.push()

    assert rig.made[0].sound == b"tone" * 3 + b"...." * 2
    assert rig.made[1].sound == b"...." * 5


def test_a_tone_ends_at_once_where_an_emergency_begins_and_nowhere_else() -> None:
    rig = Rig()
    rig.follow(spec(7, 1), spec(8, 2))
    rig.sinks.test(7, b"tone" * 3)
    rig.sinks.test(8, b"tone" * 3)

    rig.sinks.end_tests({1: (12,)})
    rig.push()

    assert [made.sound[:4] for made in rig.made] == [b"....", b"tone"]


def test_a_kind_that_this_software_does_not_know_says_so() -> None:
    rig = Rig()

    rig.follow(spec(7, 1, kind="teleport"))

    assert rig.sinks.states() == {7: UNKNOWN}
