"""How long a rundown takes that draws from a long queue: the rule alone, and a look that reads everything it needs."""

import gc
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench import looks
from broadcaster import facts
from broadcaster.models import AsRun
from content.models import Announcement, Campaign, QueueEntry
from playlists.models import Item, ItemKind, Playlist, Programme
from playlists.queueing import draws
from playlists.queueing.queue import Airing, Candidate, Goal, History, Queue
from playlists.rundown import Line, Room
from playlists.timetable import Occurrence
from station import clock
from station.database import Base
from station.models import Person, Zone
from station.settings import load

CANDIDATES = 500  # the least; then four and sixteen times as many
SIZES = (1, 4, 16)
CAMPAIGNS = 20
HEARD = 4  # airings of each candidate that lie in the log
FRAMES = 2_500  # a minute
ROOM = 25_000  # ten minutes
DAY = date(2026, 11, 22)
ROUNDS = 7
TIMEZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Measured:
    """Milliseconds of the processor, the best of some rounds: the work of one process that waits for nothing."""

    candidates: int
    rule: float
    look: float


def main() -> None:
    """Print a table at 1×, 4× and 16× as many candidates."""
    click.echo("Một buổi lấy 10 phút từ hàng chờ; mỗi bản tin đã phát 4 lượt, 20 đợt có mục tiêu.")
    click.echo("Mili giây của bộ xử lý, vòng nhanh nhất.")
    click.echo(f"{'bản tin chờ':>12} {'quy tắc chọn':>13} {'kịch bản từ cơ sở dữ liệu':>26}")
    for times in SIZES:
        found = measure(CANDIDATES * times)
        click.echo(f"{found.candidates:>12} {found.rule:>13.1f} {found.look:>26.1f}")


def measure(many: int) -> Measured:
    """Time the draw of values, and a look of one zone at a programme that draws."""
    start = _occurrence()
    known = _facts(start, many)
    gc.collect()
    gc.freeze()  # as the station's processes do when they have begun
    rule = _timed(lambda: draws.fill([start], known, timezone=TIMEZONE))
    with looks.station() as database:
        with database.writing() as session:
            _fill(session, many)
        moment = start.starts_at - timedelta(minutes=5)

        def look() -> None:
            with database.reading() as session:
                found = facts.read(session, now=moment, timezone=load({}).timezone, station_name="Đài")
            assert len(next(iter(found.lines_there.values()))) == ROOM // FRAMES

        look()
        gc.collect()
        gc.freeze()
        return Measured(many, rule, _timed(look))


def _occurrence() -> Occurrence:
    starts_at = clock.instant(DAY, time(5, 30), TIMEZONE)
    return Occurrence(1, "Buổi sáng", 1, starts_at, frozenset({1}), 0, looks.LONG_AGO)


def _facts(start: Occurrence, many: int) -> draws.Facts:
    candidates = tuple(
        Candidate(
            number,
            f"Bản tin {number}",
            FRAMES,
            frozenset({1}),
            last_day=DAY + timedelta(days=number % 60),
            total=5 + number % 20,
            campaign_id=1 + number % CAMPAIGNS,
        )
        for number in range(1, many + 1)
    )
    goals = {
        number: Goal(number, f"Đợt {number}", DAY, DAY + timedelta(days=60), 100) for number in range(1, CAMPAIGNS + 1)
    }
    queue = Queue(candidates, goals, {each.announcement_id: each.campaign_id for each in candidates})
    lately = [
        (f"p9@{times}", Airing(each.announcement_id, start.starts_at - timedelta(hours=20 + times), DAY, FRAMES))
        for times in range(HEARD)
        for each in candidates
    ]
    history = History((), tuple(sorted(lately, key=lambda row: row[1].at)))
    return draws.Facts(queue, {start.key: (Line("q1", None, room=Room(1, ROOM)),)}, {1: history})


def _fill(session: Session, many: int) -> None:
    """A zone, a programme that draws, and a queue with its campaigns and its log."""
    session.add(Person(id=1, username="x", full_name="X", password_hash="-", roles=[], created_at=looks.LONG_AGO))
    session.flush()
    rows = looks.tables()
    for number in range(1, many + 1):
        looks.announce(rows, number, 1)
        rows[Announcement][-1]["campaign_id"] = 1 + number % CAMPAIGNS
    days = {"first_day": DAY - timedelta(days=20), "last_day": DAY + timedelta(days=60), "zone_ids": [1]}
    started = {"started_by": "x", "started_at": looks.LONG_AGO, "goal_airings": 100}
    drives = [{"id": number, "name": f"Đợt {number}", **days, **started} for number in range(1, CAMPAIGNS + 1)]
    rows[Zone].append({"id": 1, "slug": "z1", "name": "Thôn 1", "parent_id": None})
    rows[Playlist].append({"id": 1, "name": "Lấy tin", "changed_at": looks.LONG_AGO})
    rows[Item].append({"playlist_id": 1, "place": 0, "kind": ItemKind.QUEUE, "queue_seconds": 600.0})
    rows[Programme].append(looks.programme(1))
    written: dict[type[Base], list[dict[str, Any]]] = {Campaign: drives, **rows}
    written |= {QueueEntry: [_entry(number) for number in range(1, many + 1)], AsRun: _log(many)}
    for table, values in written.items():
        session.execute(insert(table), values)


def _entry(number: int) -> dict[str, Any]:
    terms = {"last_day": DAY + timedelta(days=number % 60), "total": 5 + number % 20}
    return {"announcement_id": number, "queued_by": "x", "queued_at": looks.LONG_AGO, **terms}


def _log(many: int) -> list[dict[str, Any]]:
    aired = {"zone_id": 1, "zone_name": "Thôn 1", "programme_name": "X", "title": "X", "clip_sha256": "x", "seal": "x"}
    return [
        {
            "occurrence": f"p9@{times}",
            "item": f"q1.{number}.1",
            "announcement_id": number,
            "frames": FRAMES,
            "planned_at": datetime(2026, 11, 2 + times, tzinfo=UTC),
            "claimed_at": looks.LONG_AGO,
            "quieter_db": 0,
            **aired,
        }
        for times in range(HEARD)
        for number in range(1, many + 1)
    ]


def _timed(what: Any) -> float:
    found = []
    for _ in range(ROUNDS):
        begun = process_time()
        what()
        found.append((process_time() - begun) * 1000)
    return min(found)
