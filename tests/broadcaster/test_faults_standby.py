"""Two play-outs on one database: one plays, the other takes over within seconds, and nothing is aired twice."""

import signal
import subprocess
from datetime import timedelta

import pytest

from tests.broadcaster.conftest import Station, free_port, soon, wait_for
from tests.broadcaster.faults import check, family, heard_of, signal_all

LASTS = timedelta(seconds=9)


@pytest.fixture
def second(station: Station) -> Station:
    """A second play-out of the same station, on a port of its own."""
    twin = Station(station.home, station.database, station.people, station.zones, free_port(), station.clips)
    station.broadcast()
    twin.processes = station.processes
    twin.start("broadcast")
    return twin


@pytest.mark.parametrize("fault", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stopped"])
def test_the_second_sounds_soon_after_the_first_fell_silent_and_nothing_sounds_twice(
    station: Station, second: Station, fault: signal.Signals
) -> None:
    first: subprocess.Popen[bytes] = station.processes[0]
    with station.database.writing() as session:
        long, last = station.announce(session, LASTS.total_seconds(), "Dài"), station.announce(session, 1.0, "Cuối")
        starts_at = soon(4.0)
        station.book(session, [long.id], starts_at, "thon-tay")
    before, after = station.hear("thon-tay"), second.hear("thon-tay")
    clip = station.clips[long.id]
    wait_for(lambda: len(heard_of(bytes(before.heard), clip)) > 80, seconds=20)

    whole = family(first.pid)
    signal_all(whole, fault)
    wait_for(second.is_ready, seconds=60)
    if fault == signal.SIGSTOP:
        signal_all(whole, signal.SIGCONT)  # it wakes, and must not sound
    with station.database.writing() as session:
        station.book(session, [last.id], max(soon(3.0), starts_at + LASTS + timedelta(seconds=1)), "thon-tay")
    wait_for(lambda: station.is_over(2), seconds=90)

    one, two = before.stop(), after.stop()
    assert not set(heard_of(one, clip)) & set(heard_of(two, clip))
    assert station.clips[last.id] in two and not heard_of(one, station.clips[last.id])
    check(station, one)
    check(station, two)
