"""The command `loa preflight`."""

import os
import sys
from datetime import date, datetime, timedelta

import click

from broadcaster.preflight import checking, digest, runs
from broadcaster.preflight.judging import groups
from broadcaster.preflight.values import Report
from station import clock
from station.database import Database
from station.settings import Settings, load
from station.upgrade import ensure_current

LOWEST = 19  # of the system's niceness: whatever airs goes first
COMMAND_LINE = "loa-preflight"


@click.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Ngày cần kiểm tra, như 2026-11-23; mặc định ngày mai.")
@click.option("--run", "run_id", type=int, hidden=True)
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def preflight(day: datetime | None, run_id: int | None) -> None:
    """Kiểm tra trước giờ phát: mọi buổi, mọi khu vực của một ngày; thoát 1 khi có mục đỏ."""
    os.nice(LOWEST)
    settings = load()
    database = Database(settings.database_url)
    ensure_current(database)
    now = clock.now()
    chosen = day.date() if day else clock.local(now, settings.timezone).date() + timedelta(days=1)
    report = checking.run(database, settings, run_id or _begin(database, chosen, now))
    if run_id is None:
        _tell(report, chosen, settings)
    sys.exit(1 if report.red else 0)


def _begin(database: Database, day: date, now: datetime) -> int:
    with database.writing() as session:
        return runs.begin(session, day, COMMAND_LINE, now=now).id


def _tell(report: Report, day: date, settings: Settings) -> None:
    for note in report.station:
        click.echo(f"{'✗' if note.is_red else '!'} {note.sentence}")
    for group in groups(report.rows):
        at = clock.local(group.starts_at, settings.timezone)
        click.echo(f"✗ {at:%H:%M} {group.programme_name} ({digest.zone_words(group.zones)})")
        for finding, where in group.reasons:
            click.echo(f"    [{digest.zone_words(where)}] {finding.sentence}")
    green = sum(not row.is_red for row in report.rows)
    click.echo(f"Ngày {day:%d/%m/%Y}: {green} xanh, {len(report.rows) - green} đỏ (buổi × khu vực).")
