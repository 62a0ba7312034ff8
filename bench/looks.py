"""How long play-out takes to look at its plan: everything, and just the zones whose moment has come."""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from broadcaster import asrun, queries
from broadcaster.happening import Happening
from broadcaster.models import AsRun
from content.clearance import digest
from content.models import Announcement, Approval, Clip, Revision
from playlists.models import Item, Playlist, Programme
from station import clock
from station.database import Base, Database
from station.models import Person, Zone
from station.settings import load

ZONES = 125  # the least; then four and sixteen times as many
SIZES = (1, 4, 16)
DUE = 60
FRAMES = 2_500  # a minute
DAY = date(2026, 11, 22)
BEGINS = time(5, 30)
ROUNDS = 7
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)
SHA = "{:064x}"


@dataclass(frozen=True)
class Measured:
    """Milliseconds, the median of some rounds."""

    zones: int
    everything: float
    due: float
    on_air: float


def main() -> None:
    """Print a table of looks at 1×, 4× and 16× as many zones, each with a programme and clips of its own."""
    click.echo("Mỗi khu vực một chương trình riêng 5-10 bản tin, đang phát được một nửa; trung vị, mili giây.")
    click.echo(f"{'khu vực':>8} {'xem tất cả':>11} {f'{DUE} khu vực đến giờ':>20} {'trang Đang phát':>16}")
    for times in SIZES:
        found = measure(ZONES * times)
        click.echo(f"{found.zones:>8} {found.everything:>11.0f} {found.due:>20.0f} {found.on_air:>16.0f}")


def measure(zones: int) -> Measured:
    """Fill a database in which every zone is in the middle of a programme, and look."""
    timezone, name = load({}).timezone, "Đài"
    with station() as database:
        start = clock.instant(DAY, BEGINS, timezone)
        with database.writing() as session:
            fill(session, zones)
        middle = start + timedelta(minutes=4, seconds=30)
        _play(database, start, middle, timezone, name)
        gc.collect()
        gc.freeze()  # as the station's processes do when they have begun

        def whole() -> None:
            asrun.look(database, now=middle, timezone=timezone, station_name=name)

        def due() -> None:
            moment = next(moments)
            asrun.look(database, now=moment, timezone=timezone, station_name=name, zones=next(groups))

        def page() -> None:
            with database.reading() as session:
                queries.on_air(session, now=middle, timezone=timezone, station_name=name)

        everything, on_air = _timed(whole), _timed(page)
        groups = iter([frozenset(range(1 + at, 1 + at + DUE)) for at in range(0, zones - DUE, 8)])
        moments = iter(lambda: start + timedelta(minutes=5, seconds=-2), None)
        return Measured(zones, everything, _timed(due), on_air)


def fill(session: Session, zones: int) -> None:
    """Give every zone a playlist of announcements of its own, and a programme at half past five."""
    session.add(Person(id=1, username="x", full_name="X", password_hash="-", roles=[], created_at=LONG_AGO))
    session.flush()
    rows = tables()
    number = 0
    for zone_id in range(1, zones + 1):
        rows[Zone].append({"id": zone_id, "slug": f"z{zone_id}", "name": f"Thôn {zone_id}", "parent_id": None})
        rows[Playlist].append({"id": zone_id, "name": f"Danh sách {zone_id}", "changed_at": LONG_AGO})
        rows[Programme].append(programme(zone_id))
        for place in range(5 + zone_id % 6):
            number += 1
            announce(rows, number, zone_id)
            item = {"kind": "announcement", "announcement_id": number, "pause_seconds": 0.0}
            rows[Item].append({"playlist_id": zone_id, "place": place, **item})
    for table, values in rows.items():
        session.execute(insert(table), values)


def tables() -> dict[type[Base], list[dict[str, Any]]]:
    """Return no rows yet of every table that is filled, in the order in which they can be."""
    return {table: [] for table in (Zone, Clip, Announcement, Revision, Approval, Playlist, Item, Programme)}


def announce(rows: dict[type[Base], list[dict[str, Any]]], number: int, zone_id: int) -> None:
    """Add an approved announcement of a minute for one zone."""
    sha = SHA.format(number)
    clip = {"frames": FRAMES, "air_format": "64k", "lufs": -16.0, "true_peak_dbtp": -2.0, "voice": "x"}
    rows[Clip].append({"sha256": sha, "made_at": LONG_AGO, **clip})
    born = {"created_at": LONG_AGO, "changed_at": LONG_AGO}
    rows[Announcement].append({"id": number, "form": "speech", "state": "approved", "zone_ids": [zone_id], **born})
    said = {"title": f"Bản tin {number}", "text": "Nội dung. " * 60, "author_id": 1, "written_at": LONG_AGO}
    rows[Revision].append({"id": number, "announcement_id": number, "number": 1, "clip_sha256": sha, **said})
    bound = {"clip_sha256": sha, "digest": digest(sha, [zone_id], None, None), "verdict": "approved"}
    decided = {"announcement_id": number, "revision_id": number, "person_id": 1, "decided_at": LONG_AGO}
    rows[Approval].append({"id": number, **bound, **decided})


def programme(zone_id: int) -> dict[str, Any]:
    """Return a daily programme of the playlist with the zone's number."""
    daily = {"kind": "weekly", "weekdays": list(range(7))}
    when = {"starts_at": BEGINS, "first_day": DAY - timedelta(days=7), "rule": daily}
    booked = {"booked_by": "x", "booked_at": LONG_AGO, "zone_ids": [zone_id], "playlist_id": zone_id}
    return {"id": zone_id, "name": f"Chương trình {zone_id}", **when, **booked}


def _play(database: Database, start: datetime, until: datetime, timezone: Any, name: str) -> None:
    """Let everything be claimed and sound until then, a minute an item."""
    told: set[int] = set()
    while start < until:
        asrun.look(database, now=start - timedelta(seconds=2), timezone=timezone, station_name=name)
        with database.writing() as session:
            rows = session.query(AsRun.id).where(AsRun.id > max(told, default=0)).all()
            new = [row.id for row in rows]
            ended = start + FRAMES * timedelta(milliseconds=24)
            entries = [asrun.Entry(number, Happening.STARTED, start, 0) for number in new]
            if ended <= until:
                entries += [asrun.Entry(number, Happening.ENDED, ended, FRAMES) for number in new]
            asrun.write_events(session, entries)
            told |= set(new)
        start += FRAMES * timedelta(milliseconds=24)


@contextmanager
def station() -> Iterator[Database]:
    """An empty database in a file."""
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'station.db'}")
        Base.metadata.create_all(database.engine)
        yield database
        database.engine.dispose()


def _timed(what: Callable[[], None]) -> float:
    found = []
    for _ in range(ROUNDS):
        begun = clock.monotonic()
        what()
        found.append((clock.monotonic() - begun) * 1000)
    return median(found)
