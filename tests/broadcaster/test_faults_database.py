"""A database that nobody can write to, and a disk that is full: sound goes on, and the log catches up."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from broadcaster.outcome import Outcome
from station import clock
from tests.broadcaster.conftest import Station, soon, wait_for
from tests.broadcaster.faults import check, family, heard_of, locked, signal_all

LOCKED_SECONDS = 20.0  # twice as long as a writer waits for its lock


def test_a_locked_database_stops_no_claimed_sound_and_what_was_not_claimed_is_written_down(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        long, later = station.announce(session, 6.0, "Dài"), station.announce(session, 4.0, "Sau")
        starts_at = soon(2.0)
        station.book(session, [long.id, later.id], starts_at, "thon-tay")
    listener = station.hear("thon-tay")
    wait_for(lambda: bool(heard_of(bytes(listener.heard), station.clips[long.id])), seconds=15)

    with locked(station):
        time.sleep(LOCKED_SECONDS)
    wait_for(lambda: station.is_over(2), seconds=90)

    sound = listener.stop()
    assert station.clips[long.id] in sound
    rows = {row.title: row for row in station.log()}
    assert rows["Dài"].outcome is Outcome.AIRED
    assert rows["Sau"].outcome is not Outcome.AIRED or station.clips[later.id] in sound
    check(station, sound)


def test_what_sounded_behind_a_locked_database_is_not_forgotten_by_a_crash(station: Station) -> None:
    process = station.broadcast()
    with station.database.writing() as session:
        first, second = station.announce(session, 2.0, "Trước"), station.announce(session, 5.0, "Sau")
        station.book(session, [first.id, second.id], soon(3.0), "thon-tay")
    listener = station.hear("thon-tay")
    wait_for(lambda: bool(station.log()), seconds=15)  # claimed, and not begun

    with locked(station):
        wait_for(lambda: station.clips[first.id][-1920:] in bytes(listener.heard), seconds=15)
        time.sleep(0.5)
        signal_all(family(process.pid), signal.SIGKILL)
        process.wait()
    station.broadcast()
    wait_for(lambda: station.is_over(2), seconds=90)

    sound = listener.stop()
    rows = {row.title: row for row in station.log()}
    assert rows["Trước"].outcome is Outcome.AIRED
    assert bytes(sound).count(station.clips[first.id][:1920]) == 1
    check(station, sound)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    if os.geteuid() != 0:
        pytest.skip("chỉ root mới gắn được ổ đĩa nhỏ để làm đầy")
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("máy này không cho gắn ổ đĩa")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Leave not a byte."""
    stuffing = disk / "stuffing"
    with suppress(OSError), stuffing.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return stuffing


def test_a_full_disk_stops_no_claimed_sound_and_the_log_catches_up_when_there_is_room(
    small_disk: Path, station: Station
) -> None:
    station.move(small_disk)
    station.broadcast()
    with station.database.writing() as session:
        announcement = station.announce(session, 4.0)
        station.book(session, [announcement.id], soon(2.0), "thon-tay")
    listener = station.hear("thon-tay")
    wait_for(lambda: bool(heard_of(bytes(listener.heard), station.clips[announcement.id])), seconds=15)

    stuffing = fill(small_disk)
    wait_until = clock.monotonic() + 5.0
    wait_for(lambda: clock.monotonic() > wait_until, seconds=10)
    stuffing.unlink()
    wait_for(lambda: station.is_over(1), seconds=90)

    sound = listener.stop()
    assert station.clips[announcement.id] in sound
    check(station, sound)
