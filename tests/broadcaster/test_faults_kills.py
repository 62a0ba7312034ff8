"""Every process of a station is killed at random moments: the supervisor brings it back, the log stays true."""

import os
import random
import signal
import time
from pathlib import Path

from broadcaster.outcome import Outcome
from tests.broadcaster.conftest import Station, soon, wait_for
from tests.broadcaster.faults import check, family, signal_all

KILLS = 8
PARTS = 4  # what the supervisor starts; the transmitter is a child of play-out


def names(processes: list[int]) -> dict[int, str]:
    """Return what each process calls itself."""
    found = {}
    for each in processes:
        comm = Path(f"/proc/{each}/comm")
        if comm.exists():
            found[each] = comm.read_text().strip()
    return found


def test_kills_at_random_moments_repeat_nothing_and_leave_no_hole_in_the_log(station: Station) -> None:
    chance = random.Random(7)
    supervisor = station.start("run")
    wait_for(station.is_ready, seconds=60)
    with station.database.writing() as session:
        ids = [station.announce(session, 3.0, f"Tin {number}").id for number in range(5)]
        station.book(session, ids, soon(3.0), "thon-dong")
    listener = station.hear("thon-dong")

    struck = []
    for _ in range(KILLS):
        time.sleep(chance.uniform(1.0, 2.5))
        victims = names(family(supervisor.pid)[1:])
        victim = chance.choice(sorted(victims))
        struck.append(victims[victim])
        signal_all([victim], signal.SIGKILL)
    wait_for(lambda: station.is_over(10), seconds=90)

    sound = listener.stop()
    assert supervisor.poll() is None, struck
    assert Outcome.MISSED not in {row.outcome for row in station.log()} or any(
        "dừng" in r.reason for r in station.log()
    )
    check(station, sound)


def test_a_supervisor_that_is_killed_takes_its_parts_with_it(station: Station) -> None:
    supervisor = station.start("run")
    wait_for(station.is_ready, seconds=60)
    whole = family(supervisor.pid)

    os.kill(supervisor.pid, signal.SIGKILL)
    supervisor.wait()

    assert len(whole) > PARTS
    wait_for(lambda: not names(whole), seconds=15)
