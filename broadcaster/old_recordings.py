"""Recordings (air-checks) that no recorder looks after any more: their output was deleted or switched off."""

import contextlib
import logging
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from broadcaster.models import Output
from broadcaster.outputs.aircheck.pieces import expired
from station import clock
from station.database import Database
from station.models import Zone
from station.settings import Settings

KIND = "file"
HOUR = 3600  # seconds between sweeps
KEPT_DAYS = 30  # where no output says for how long: as long as one keeps them that was set up without a word

log = logging.getLogger(__name__)


def sweep(database: Database, settings: Settings, *, now: datetime) -> list[str]:
    """Remove what is older than its output keeps, or kept for the usual time if that is gone; return the names."""
    folders = settings.home / "aircheck"
    if not folders.is_dir():
        return []
    with database.reading() as session:
        kept = _kept_days(session)
    gone = []
    for folder in sorted(path for path in folders.iterdir() if path.is_dir()):
        days = kept.get(folder.name, KEPT_DAYS)
        names = (path.name for path in folder.iterdir())
        for name in expired(names, now=now, keep_days=days, zone=settings.timezone):
            (folder / name).unlink(missing_ok=True)
            gone.append(f"{folder.name}/{name}")
        if folder.name not in kept:
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()
    return gone


def sweep_hourly(database: Database, settings: Settings) -> None:
    """Do it now; a database or a disk that does not answer is asked again in an hour."""
    try:
        sweep(database, settings, now=clock.now())
    except (OperationalError, OSError) as problem:
        log.warning("old recordings could not be swept: %s", problem)


def _kept_days(session: Session) -> dict[str, int]:
    """Return for how many days each zone's output keeps its recordings, by the zone's slug."""
    query = select(Zone.slug, Output.options).join(Zone, Zone.id == Output.zone_id).where(Output.kind == KIND)
    return {slug: int(options.get("keep_days") or KEPT_DAYS) for slug, options in session.execute(query)}
