"""The air-check beside the frame loop: it never waits for the disk, and a crash costs less than a second."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

from broadcaster.outputs.aircheck.disk import RealDisk
from broadcaster.outputs.aircheck.recorder import WAITING_SECONDS, Recorder, scribe
from broadcaster.outputs.aircheck.tape import Tape
from broadcaster.outputs.port import Health
from content.airformat import SPEECH
from station import clock
from tests.broadcaster.outputs.numbered import numbers, run_of
from tests.broadcaster.outputs.test_aircheck_tape import FRAME, SIX, TICK
from tests.conftest import SAIGON


class Zone:
    """Sends ticks of numbered frames to a recorder, on a clock of its own."""

    def __init__(self, folder: Path, disk: RealDisk | None = None) -> None:
        tape = Tape(folder, SPEECH, SAIGON, disk or RealDisk(), keep_days=30, only_sound=False)
        self.recorder = Recorder(tape, SPEECH, now=self.now)
        self.sent = 0

    def now(self) -> datetime:
        return SIX + self.sent * FRAME

    def sound(self, seconds: float) -> None:
        until = self.now() + timedelta(seconds=seconds)
        while self.now() < until:
            self.recorder.send(run_of(self.sent, TICK))
            self.sent += TICK


class HangingDisk(RealDisk):
    """A disk that answers only when it is let."""

    def __init__(self) -> None:
        self.let = threading.Event()

    def append(self, file: int, sound: bytes) -> int:
        self.let.wait(30)
        return super().append(file, sound)


def recorded(folder: Path) -> list[int]:
    return [number for path in sorted(folder.iterdir()) for number in numbers(path.read_bytes())]


def test_a_crash_costs_less_than_a_second(tmp_path: Path) -> None:
    zone = Zone(tmp_path)

    for _ in range(40):
        zone.sound(0.25)
        scribe().wait(10)

        assert zone.sent - len(recorded(tmp_path)) <= 1 / 0.024

    assert recorded(tmp_path) == list(range(len(recorded(tmp_path))))


def test_closing_writes_the_rest(tmp_path: Path) -> None:
    zone = Zone(tmp_path)

    zone.sound(2.5)
    zone.recorder.close()

    assert scribe().wait(10)
    assert recorded(tmp_path) == list(range(zone.sent))
    assert zone.recorder.health == Health(ok=True)


def test_a_disk_that_hangs_holds_up_nobody_and_costs_half_a_minute_of_memory(tmp_path: Path) -> None:
    disk = HangingDisk()
    zone = Zone(tmp_path, disk)

    began = clock.monotonic()
    zone.sound(120)
    seconds = clock.monotonic() - began
    waiting, health = zone.recorder._bytes, zone.recorder.health
    disk.let.set()
    scribe().wait(10)
    zone.sound(2)
    zone.recorder.close()
    scribe().wait(10)

    assert seconds < 2
    assert waiting <= WAITING_SECONDS * 8000
    assert "quá chậm" in health.sentence
    assert recorded(tmp_path)[-1] == zone.sent - 1
    assert zone.recorder.health == Health(ok=True)
