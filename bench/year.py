"""What the calendar of the year costs: at every look of play-out, after a change, and on the page of a month."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

import click
from sqlalchemy import insert
from sqlalchemy.orm import Session

from playlists.models import YearDay
from playlists.year import calendar, yeardays, yearkeeping, yearqueries
from station.database import Base, Database
from station.settings import load

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
EXACT = 40  # days off decided for one year each, beside the list that ships; then four and sixteen times as many
SIZES = (1, 4, 16)
ROUNDS = 51


def main() -> None:
    """Print a table at 1×, 4× and 16× as many days that are decided one by one."""
    click.echo("Lịch năm: trung vị, mili giây. Mỗi lượt xem đọc lại danh sách ngày, tính lại khi danh sách đổi.")
    click.echo(f"{'ngày riêng':>10} {'không đổi':>10} {'tính cả năm':>12} {'trang tháng':>12}")
    for times in SIZES:
        click.echo("{:>10} {:>10.3f} {:>12.2f} {:>12.1f}".format(EXACT * times, *measure(EXACT * times)))


def measure(days: int) -> tuple[float, float, float]:
    """Return the milliseconds of a read when nothing changed, of a year worked out anew, and of a month's page."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'year.db'}")
        Base.metadata.create_all(database.engine)
        with database.writing() as session:
            yearkeeping.begin(session, now=NOW)
            _decide(session, days)
        with database.reading() as session:
            rows = [(day.kind, day.falls, day.days) for day in yearkeeping.days(session)]
            unchanged = _milliseconds(lambda: calendar.read(session, FIRST, LAST))
            lengths = count(1)
            anew = _milliseconds(lambda: yeardays.calendar([*rows, ("off", "05/01/2026", next(lengths))], FIRST, LAST))
            timezone = load({}).timezone
            month = _milliseconds(lambda: yearqueries.cells(session, FIRST, date(2026, 2, 11), timezone=timezone))
        database.engine.dispose()
    return unchanged, anew, month


def _decide(session: Session, days: int) -> None:
    first = date(2020, 1, 6)
    told = {"kind": "off", "days": 1, "is_on": True, "goal_airings": 0, "goal_minutes": 0, "changed_by": "-"}
    texts = dict.fromkeys(("note", "campaign_name", "campaign_basis", "campaign_field", "campaign_unit"), "")
    session.execute(
        insert(YearDay),
        [
            {**told, **texts, "name": f"Nghỉ {number}", "falls": f"{day:%d/%m/%Y}", "changed_at": NOW}
            for number, day in ((number, first + timedelta(weeks=number)) for number in range(days))
        ],
    )


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    spent = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        spent.append((perf_counter() - began) * 1000)
    return median(spent)
