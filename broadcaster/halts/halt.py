"""Stop-everything, kept in a file: it works while the database is locked or gone.

The file's existence silences the station, whatever it holds: a full disk or a damaged file must never put sound back
on the air. What was ended stays beside it, under its own number, until the audit trail has it (`halt_record`).
"""

import contextlib
import errno
import json
import logging
import os
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from content.shelf import write_whole
from station.nudge import nudge

FILE = "dung-tat-ca.json"
ENDED = "dung-tat-ca-da-thoi-"
PLAYER = "broadcast"  # the process that falls silent
LONGEST_WHY = 200
UNKNOWN = "?"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_FULL = {errno.ENOSPC, errno.EDQUOT}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Halt:
    """An order that silences every zone: by whom, since when, why; and who ended it, once somebody has."""

    number: str
    by: str
    at: datetime
    why: str = ""
    released_by: str = ""
    released_at: datetime | None = None

    @property
    def reason(self) -> str:
        """What the log says of everything that did not sound because of it."""
        return f"«{self.by}» đã dừng phát toàn đài" + (f": {self.why}" if self.why else "")


def halted(home: Path) -> Halt | None:
    """Return the order that holds now, None when the station may sound."""
    return _read(home / FILE)


def is_any(home: Path) -> bool:
    """Is there an order at all, one that holds or one that is over? Cheap: asked every few seconds, for ever."""
    return any(home.glob(f"{FILE}*")) or any(home.glob(f"{ENDED}*"))


def halt(home: Path, by: str, now: datetime, why: str = "") -> Halt:
    """Silence every zone from now on; an order that holds already stays as it is."""
    order = Halt(secrets.token_hex(6), by, now, " ".join(why.split())[:LONGEST_WHY])
    _put_once(home, order)
    nudge(home, PLAYER)
    _settle(home / FILE, home)  # silence does not wait for the disk
    return halted(home) or order


def release(home: Path, by: str, now: datetime) -> Halt | None:
    """Let the station sound again; return the order that ended, None when none held."""
    held = halted(home)
    if held is None:
        return None
    over = replace(held, released_by=by, released_at=now)
    try:
        write_whole(home / f"{ENDED}{over.number}.json", _written(over))
    except OSError as problem:
        log.error("the end of a halt could not be kept for the audit trail: %s (%s)", over, problem)
    (home / FILE).unlink(missing_ok=True)
    nudge(home, PLAYER)
    _settle(home)
    return over


def ended(home: Path) -> list[Halt]:
    """Return the orders that are over and wait for the audit trail, the oldest first."""
    found = (_read(path) for path in home.glob(f"{ENDED}*.json"))
    return sorted((each for each in found if each), key=lambda each: each.at)


def forget(home: Path, order: Halt) -> None:
    """Drop the file of an order that is over and written down."""
    (home / f"{ENDED}{order.number}.json").unlink(missing_ok=True)


def _put_once(home: Path, order: Halt) -> None:
    """Put the file there at once or not at all; whoever comes second finds it there."""
    home.mkdir(parents=True, exist_ok=True)
    fresh = home / f"{FILE}.{order.number}"
    try:
        write_whole(fresh, _written(order), durable=False)
        with contextlib.suppress(FileExistsError):
            os.link(fresh, home / FILE)
    except OSError as problem:
        if problem.errno not in _FULL:
            raise
        (home / FILE).touch()  # a name needs no room on the disk: silence first, the particulars where they fit
        log.error("every zone was silenced, but the disk is too full to say by whom: %s", order)
    finally:
        fresh.unlink(missing_ok=True)


def _settle(*paths: Path) -> None:
    """Make what was done survive a power cut."""
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _read(path: Path) -> Halt | None:
    try:
        text, changed = path.read_text("utf-8"), path.stat().st_mtime
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        text, changed = "", 0.0
    try:
        return _halt(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Halt(f"{UNKNOWN}{changed:.0f}", UNKNOWN, datetime.fromtimestamp(changed, UTC) if changed else _NEVER)


def _halt(told: dict[str, str]) -> Halt:
    over = told.get("released_at")
    return Halt(
        number=str(told["number"]),
        by=str(told["by"]),
        at=_instant(told["at"]),
        why=str(told.get("why", "")),
        released_by=str(told.get("released_by", "")),
        released_at=_instant(over) if over else None,
    )


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment


def _written(order: Halt) -> bytes:
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(order).items()}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
