"""How long the check of a day takes: everything but listening to relays, at 1×, 4× and 16× as many places."""

import dataclasses
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from broadcaster.models import Lease
from broadcaster.preflight import checking, runs
from content.clearance import digest
from content.models import Announcement, Approval, Clip, Revision
from content.shelf import Shelf
from playlists.models import Item, Playlist, Programme
from station import clock
from station.database import Base, Database
from station.models import Person, Zone
from station.settings import Settings, load

ZONES = 300
PROGRAMMES = 8
SIZES = ((75, 2), (300, 2), (300, 8))
ITEMS = 8
CLIPS = 64
CLIP_BYTES = 480_000  # a minute
FRAMES = 2_500
DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)  # eight in the evening
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)
ROUNDS = 3


def main() -> None:
    """Print a table: zones, programmes, places, seconds to check, seconds to keep."""
    click.echo(f"Mỗi chương trình {ITEMS} bản tin, {CLIPS} tệp mỗi tệp một phút; trung vị {ROUNDS} lần, giây.")
    click.echo(f"{'khu vực':>8} {'chương trình':>13} {'ô':>6} {'kiểm tra':>9} {'ghi':>6}")
    for zones, programmes in SIZES:
        checked, kept = measure(zones, programmes)
        click.echo(f"{zones:>8} {programmes:>13} {zones * programmes:>6} {checked:>9.2f} {kept:>6.2f}")


def measure(zones: int, programmes: int) -> tuple[float, float]:
    """Return the seconds that a check takes, and those for which the database is locked to keep it."""
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        settings = dataclasses.replace(load({}), home=Path(folder))
        database = Database(f"sqlite:///{Path(folder) / 'station.db'}")
        Base.metadata.create_all(database.engine)
        with database.writing() as session:
            fill(session, settings, zones, programmes)
        found = [_once(database, settings, zones * programmes) for _ in range(ROUNDS)]
        database.engine.dispose()
    return median(each[0] for each in found), median(each[1] for each in found)


def _once(database: Database, settings: Settings, places: int) -> tuple[float, float]:
    begun = clock.monotonic()
    report = checking.check(database, settings, DAY, now=NOW, listens=False)
    checked = clock.monotonic()
    assert len(report.rows) == places
    with database.writing() as session:
        runs.finish(session, runs.begin(session, DAY, "x", now=NOW).id, report, settings, now=NOW)
    return checked - begun, clock.monotonic() - checked


def fill(session: Session, settings: Settings, zones: int, programmes: int) -> None:
    """A commune whose every zone hears every programme."""
    session.add(Person(id=1, username="x", full_name="X", password_hash="-", roles=[], created_at=LONG_AGO))
    session.add(Zone(id=1, slug="xa", name="Xã", parent_id=None))
    session.add(Lease(name="play-out", holder="x", beat_at=NOW))
    session.flush()
    below = [
        {"id": number, "slug": f"z{number}", "name": f"Thôn {number}", "parent_id": 1} for number in range(2, zones + 1)
    ]
    session.execute(insert(Zone), below)
    for number in range(1, CLIPS + 1):
        _announce(session, settings, number)
    for number in range(1, programmes + 1):
        _book(session, number)


def _announce(session: Session, settings: Settings, number: int) -> None:
    sha = Shelf(settings.clips).keep(number.to_bytes(4, "big") * (CLIP_BYTES // 4))
    made: dict[str, Any] = {
        "air_format": "64k",
        "lufs": -16.0,
        "true_peak_dbtp": -2.0,
        "voice": "x",
        "made_at": LONG_AGO,
    }
    session.add(Clip(sha256=sha, frames=FRAMES, **made))
    born = {"created_at": LONG_AGO, "changed_at": LONG_AGO}
    session.add(Announcement(id=number, form="speech", state="approved", zone_ids=[1], **born))
    session.flush()
    said = {"title": f"Bản tin {number}", "text": "Nội dung.", "author_id": 1, "written_at": LONG_AGO}
    session.add(Revision(id=number, announcement_id=number, number=1, clip_sha256=sha, **said))
    session.flush()
    bound = {"clip_sha256": sha, "digest": digest(sha, [1], None, None), "verdict": "approved"}
    decided = {"announcement_id": number, "revision_id": number, "person_id": 1, "decided_at": LONG_AGO}
    session.add(Approval(id=number, **bound, **decided))


def _book(session: Session, number: int) -> None:
    session.add(Playlist(id=number, name=f"Danh sách {number}", changed_at=LONG_AGO))
    session.flush()
    for place in range(ITEMS):
        said = 1 + (number * ITEMS + place) % CLIPS
        session.add(Item(playlist_id=number, place=place, kind="announcement", announcement_id=said, pause_seconds=1.0))
    at = (datetime.combine(DAY, time(5)) + timedelta(hours=2 * number - 2)).time()
    booked = {"booked_by": "x", "booked_at": LONG_AGO, "zone_ids": [1], "playlist_id": number}
    daily = {"kind": "weekly", "weekdays": list(range(7))}
    when = {"starts_at": at, "first_day": DAY - timedelta(days=7), "rule": daily}
    session.add(Programme(id=number, name=f"Chương trình {number}", **when, **booked))
    session.flush()
