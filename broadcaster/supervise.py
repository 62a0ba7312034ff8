"""`loa run`: starts the web, play-out and voicing processes, and starts again whichever dies.

The parts are forked from this process, which has imported what they have in common: they share its memory, and one
that is started again is there at once.
"""

import gc
import importlib
import logging
import multiprocessing
import runpy
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess

import click

from station import clock, process
from station.logs import set_up
from station.settings import PROJECT, load

IN_COMMON = ("broadcaster.commands", "content.models")
PARTS = ("web", "broadcast", "voice", "ear")
SHORTEST_LIFE = 5.0  # seconds; a part that dies sooner is started again after a growing rest
LONGEST_REST = 30.0
PATIENCE = 10.0  # seconds for a part to end by itself

log = logging.getLogger(__name__)


@dataclass
class Part:
    """One supervised process."""

    name: str
    process: ForkProcess | None = None
    started_at: float = 0.0
    rest: float = 0.0
    start_at: float = field(default=0.0)


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def run() -> None:
    """Chạy cả đài: trang web, phát thanh và đọc bản tin."""
    set_up()
    load()  # a bad setting stops everything here, with its one sentence
    for module in IN_COMMON:
        importlib.import_module(module)
    gc.collect()
    gc.freeze()  # a collector that walks over shared memory would unshare it
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
    if part.process is not None and part.process.exitcode is not None:
        log.warning("%s ended with status %s after %.0f s", part.name, part.process.exitcode, now - part.started_at)
        part.rest = rest_after(part.rest, lived=now - part.started_at)
        part.start_at, part.process = now + part.rest, None
    if part.process is None and now >= part.start_at:
        part.process, part.started_at = start(part.name), now


def rest_after(rest: float, *, lived: float) -> float:
    """Return the seconds to wait before starting again: none after a good life, doubling after short ones."""
    return 0.0 if lived >= SHORTEST_LIFE else min(LONGEST_REST, max(0.5, rest * 2))


def start(name: str) -> ForkProcess:
    """Start one part as a process of its own that does not outlive this one."""
    part = multiprocessing.get_context("fork").Process(target=_become, args=(name,), name=name)
    part.start()
    return part


def _become(name: str) -> None:
    process.die_with_parent()
    process.call_oneself(f"loa-{name}")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.argv = ["loa", name]
    runpy.run_path(str(PROJECT / "loa.py"), run_name="__main__")


def end(parts: Sequence[Part]) -> None:
    """Ask every part to end, and insist where asking does not help."""
    running = [part.process for part in parts if part.process is not None]
    for each in running:
        each.terminate()
    for each in running:
        each.join(PATIENCE)
        if each.exitcode is None:
            each.kill()
            each.join()
