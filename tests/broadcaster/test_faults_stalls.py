"""A machine that stands still, and clocks that jump."""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.ear.proof import TOLERANCE
from broadcaster.outcome import Outcome
from playlists.catchup import CatchUp
from station import clock
from tests.broadcaster.conftest import Station, soon, wait_for
from tests.broadcaster.faults import check, family, heard_of, signal_all

STILL_SECONDS = 4.5
LASTS = timedelta(seconds=9)
HOUR = 3600.0


PARTS = {"all of play-out": slice(None), "its transmitter alone": slice(1, None), "its planner alone": slice(1)}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_after_standing_still_play_out_goes_on_by_its_policy_and_says_so(station: Station, part: slice) -> None:
    process = station.broadcast()
    with station.database.writing() as session:
        long, last = station.announce(session, LASTS.total_seconds(), "Dài"), station.announce(session, 1.0, "Cuối")
        starts_at = soon(2.0)
        station.book(session, [long.id], starts_at, "thon-tay")
    listener = station.hear("thon-tay", patience=10)  # one that came again would be given the last half second again
    wait_for(lambda: len(heard_of(bytes(listener.heard), station.clips[long.id])) > 40, seconds=15)

    still = family(process.pid)[part]
    signal_all(still, signal.SIGSTOP)
    time.sleep(STILL_SECONDS)
    signal_all(still, signal.SIGCONT)
    wait_for(lambda: _is_over(station, 1), seconds=90)
    with station.database.writing() as session:
        station.book(session, [last.id], max(soon(2.0), starts_at + LASTS), "thon-tay")
    wait_for(lambda: _is_over(station, 2), seconds=90)

    sound = listener.stop()
    frames = heard_of(sound, station.clips[long.id])
    assert len(frames) < len(station.clips[long.id]) / 192 - STILL_SECONDS / 0.024 / 2
    assert station.clips[last.id] in sound
    told = next(row for row in station.log() if row.title == "Dài")
    assert abs(told.aired_seconds / 0.024 - len(frames)) <= TOLERANCE
    check(station, sound)


def test_what_a_transmitter_said_to_a_planner_that_stood_still_is_not_lost_when_it_is_killed(station: Station) -> None:
    planner = station.broadcast()
    with station.database.writing() as session:
        long = station.announce(session, LASTS.total_seconds(), "Dài")
        starts_at = soon(3.0)
        station.book(session, [long.id], starts_at, "thon-tay", CatchUp.SKIP)
    listener = station.hear("thon-tay", patience=10)
    (transmitter,) = family(planner.pid)[1:]
    time.sleep(max(0.0, (starts_at - clock.now()).total_seconds() - 0.4))

    os.kill(planner.pid, signal.SIGSTOP)
    wait_for(lambda: len(heard_of(bytes(listener.heard), station.clips[long.id])) > 20, seconds=15)
    os.kill(transmitter, signal.SIGKILL)
    time.sleep(STILL_SECONDS)
    os.kill(planner.pid, signal.SIGCONT)
    wait_for(lambda: _is_over(station, 1), seconds=90)

    (told,) = station.log()
    assert told.outcome is not Outcome.MISSED and told.started_at is not None
    check(station, listener.stop())


def _is_over(station: Station, items: int) -> bool:
    """Start play-out again when it has given up: whichever of its two has not heard of the other for long does."""
    if station.processes[-1].poll() is not None:
        station.broadcast()
    return station.is_over(items)


@pytest.mark.parametrize("step", [HOUR, -HOUR, None], ids=["an hour ahead", "an hour back", "to 1970"])
def test_a_clock_that_jumps_repeats_nothing_and_leaves_no_hole_in_the_log(station: Station, step: float | None) -> None:
    hands = station.home / "hands"
    hands.write_text("0")
    station.environment["TEST_CLOCK_HANDS"] = str(hands)
    station.environment["PYTHONPATH"] = str(Path(__file__).parent / "jumping_clock")
    process = station.broadcast()
    with station.database.writing() as session:
        announcement = station.announce(session, 4.0)
        station.book(session, [announcement.id], soon(2.0), "thon-tay")
    listener = station.hear("thon-tay")
    clip = station.clips[announcement.id]
    wait_for(lambda: len(heard_of(bytes(listener.heard), clip)) > 40, seconds=15)

    hands.write_text(str(-clock.now().timestamp() if step is None else step))
    wait_until = clock.monotonic() + 4.0
    wait_for(lambda: clock.monotonic() > wait_until, seconds=10)
    hands.write_text("0")
    wait_for(lambda: station.is_over(1), seconds=90)

    sound = listener.stop()
    assert process.poll() is None
    assert os.environ.get("TEST_CLOCK_HANDS") is None
    check(station, sound)
