"""How long a year of timetable takes, what is due now, and whether a new weekly series clashes with all of it.

Processor time, for nothing of it waits: the figures hold on a machine that others work on too.
"""

import gc
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from playlists import queries
from playlists import timetable as plan
from playlists.booking import checking, clashes
from playlists.daytypes import Calendar, DayType
from playlists.models import GuardRule, Item, Playlist, Programme, ProgrammeException
from playlists.recurring import rules
from playlists.recurring.recurrence import HolidayEves, LunarDays, MonthWeekday, Rule, Weekly
from playlists.timetable import Booking
from station import clock
from station.database import Base, Database
from station.models import Zone

ZONES = 300  # the least; then four and sixteen times as many
SIZES = {1: 5, 4: 3, 16: 1}  # and how often each is measured
PROGRAMMES = 8  # a zone
PLAYLISTS = 200
TIMEZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BOOKED = datetime(2026, 11, 1, tzinfo=UTC)
FIRST = date(2026, 11, 1)
NOW = datetime(2026, 12, 31, 22, 32, tzinfo=UTC)  # 05:32 in the commune
A_YEAR = timedelta(days=365)
DAILY = Weekly(frozenset(range(7)))
RULES: tuple[Rule, ...] = (
    DAILY,
    DAILY,
    Weekly(frozenset(range(5))),
    Weekly(frozenset({6})),
    Weekly(frozenset({2, 4}), 2),
    LunarDays(frozenset({1, 15})),
    MonthWeekday(-1, 4),
    HolidayEves(),
)
TET = date(2027, 2, 5)
HOLIDAYS = {
    *(TET + timedelta(days=number) for number in range(7)),
    *(date(2027, *day) for day in ((1, 1), (4, 16), (4, 30), (5, 1), (9, 2), (9, 3))),
}
CALENDAR = Calendar(
    {**dict.fromkeys(HOLIDAYS, DayType.HOLIDAY), date(2027, 7, 24): DayType.MOURNING}, frozenset(HOLIDAYS)
)


@dataclass(frozen=True)
class Measured:
    """Milliseconds of processor time, the median of some rounds."""

    zones: int
    starts: int
    year: float
    due: float
    due_read: float
    clash: float
    clash_read: float


def main() -> None:
    """Print a table of a year at 1×, 4× and 16× as many zones."""
    click.echo(
        f"{PROGRAMMES} chương trình một khu vực, mỗi chương trình 4 ngoại lệ một năm; trung vị, mili giây bộ xử lý."
    )
    heads = ("khu vực", "buổi/năm", "cả năm", "đến giờ", "đến giờ, kể cả đọc", "trùng giờ", "trùng giờ, kể cả đọc")
    click.echo("".join(f"{head:>21}" for head in heads))
    for times, rounds in SIZES.items():
        found = measure(ZONES * times, rounds)
        figures = (found.year, found.due, found.due_read, found.clash, found.clash_read)
        click.echo(f"{found.zones:>21}{found.starts:>21}" + "".join(f"{each:>21.1f}" for each in figures))


