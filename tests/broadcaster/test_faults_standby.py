"""Two play-outs on one database: one plays, the other takes over within seconds, and nothing is aired twice."""

import signal
import subprocess
import time

import pytest

from station import clock
from tests.broadcaster.conftest import Station, free_port, soon, wait_for
from tests.broadcaster.faults import check, family, heard_of, signal_all

TAKEN_OVER_SECONDS = 10.0  # three and a half on a quiet machine, five is promised; tests run where others work too


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
        long, last = station.announce(session, 14.0, "Dài"), station.announce(session, 1.0, "Cuối")
        station.book(session, [long.id, last.id], soon(4.0), "thon-tay")
    before, after = station.hear("thon-tay"), second.hear("thon-tay")
    clip = station.clips[long.id]
    wait_for(lambda: len(heard_of(bytes(before.heard), clip)) > 80, seconds=20)

    whole = family(first.pid)
    signal_all(whole, fault)
    struck_at = clock.monotonic()
    wait_for(lambda: bool(heard_of(bytes(after.heard), clip)), seconds=15)
    took = clock.monotonic() - struck_at
    if fault == signal.SIGSTOP:
        time.sleep(2.0)
        signal_all(whole, signal.SIGCONT)
    wait_for(lambda: station.is_over(2), seconds=90)

    one, two = before.stop(), after.stop()
    assert took < TAKEN_OVER_SECONDS
    assert not set(heard_of(one, clip)) & set(heard_of(two, clip))
    assert station.clips[last.id] in two and not heard_of(one, station.clips[last.id])[:-1]
    check(station, one)
    check(station, two)
