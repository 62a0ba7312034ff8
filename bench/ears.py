"""Listeners in a process of their own, so that hearing does not hinder sending; see `bench/hearing.py` for the ways."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from station.errors import StationError
from station.settings import PROJECT


class NotHeard(StationError):
    """The listeners' process ended early."""

    def __init__(self) -> None:
        super().__init__("Tiến trình nghe thử dừng giữa chừng.")


class Ears:
    """A process that listens in one of the ways until it is asked what it heard."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def heard(self) -> Any:
        """End the listening; return what the way of hearing returns."""
        told, _ = self._process.communicate("over\n", timeout=120)
        if self._process.returncode:
            raise NotHeard
        return json.loads(told)


@contextmanager
def ears(way: str, **told: Any) -> Iterator[Ears]:
    """Listen until the block ends; all listeners are there when it begins."""
    words = [sys.executable, "-m", "bench.hearing", way]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, **pipes, text=True, cwd=PROJECT, env=os.environ) as process:  # type: ignore[call-overload]
        try:
            process.stdin.write(f"{json.dumps(told)}\n")
            process.stdin.flush()
            if process.stdout.readline() != "ready\n":
                raise NotHeard
            yield Ears(process)
        finally:
            process.kill()
