"""How long it is silent when the playing one of two play-outs is killed or stopped in mid-item, until the other sounds.

Both run on one database, each with a stream of its own. The whole first one is struck at once, its transmitter too, as
when a machine loses its power (SIGKILL) or hangs (SIGSTOP); counted is until the first frame of the programme that a
listener of the second one hears. That nothing sounds twice is for the tests to say.
"""

import dataclasses
import os
import socket
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL, SIGSTOP, Signals
from statistics import median

import click

from bench import bulletins
from bench.size import Size
from bench.stocked import Stock, broadcasting, stocked
from station import clock
from web.demo.station import DemoFailed, free_port, whole_second

ROUNDS = 5
CLIP_SECONDS = 60.0
AHEAD_SECONDS = 6.0
SOUNDING_SECONDS = 3.0
MOST_SECONDS = 30.0
TRY_SECONDS = 0.02
FAULTS = {"kill -9": SIGKILL, "SIGSTOP": SIGSTOP}
TARGET = 5  # seconds
MARK = b"hai trinh phat"


def main(size: Size) -> None:
    """Print for each fault the middle and the longest silence."""
    click.echo("Hai trình phát trên một cơ sở dữ liệu; giây im lặng từ lúc trình đang phát gặp sự cố:")
    for name, fault in FAULTS.items():
        found = [_silence(fault) for _ in range(size.rounds or ROUNDS)]
        told = ", ".join(f"{each:.1f}" for each in found)
        click.echo(f"  {name}: giữa {median(found):.1f}, lâu nhất {max(found):.1f} ({told}; mục tiêu {TARGET})")


def _silence(fault: Signals) -> float:
    """Return the seconds from the fault to the second play-out's first frame."""
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as name, stocked(Path(name), 1) as stock:
        number = stock.announce(bulletins.signal(MARK, CLIP_SECONDS), "Bản tin dài")
        twin = replace(stock, settings=dataclasses.replace(stock.settings, stream_port=free_port()))
        with broadcasting(stock) as first, broadcasting(twin, stands_by=True):
            starts_at = whole_second(AHEAD_SECONDS)
            stock.book({"thon-1": [number]}, starts_at)
            time.sleep((starts_at - clock.now()).total_seconds() + SOUNDING_SECONDS)
            struck = clock.monotonic()
            _strike(first, fault)
            try:
                return _first_frame(twin, deadline=struck + MOST_SECONDS) - struck
            finally:
                _strike(first, SIGKILL)  # what was stopped could not be ended otherwise


def _strike(processes: Sequence[int], fault: Signals) -> None:
    for each in processes:
        with suppress(ProcessLookupError):
            os.kill(each, fault)


def _first_frame(stock: Stock, *, deadline: float) -> float:
    """Return when the programme is first heard from a play-out (monotonic). Raise DemoFailed after the deadline."""
    while clock.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", stock.settings.stream_port), timeout=1) as line:
            line.sendall(f"GET {stock.path('thon-1')} HTTP/1.1\r\nHost: loa\r\n\r\n".encode())
            heard = b""
            while clock.monotonic() < deadline and (data := line.recv(65536)):
                heard += data
                if MARK in heard:
                    return clock.monotonic()
        time.sleep(TRY_SECONDS)
    raise DemoFailed("Trình phát thứ hai không phát.")