def measure(zones: int, rounds: int) -> Measured:
    """Fill a database with a year of programmes, and ask."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = Database(f"sqlite:///{Path(folder) / 'year.db'}")
        Base.metadata.create_all(database.engine)
        with database.writing() as session:
            fill(session, zones)
        try:
            with database.reading() as session:
                return _asked(session, zones, rounds)
        finally:
            database.engine.dispose()


def fill(session: Session, zones: int) -> None:
    """Give every zone programmes of its own, each with days skipped, moved and replaced."""
    rows: dict[type[Base], list[dict[str, Any]]] = {
        table: [] for table in (Zone, Playlist, Item, Programme, ProgrammeException, GuardRule)
    }
    for number in range(1, PLAYLISTS + 1):
        rows[Playlist].append({"id": number, "name": f"Danh sách {number}", "changed_at": BOOKED})
        rows[Item] += [
            {"playlist_id": number, "place": place, "kind": "pause", "pause_seconds": 60.0} for place in range(8)
        ]
    for zone_id in range(1, zones + 1):
        rows[Zone].append({"id": zone_id, "slug": f"z{zone_id}", "name": f"Thôn {zone_id}", "parent_id": None})
        for place, rule in enumerate(RULES):
            _programme(rows, zone_id, place, rule)
    always = {"windows": [["00:00", "00:00", list(range(7))]], "sessions_a_day": 12, "session_minutes": 45}
    rows[GuardRule].append({**always, "day_minutes": 240, "changed_by": "x", "changed_at": BOOKED})
    for table, values in rows.items():
        session.execute(insert(table), values)


def _programme(rows: dict[type[Base], list[dict[str, Any]]], zone_id: int, place: int, rule: Rule) -> None:
    number = (zone_id - 1) * PROGRAMMES + place + 1
    playlist = 1 + number % PLAYLISTS
    by_type = {"holiday": 1 + (number + 1) % PLAYLISTS, "mourning": None} if place < 3 else {}
    when = {"starts_at": time(5 + 2 * place, zone_id % 12 * 5), "first_day": FIRST, "rule": rules.kept(rule)}
    booked = {"booked_by": "x", "booked_at": BOOKED, "zone_ids": [zone_id], "playlist_id": playlist}
    rows[Programme].append({"id": number, "name": f"Buổi {number}", "by_day_type": by_type, **when, **booked})
    made = {"programme_id": number, "made_by": "x", "made_at": BOOKED, "to_day": None, "to_time": None}
    for turn in range(4):
        day = date(2027, 1, 4) + timedelta(days=turn * 84 + zone_id % 50)
        told = {"skips": turn < 2, "playlist_id": 1 if turn == 2 else None}
        moved = {"to_day": day, "to_time": time(6 + 2 * place, 40)} if turn == 3 else {}
        rows[ProgrammeException].append({**made, "day": day, **told, **moved})


def _asked(session: Session, zones: int, rounds: int) -> Measured:
    booked = queries.bookings(session, since=NOW)
    room = replace(_room(session), calendar=CALENDAR)
    weekly = _weekly(frozenset(range(1, zones + 1)))
    due = (NOW - timedelta(minutes=30), NOW + timedelta(minutes=30))
    gc.collect()
    gc.freeze()  # as the station's processes do when they have begun
    now_booked = queries.bookings(session, since=due[0], until=due[1])  # with the exceptions of these days
    starts = 0
    timed = partial(_timed, rounds=rounds)

    def year() -> None:
        nonlocal starts
        starts = sum(
            len(run.between(NOW, NOW + A_YEAR))
            for run in list(plan.runs(booked, NOW, NOW + A_YEAR, TIMEZONE, CALENDAR))
        )

    def check() -> None:
        checking.check(session, weekly, replace(_room(session), calendar=CALENDAR))

    return Measured(
        zones=zones,
        year=timed(year),
        starts=starts,
        due=timed(lambda: plan.occurrences(now_booked, *due, TIMEZONE, CALENDAR)),
        due_read=timed(lambda: queries.coming(session, *due, TIMEZONE)),
        clash=timed(lambda: _nothing(room.clash(weekly))),
        clash_read=timed(check),
    )


def _room(session: Session) -> Any:
    return checking.room(session, clock.local(NOW, TIMEZONE).date(), now=NOW, timezone=TIMEZONE)


def _weekly(zones: frozenset[int]) -> Booking:
    """Return a new series of the whole commune, on Saturdays at an hour that others have from Monday to Friday."""
    return Booking(0, "Mới", 1, time(9, 2), FIRST, None, Weekly(frozenset({5})), zones, 0, BOOKED, None)


def _nothing(found: clashes.Clash | None) -> None:
    if found is not None:
        raise AssertionError(found)


def _timed(deed: Callable[[], object], rounds: int) -> float:
    found = []
    for _ in range(rounds):
        begun = process_time()
        deed()
        found.append((process_time() - begun) * 1000)
    return median(found)
