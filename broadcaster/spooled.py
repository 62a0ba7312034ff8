"""The files of what befell claimed items and may not be in the log: their names, and their lines.

Play-out's both processes write such files, so that nothing here may know of a database.
"""

import contextlib
import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Protocol

from broadcaster.happening import Happening

NAME = "nhat-ky-cho-ghi-"
LINES = ".jsonl"
SIGN = ".con-song"  # ends the name of the file that is a sign of life

Told = tuple[int, Happening, datetime, int, str]  # which claim, what befell it, when, at which frame, why


class Befallen(Protocol):
    """Something that befell a claimed item."""

    @property
    def as_run_id(self) -> int: ...
    @property
    def happening(self) -> Happening: ...
    @property
    def at(self) -> datetime: ...
    @property
    def frame(self) -> int: ...
    @property
    def reason(self) -> str: ...


def new_path(home: Path) -> Path:
    """Return a path that no process has written to."""
    return home / f"{NAME}{secrets.token_hex(6)}{LINES}"


def sign(path: Path, at: datetime) -> None:
    """Leave a sign of life. Raise OSError."""
    ages = (at.timestamp(), at.timestamp())
    try:
        os.utime(path, ages)
    except FileNotFoundError:
        path.touch()
        os.utime(path, ages)


def line(entry: Befallen) -> str:
    """Return one entry as a line of such a file."""
    kept = [entry.as_run_id, entry.happening.value, entry.at.isoformat(), entry.frame, entry.reason]
    return json.dumps(kept, ensure_ascii=False) + "\n"


def read(path: Path) -> list[Told]:
    """Read a file; a line that death cut short is left out."""
    found = []
    for each in path.read_text("utf-8", errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            as_run_id, happening, at, frame, reason = json.loads(each)
            found.append((int(as_run_id), Happening(happening), datetime.fromisoformat(at), int(frame), reason))
    return found
