"""The command `loa broadcast`."""

import asyncio
import contextlib
import errno
import signal
import sys

import click

from broadcaster.playout import PlayOut
from content.airformat import AIR_FORMATS
from station.database import Database
from station.errors import StationError
from station.logs import set_up
from station.settings import Settings, load
from station.upgrade import ensure_current

# A look at everything computes for long while an alarm's thread asks the database: at every answer that would wait the
# usual 5 ms to go on, a dozen times.
SWITCH_SECONDS = 0.0005


class PortTaken(StationError):
    """Another program listens where the streams should."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Cổng luồng phát {port} đang bị chương trình khác dùng; hãy đổi LOA_STREAM_PORT.")


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def broadcast() -> None:
    """Chạy phần phát thanh và đồng hồ của đài."""
    set_up()
    sys.setswitchinterval(SWITCH_SECONDS)
    settings = load()
    database = Database(settings.database_url)
    ensure_current(database)
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
