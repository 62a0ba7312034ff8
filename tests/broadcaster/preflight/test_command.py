"""The command, and the process that the evening and the button begin: for real, on a real station."""

import sys
from datetime import timedelta
from subprocess import run

import pytest

from broadcaster.preflight import child, runs
from station import clock
from station.settings import PROJECT, load
from tests.broadcaster.conftest import Station, wait_for
from tests.conftest import SAIGON


def booked(station: Station, *, approved: bool) -> None:
    """Book something for tomorrow, of which the file is there or not."""
    tomorrow = clock.now() + timedelta(days=1)
    with station.database.writing() as session:
        announcement = station.announce(session, 2.0)
        station.book(session, [announcement.id], tomorrow.replace(microsecond=0))
    if not approved:
        next((station.home / "clips").glob("*.mp3")).unlink()


@pytest.mark.parametrize("good", [True, False])
def test_the_command_tells_and_keeps_what_is_red(station: Station, good: bool) -> None:
    booked(station, approved=good)
    day = (clock.local(clock.now(), SAIGON) + timedelta(days=1)).date()

    words = [sys.executable, str(PROJECT / "loa.py"), "preflight", "--day", day.isoformat()]
    done = run(words, env=station.environ(), capture_output=True, text=True, check=False)

    assert done.returncode == 1  # a station that does not play is red in any case
    assert ("tệp âm thanh không còn trong kho" in done.stdout) is not good
    assert "Trình phát không chạy" in done.stdout
    with station.database.reading() as session:
        kept = runs.newest(session, day)
        assert kept and kept.finished_at and kept.red == 1 + 4 * (not good)


def test_the_process_that_a_button_begins_finishes_the_run_it_was_given(station: Station) -> None:
    booked(station, approved=True)
    day = (clock.local(clock.now(), SAIGON) + timedelta(days=1)).date()
    with station.database.writing() as session:
        number = runs.begin(session, day, "minh", now=clock.now()).id

    child.start(load(station.environ()), number)

    def is_finished() -> bool:
        with station.database.reading() as session:
            return runs.get(session, number).finished_at is not None

    wait_for(is_finished, seconds=30)
