"""The commands `loa schedule export` and `loa schedule import`."""

from datetime import date, datetime, timedelta
from pathlib import Path

import click

from broadcaster import forecast
from playlists.interchange import booking, files, paper, paperwork, wishes
from playlists.interchange.apart import reading_apart
from playlists.interchange.paper import Letterhead
from playlists.interchange.wishes import Choices, Wish
from station import accounts, clock, zones
from station.database import Database
from station.errors import BadInput
from station.settings import Settings, load
from station.upgrade import ensure_current


@click.group()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def schedule() -> None:
    """Xuất lịch phát ra .docx, .xlsx; nhập lịch phát từ .xlsx, .csv, .ics."""


@schedule.command("export")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--week", "day", default="", help="Một ngày trong tuần cần xuất, ví dụ: 2026-11-23; không ghi là tuần này."
)
@click.option("--month", is_flag=True, help="Xuất cả tháng thay vì cả tuần.")
@click.option("--zone", "slug", default="", help="Chỉ khu vực này, ví dụ: thon-dong.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def export(target: Path, day: str, month: bool, slug: str) -> None:
    """Xuất lịch phát ra tệp .docx hoặc .xlsx."""
    if target.suffix not in (".docx", ".xlsx"):
        raise BadInput("target", f"Không xuất được ra «{target.name}»: chỉ có .docx và .xlsx.")
    settings, database = _open()
    now = clock.now()
    chosen = _day(day) if day else clock.local(now, settings.timezone).date()
    first, last = paper.month_of(chosen) if month else paper.week_of(chosen)
    with database.reading() as session:
        zone = zones.by_slug(session, slug) if slug else None
        head = Letterhead(unit=settings.station_name)
        drawn = forecast.titles_between(session, first, last, now=now, timezone=settings.timezone)
        found = paperwork.schedule(session, first, last, zone, head, timezone=settings.timezone, drawn=drawn)
        is_word = target.suffix == ".docx"
        body = files.word(found.paper, now=now) if is_word else files.spreadsheet(found, booking.known(session))
    target.write_bytes(body)
    click.echo(f"Đã xuất lịch từ {first:%d/%m/%Y} đến {last:%d/%m/%Y} ra {target}.")


@schedule.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", "username", required=True, help="Tài khoản trực đài đứng tên đặt lịch.")
@click.option("--zone", "slug", default="", help="Khu vực của các dòng không ghi khu vực, ví dụ: xa.")
@click.option("--book", "is_wanted", is_flag=True, help="Đặt lịch mọi dòng; không có thì chỉ xem trước.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def import_(source: Path, username: str, slug: str, is_wanted: bool) -> None:
    """Nhập lịch phát từ .xlsx, .csv, .ics: xem trước từng dòng, hoặc đặt lịch tất cả."""
    settings, database = _open()
    now = clock.now()
    today = clock.local(now, settings.timezone).date()
    found = reading_apart(source.name, source.read_bytes(), today=today, timezone=settings.timezone)
    with database.writing() if is_wanted else database.reading() as session:
        by = accounts.named(session, username)
        zone_ids = (zones.by_slug(session, slug).id,) if slug else ()
        choices = Choices(first_day=today + timedelta(days=1), zone_ids=zone_ids)
        rows = wishes.wishes(found.entries, booking.known(session), choices)
        if is_wanted:
            booked = booking.book_all(session, rows, by=by, now=now, timezone=settings.timezone)
            click.echo(f"Đã đặt lịch {len(booked)} chương trình.")
            return
        rows = booking.tried(session, rows, by=by, now=now, timezone=settings.timezone)
    for line in (*found.remarks, *map(_told, rows)):
        click.echo(line)


def _open() -> tuple[Settings, Database]:
    settings = load()
    database = Database(settings.database_url)
    ensure_current(database)
    return settings, database


def _told(wish: Wish) -> str:
    timing = wish.timing
    when = f"{timing.starts_at:%H:%M} {timing.first_day:%d/%m/%Y}" if timing else "chưa rõ ngày giờ"
    return f"{wish.entry.place}: {wish.entry.name}, {when}{''.join(f' — {problem}' for problem in wish.problems)}"


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise BadInput("week", f"«{text[:40]}» không phải là một ngày; hãy gõ như 2026-11-23.") from None
