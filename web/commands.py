"""The command that serves the pages."""

import contextlib
import signal
from types import FrameType

import click
from cheroot.wsgi import Server

from playlists.year import yearkeeping
from station import clock, settings
from station.database import Database
from station.upgrade import ensure_current
from web.app import create_app

THREADS = 24


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def web() -> None:
    """Chạy các trang web và API cho tới khi nhận lệnh dừng."""
    chosen = settings.load()
    database = Database(chosen.database_url)
    ensure_current(database)
    with database.writing() as session:
        yearkeeping.begin(session, now=clock.now())
    server = Server((chosen.host, chosen.port), create_app(chosen, database), numthreads=THREADS)
    _stop_when_told(server)
    click.echo(f"Trang web của đài: http://localhost:{chosen.port}/")
    with contextlib.suppress(KeyboardInterrupt):
        server.safe_start()
    database.engine.dispose()


def _stop_when_told(server: Server) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt  # cheroot's own way to let the requests in hand finish

    signal.signal(signal.SIGTERM, stop)
