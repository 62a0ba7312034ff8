"""`loa run`: starts the web, play-out and voicing processes, and starts again whichever dies."""

import ctypes
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import click

from station import clock
from station.logs import set_up
from station.settings import PROJECT, load

PARTS = ("web", "broadcast", "voice", "ear")
SHORTEST_LIFE = 5.0  # seconds; a part that dies sooner is started again after a growing rest
LONGEST_REST = 30.0
PATIENCE = 10.0  # seconds for a part to end by itself
PR_SET_PDEATHSIG = 1  # prctl(2)

log = logging.getLogger(__name__)


@dataclass
class Part:
    """One supervised process."""

    name: str
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    rest: float = 0.0
    start_at: float = field(default=0.0)


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def run() -> None:
    """Chạy cả đài: trang web, phát thanh và đọc bản tin."""
    set_up()
    load()  # a bad setting stops everything here, with its one sentence
    supervise(PARTS)


def supervise(names: Sequence[str]) -> None:
    """Keep the parts running until told to end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parts = [Part(name) for name in names]
    try:
        while True:
            for part in parts:
                tend(part, now=clock.monotonic())
            time.sleep(0.2)
    except KeyboardInterrupt:
        log.info("ending")
    finally:
        end(parts)


def tend(part: Part, *, now: float) -> None:
    """Start a part that is not running, after its rest; notice one that has died."""
    if part.process is not None and part.process.poll() is not None:
        log.warning("%s ended with status %s after %.0f s", part.name, part.process.returncode, now - part.started_at)
        part.rest = rest_after(part.rest, lived=now - part.started_at)
        part.start_at, part.process = now + part.rest, None
    if part.process is None and now >= part.start_at:
        part.process, part.started_at = start(part.name), now


def rest_after(rest: float, *, lived: float) -> float:
    """Return the seconds to wait before starting again: none after a good life, doubling after short ones."""
    return 0.0 if lived >= SHORTEST_LIFE else min(LONGEST_REST, max(0.5, rest * 2))


def start(name: str) -> subprocess.Popen[bytes]:
    """Start one part as a process of its own that does not outlive this one."""
    command = [sys.executable, str(PROJECT / "loa.py"), name]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent)


def end(parts: Sequence[Part]) -> None:
    """Ask every part to end, and insist where asking does not help."""
    running = [part.process for part in parts if part.process is not None]
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
