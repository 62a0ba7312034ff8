"""Naming processes for good, and ending the right one."""

import subprocess
import sys
import time

from station import process


def sleeper() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])


def test_a_process_that_is_dead_and_not_yet_buried_is_gone() -> None:
    child = sleeper()
    started = process.started_at(child.pid)

    child.kill()
    while process.started_at(child.pid) == started:
        time.sleep(0.01)

    assert process.started_at(child.pid) == process.GONE
    child.wait()


def test_a_process_is_ended_only_if_it_is_still_the_one_that_was_meant() -> None:
    child = sleeper()

    process.kill(child.pid, "1")
    spared = child.poll() is None
    process.kill(child.pid, process.started_at(child.pid))

    assert spared
    assert child.wait(10) == -9
