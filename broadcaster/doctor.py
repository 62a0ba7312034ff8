"""The command `loa doctor`: is what the station keeps whole?"""

import sys

import click
from sqlalchemy import select

from broadcaster.models import AsRun, AsRunEvent, Heard
from content.models import Clip
from content.shelf import ClipDamaged, ClipMissing, Shelf
from playlists.models import Programme
from station import ledger, schema
from station.database import Database
from station.models import AuditEntry
from station.settings import load

TABLES = (AuditEntry, Clip, Programme, AsRun)  # one of each package: a table is known once its module is imported


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def doctor() -> None:
    """Khám đài: cấu trúc dữ liệu, chuỗi nhật ký, kho âm thanh; thoát khác 0 khi có điều không ổn."""
    settings = load()
    database = Database(settings.database_url)
    complaints = [*_schema(database), *_chains(database), *_clips(database, Shelf(settings.clips))]
    for complaint in complaints:
        click.echo(f"✗ {complaint}")
    if complaints:
        sys.exit(1)
    click.echo("✓ Cấu trúc dữ liệu, chuỗi nhật ký và kho âm thanh đều ổn.")


def _schema(database: Database) -> list[str]:
    return (
        ["Cấu trúc dữ liệu khác với phần mềm; hãy chạy lại đài để nâng cấp."]
        if schema.differences(database.engine)
        else []
    )


def _chains(database: Database) -> list[str]:
    found = []
    with database.reading() as session:
        for table in (AsRun, AsRunEvent, Heard, AuditEntry):
            broken = ledger.first_break(session, table)
            if broken is not None:
                where = f"tại dòng {broken}" if broken else "ở cuối (thiếu dòng)"
                found.append(f"Chuỗi nhật ký «{table.__tablename__}» bị sửa {where}.")
    return found


def _clips(database: Database, shelf: Shelf) -> list[str]:
    found = []
    with database.reading() as session:
        for sha256 in session.scalars(select(Clip.sha256)):
            try:
                shelf.read(sha256)
            except (ClipDamaged, ClipMissing) as problem:
                found.append(str(problem))
    return found
