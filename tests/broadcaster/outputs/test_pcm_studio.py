"""The decoding child's rules: what is decoded, for whom, and what is left out when the machine is too slow."""

from broadcaster.outputs.pcm.coding import Payloads
from broadcaster.outputs.pcm.pump_line import PumpLine
from broadcaster.outputs.pcm.studio import CALM_SECONDS, STALE_SECONDS, Studio
from broadcaster.outputs.pcm.wire import BLOCK_FRAMES, SILENT, Batch, Closed, Lagging, Opened, Packets, Play, Told
from broadcaster.outputs.port import OutputSpec
from content.airformat import SPEECH
from content.codec import encoded
from tests.content.sounds import tone


class FakePump(PumpLine):
    """Keeps what it was told to send."""

    def __init__(self) -> None:
        super().__init__(lambda told: None, lambda work: work)
        self.written: list[object] = []

    def write(self, message: Opened | Closed | Packets) -> None:
        self.written.append(message)

    @property
    def packets(self) -> list[Packets]:
        return [each for each in self.written if isinstance(each, Packets)]


def blocks(count: int) -> list[bytes]:
    size = SPEECH.frame_bytes * BLOCK_FRAMES
    sound = encoded(tone(120 * (count + 1)), SPEECH)
    return [sound[at * size : (at + 1) * size] for at in range(count)]


def studio(outputs: int) -> tuple[Studio, FakePump, list[Told | Lagging]]:
    pump, told = FakePump(), list[Told | Lagging]()
    made = Studio(SPEECH, pump, told.append)
    for number in range(outputs):
        spec = OutputSpec(number, "rtp", f"239.255.0.{number + 1}:5004", number, "xa", "Xã")
        made.take(Opened(spec), now=0.0)
    return made, pump, told


def test_zones_that_air_the_same_share_every_packet() -> None:
    made, pump, _ = studio(100)
    for number, block in enumerate(blocks(3)):
        plays = tuple(Play(output_id, number * 0.12, 0) for output_id in range(100))
        made.take(Batch((block,), plays), now=number * 0.12)

    assert [len(packets.blocks) for packets in pump.packets] == [1, 1, 1]
    assert [len(packets.plays) for packets in pump.packets] == [100, 100, 100]


def test_silence_is_decoded_only_where_sound_rings_on_into_it() -> None:
    made, pump, _ = studio(1)
    for number, block in enumerate([SILENT, 0, SILENT, SILENT]):
        made.take(Batch(tuple(blocks(1)), (Play(0, number * 0.12, block),)), now=number * 0.12)

    assert [len(packets.blocks) for packets in pump.packets] == [0, 1, 1, 0]


def test_the_same_block_after_another_one_is_not_the_same_sound() -> None:
    made, pump, _ = studio(2)
    first, second = blocks(2)
    made.take(Batch((first, second), (Play(0, 0.0, 0), Play(1, 0.0, 1))), now=0.0)
    made.take(Batch((second,), (Play(0, 0.12, 0), Play(1, 0.12, 0))), now=0.12)

    sounds: tuple[Payloads, ...] = pump.packets[1].blocks
    assert len(sounds) == 2


def test_blocks_that_come_too_late_are_left_out_and_told_once() -> None:
    made, pump, told = studio(2)
    late = 10.0 + STALE_SECONDS + 0.1
    (block,) = blocks(1)
    made.take(Batch((), (Play(0, 10.0, SILENT),)), now=10.0)
    for _ in range(3):
        made.take(Batch((block,), (Play(0, 10.0, 0), Play(1, 10.0, 0))), now=late)
    made.take(Batch((block,), (Play(0, late, 0),)), now=late)
    made.take(Batch((block,), (Play(0, late + CALM_SECONDS + 1, 0),)), now=late + CALM_SECONDS + 1)

    assert [len(packets.blocks) for packets in pump.packets] == [0, 0, 0, 0, 1, 1]
    assert [len(packets.plays) for packets in pump.packets] == [1, 2, 2, 2, 1, 1]  # the stream itself goes on
    assert told == [Lagging(True), Lagging(False)]


def test_what_came_while_the_process_started_is_late_and_no_news() -> None:
    made, pump, told = studio(1)
    made.take(Batch(tuple(blocks(1)), (Play(0, 10.0, 0),)), now=20.0)

    assert told == [] and pump.packets[0].blocks == ()


def test_a_closed_output_is_sent_nothing() -> None:
    made, pump, _ = studio(1)
    made.take(Closed(0), now=0.0)
    made.take(Batch(tuple(blocks(1)), (Play(0, 0.0, 0),)), now=0.0)

    assert pump.written[-1] == Closed(0)


def test_what_cannot_be_opened_is_told_and_disturbs_nobody() -> None:
    made, pump, told = studio(1)
    made.take(Opened(OutputSpec(7, "rtp", "ở đâu đó", 1, "xa", "Xã")), now=0.0)
    made.take(Batch(tuple(blocks(1)), (Play(7, 0.0, 0), Play(0, 0.0, 0))), now=0.0)

    assert [isinstance(each, Told) and (each.output_id, each.health.ok) for each in told] == [(7, False)]
    assert [play.output_id for play in pump.packets[0].plays] == [0]


def test_an_ended_studio_closes_its_outputs() -> None:
    made, pump, _ = studio(2)

    made.close()

    assert pump.written[-2:] == [Closed(0), Closed(1)]
