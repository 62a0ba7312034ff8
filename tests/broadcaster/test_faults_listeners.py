"""Listeners that misbehave harm nobody but themselves."""

import resource
import socket
from contextlib import ExitStack

import pytest

from broadcaster.outcome import Outcome
from station import clock
from tests.broadcaster.conftest import Station, soon, wait_for
from tests.broadcaster.faults import check

MANY = 5_000


def connect(port: int, zone: str) -> socket.socket:
    """Ask for a stream with the smallest of buffers."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect(("127.0.0.1", port))
    line.sendall(f"GET /stream/{zone}.mp3 HTTP/1.1\r\nHost: loa\r\n\r\n".encode())
    return line


def test_a_hundred_listeners_that_never_read_cost_the_others_nothing(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        announcement = station.announce(session, 2.0)
        station.book(session, [announcement.id], soon(3.0), "thon-tay")

    with ExitStack() as lines:
        for _ in range(100):
            lines.enter_context(connect(station.port, "thon-tay"))
        listener = station.hear("thon-tay")
        wait_for(lambda: station.is_over(1), seconds=90)
        sound = listener.stop()

    assert station.clips[announcement.id] in sound
    assert [row.outcome for row in station.log()] == [Outcome.AIRED]
    check(station, sound)


def test_five_thousand_connections_at_once_do_not_disturb_the_air(station: Station) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < MANY + 200:
        pytest.skip(f"máy này chỉ cho mở {hard} tệp một lúc, cần {MANY + 200}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # the station inherits it
    station.broadcast()
    with station.database.writing() as session:
        announcement = station.announce(session, 3.0)
        station.book(session, [announcement.id], soon(3.0), "thon-tay")
    listener = station.hear("thon-tay")

    with ExitStack() as lines:
        begun = clock.monotonic()
        crowd = [lines.enter_context(connect(station.port, "thon-tay")) for _ in range(MANY)]
        for line in crowd:
            line.settimeout(10)
            assert line.recv(12) == b"HTTP/1.1 200"
        took = clock.monotonic() - begun
        wait_for(lambda: station.is_over(1), seconds=90)
        sound = listener.stop()

    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert took < 20
    assert station.clips[announcement.id] in sound
    check(station, sound)
