"""The real relay process, driven and listened to by a test."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from broadcaster.inputs.condition import Report
from broadcaster.inputs.order import Order
from station import clock
from station.settings import PROJECT


class Relay:
    """A running relay process, and everything it has said."""

    def __init__(self, address: str, home: Path, source: str = "relay:1") -> None:
        self.reports: list[Report] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "broadcaster.inputs.relay"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
        )
        assert self.process.stdin is not None
        self.process.stdin.write(Order(address, "speech", -16.0, str(home), source).line())
        self.process.stdin.flush()
        threading.Thread(target=self._listen, daemon=True).start()

    def wait(self, fits: Callable[[Report], bool], *, after: int = 0, seconds: float = 30) -> Report:
        """Return the first report that fits, of those after the first so many."""
        until = clock.monotonic() + seconds
        while clock.monotonic() < until:
            if found := next((report for report in self.reports[after:] if fits(report)), None):
                return found
            threading.Event().wait(0.02)
        raise AssertionError(f"only {self.reports[-3:]}")

    def end(self) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(5)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            self.reports.extend(Report.read(line) for line in lines)


@contextlib.contextmanager
def relay(address: str, home: Path) -> Iterator[Relay]:
    running = Relay(address, home)
    try:
        yield running
    finally:
        running.end()
