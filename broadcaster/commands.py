"""The commands `loa broadcast` and `loa doctor`."""

import asyncio
import contextlib
import errno
import signal
import sys

import click
from sqlalchemy import select

from broadcaster.models import AsRun, AsRunEvent
from broadcaster.playout import PlayOut
from content.airformat import AIR_FORMATS
from content.models import Clip
from content.shelf import ClipDamaged, ClipMissing, Shelf
from station import ledger, schema
from station.database import Database
from station.errors import StationError
from station.logs import set_up
from station.models import AuditEntry
from station.settings import Settings, load


class PortTaken(StationError):
    """Another program listens where the streams should."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Cổng luồng phát {port} đang bị chương trình khác dùng; hãy đổi LOA_STREAM_PORT.")


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def broadcast() -> None:
    """Chạy phần phát thanh và đồng hồ của đài."""
    set_up()
    settings = load()
    database = Database(settings.database_url)
    schema.upgrade(database.engine)
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_play(settings, database))


async def _play(settings: Settings, database: Database) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await PlayOut(settings, database, AIR_FORMATS[settings.air_format]).run()
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise PortTaken(settings.stream_port) from None
        raise


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
        for table in (AsRun, AsRunEvent, AuditEntry):
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
