"""What befell claimed items, kept in a file from the instant it is known until the database has it.

A locked database may keep the log waiting for long. Whoever dies meanwhile must not take along what it knew: an item of
which nobody knows that it sounded would be aired again. The file's age tells when its process was last alive.
It is not forced to the disk: it is meant to outlive a process, not a power cut.
"""

import contextlib
import json
import logging
import secrets
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.happening import Happening
from broadcaster.logbook import Entry, write_events
from broadcaster.models import AsRun, AsRunEvent
from content.shelf import write_whole

NAME = "nhat-ky-cho-ghi-"

log = logging.getLogger(__name__)


class Spool:
    """One process's file; may be used from several threads. A full disk keeps nothing, and stops nobody."""

    def __init__(self, home: Path) -> None:
        self._path = home / f"{NAME}{secrets.token_hex(6)}.jsonl"
        self._lock = threading.Lock()

    def add(self, entry: Entry) -> None:
        """Keep one more."""
        with self._lock, _forgiven(), self._path.open("a", encoding="utf-8") as file:
            file.write(_line(entry))

    def keep(self, entries: Sequence[Entry]) -> None:
        """Keep only these: the database has the others."""
        with self._lock, _forgiven():
            write_whole(self._path, "".join(map(_line, entries)).encode(), durable=False)

    def touch(self) -> None:
        """Give a sign of life."""
        with _forgiven():
            self._path.touch()

    def take_in(self, session: Session) -> datetime | None:
        """Write down what processes before this one could not; return when the last of them was alive."""
        found = self._others()
        entries = [entry for path in found for entry in _read(path)]
        write_events(session, _lacking(session, entries))
        ages = [path.stat().st_mtime for path in found]
        return datetime.fromtimestamp(max(ages), UTC) if ages else None

    def forget_others(self) -> None:
        """Remove the files of those before: the database has them now."""
        for path in self._others():
            path.unlink(missing_ok=True)

    def _others(self) -> list[Path]:
        found = (path for path in self._path.parent.glob(f"{NAME}*.jsonl") if path != self._path)
        return sorted(found, key=lambda path: path.stat().st_mtime)


def _lacking(session: Session, entries: Iterable[Entry]) -> list[Entry]:
    """Return each entry once, and only if it is not in the log: its process may have died after writing it."""
    wanted = list(dict.fromkeys(entries))
    numbers = {each.as_run_id for each in wanted}
    claimed = set(session.scalars(select(AsRun.id).where(AsRun.id.in_(numbers))))
    columns = (AsRunEvent.as_run_id, AsRunEvent.happening, AsRunEvent.at, AsRunEvent.frame)
    rows = session.execute(select(*columns).where(AsRunEvent.as_run_id.in_(numbers)))
    known = {(number, happening, at, frame) for number, happening, at, frame in rows}
    return [
        each
        for each in wanted
        if each.as_run_id in claimed and (each.as_run_id, each.happening.value, each.at, each.frame) not in known
    ]


def _line(entry: Entry) -> str:
    kept = [entry.as_run_id, entry.happening.value, entry.at.isoformat(), entry.frame, entry.reason]
    return json.dumps(kept, ensure_ascii=False) + "\n"


def _read(path: Path) -> list[Entry]:
    """Read a file; a line that death cut short is left out."""
    found = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            as_run_id, happening, at, frame, reason = json.loads(line)
            found.append(Entry(int(as_run_id), Happening(happening), datetime.fromisoformat(at), int(frame), reason))
    return found


@contextlib.contextmanager
def _forgiven() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        log.warning("what befell could not be kept in a file: %s", problem)
