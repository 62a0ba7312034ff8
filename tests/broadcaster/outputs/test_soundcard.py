"""The sound card: real aplay into ALSA's file device, a device that is not there, one that goes away."""

import asyncio
import audioop
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcaster.outputs.pcm.conditions import BEHIND
from broadcaster.outputs.pcm.elastic import LONG_SECONDS, MOST_SECONDS, SHORT_SECONDS, copies
from broadcaster.outputs.pcm.sink import PcmSink
from broadcaster.outputs.port import Health, OutputSpec
from content.airformat import SPEECH
from tests.broadcaster.outputs.feeding import PITCH, TICK_SECONDS, Remembering, children, ticks

RATE = 48000
DEVICE = 'pcm.loa_file {{ type file slave.pcm {{ type null }} file "{file}" format "raw" }}\n'
real = pytest.mark.skipif(not shutil.which("aplay"), reason="thiếu chương trình aplay (gói alsa-utils)")


@pytest.mark.parametrize(
    ("waiting", "silent", "wanted"),
    [
        (0.0, False, 1),
        (0.0, True, 2),
        (SHORT_SECONDS, True, 1),
        (LONG_SECONDS + 0.01, True, 0),
        (LONG_SECONDS + 0.01, False, 1),
        (MOST_SECONDS + 0.01, False, 0),
    ],
)
def test_only_silence_is_stretched_or_left_out(waiting: float, silent: bool, wanted: int) -> None:
    assert copies(waiting, silent=silent) == wanted


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound card that writes what it plays into a file."""
    config, target = tmp_path / "asound.conf", tmp_path / "card.raw"
    config.write_text(DEVICE.format(file=target))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    return target


async def _feed(sink: PcmSink, until: Callable[[], bool]) -> bool:
    for part in ticks(160):
        sink.send(part)
        if until():
            return True
        await asyncio.sleep(TICK_SECONDS)
    return False


def tone_seconds(raw: Path) -> float:
    """Return the seconds of our tone in what was played."""
    pcm = audioop.tomono(raw.read_bytes(), 2, 1, 0) if raw.exists() else b""
    step = RATE * 2 // 10
    tenths = [pcm[at : at + step] for at in range(0, len(pcm) - step, step)]
    return sum(audioop.rms(each, 2) > 5000 and abs(audioop.cross(each, 2) - PITCH / 5) <= 3 for each in tenths) / 10


def programs(name: str) -> list[int]:
    """Return the programs of that name that run below us."""
    comm = {each: Path(f"/proc/{each}/comm") for each in children(os.getpid())}
    return [each for each, path in comm.items() if path.exists() and path.read_text().strip() == name]


async def _closed(sink: PcmSink) -> Health:
    health = sink.health
    sink.close()
    while children(os.getpid()):
        await asyncio.sleep(0.02)
    return health


async def _played(device: str, until: Callable[[Health], bool]) -> tuple[bool, Health]:
    sink = PcmSink(OutputSpec(1, "soundcard", device, 1, "xa", "Xã"), SPEECH)
    heard = await _feed(sink, lambda: until(sink.health))
    return heard, await _closed(sink)


@real
def test_a_card_plays_the_sound(card: Path) -> None:
    heard, health = asyncio.run(_played("loa_file", lambda health: tone_seconds(card) >= 1.0))

    assert heard
    assert health.ok or "quá tải" in health.sentence


@real
@pytest.mark.usefixtures("card")
def test_a_device_that_is_not_there_is_told() -> None:
    _, health = asyncio.run(_played("khong_co", lambda health: "khong_co" in health.sentence))

    assert not health.ok
    assert health.sentence.startswith("Không phát được ra thiết bị âm thanh «khong_co»: ")


async def _unplugged(card: Path) -> tuple[list[str], bool]:
    sink = Remembering(OutputSpec(1, "soundcard", "loa_file", 1, "xa", "Xã"), SPEECH)
    await _feed(sink, lambda: sink.health.ok)
    card.unlink()  # the next aplay makes it anew
    os.kill(programs("aplay")[0], signal.SIGKILL)  # as it ends when its card is pulled out
    heard = await _feed(sink, lambda: tone_seconds(card) >= 0.5)
    await _closed(sink)
    return [health.sentence for health in sink.told if not health.ok], heard


@real
def test_a_card_that_goes_away_is_told_of_and_opened_again(card: Path) -> None:
    told, heard = asyncio.run(_unplugged(card))

    assert heard
    assert any("«loa_file»" in sentence or sentence == BEHIND.sentence for sentence in told)
