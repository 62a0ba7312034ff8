"""What befell claimed items, kept in a file from the instant it is known until the database has it.

A locked database may keep the log waiting for long. Whoever dies meanwhile must not take along what it knew: an item of
which nobody knows that it sounded would be aired again. The age of an empty file beside it tells when its transmitter
was last alive. Neither is forced to the disk: they are meant to outlive a process, not a power cut.
"""

import contextlib
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import spooled
from broadcaster.logbook import Entry, write_events
from broadcaster.models import AsRun, AsRunEvent
from content.shelf import write_whole

log = logging.getLogger(__name__)


class Spool:
    """One process's files; may be used from several threads. A full disk keeps nothing, and stops nobody."""

    def __init__(self, home: Path) -> None:
        self._path = spooled.new_path(home)
        self._sign = self._path.with_suffix(spooled.SIGN)
        self._lock = threading.Lock()

    def add(self, entry: Entry) -> None:
        """Keep one more."""
        with self._lock, _forgiven(), self._path.open("a", encoding="utf-8") as file:
            file.write(spooled.line(entry))

    def keep(self, entries: Sequence[Entry]) -> None:
        """Keep only these: the database has the others."""
        with self._lock, _forgiven():
            write_whole(self._path, "".join(map(spooled.line, entries)).encode(), durable=False)

    @property
    def sign(self) -> Path:
        """The file by which the transmitter shows that it sends."""
        return self._sign

    def take_in(self, session: Session) -> datetime | None:
        """Write down what processes before this one could not; return when the last of them was alive."""
        entries = [Entry(*told) for path in self._others(spooled.LINES) for told in spooled.read(path)]
        write_events(session, _lacking(session, entries))
        ages = [path.stat().st_mtime for path in self._others(spooled.SIGN)]
        return datetime.fromtimestamp(max(ages), UTC) if ages else None

    def forget_others(self) -> None:
        """Remove the files of those before: the database has them now."""
        for path in (*self._others(spooled.LINES), *self._others(spooled.SIGN)):
            path.unlink(missing_ok=True)

    def _others(self, suffix: str) -> list[Path]:
        own = (self._path, self._sign)
        found = (path for path in self._path.parent.glob(f"{spooled.NAME}*{suffix}") if path not in own)
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


@contextlib.contextmanager
def _forgiven() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        log.warning("what befell could not be kept in a file: %s", problem)
