"""The command `loa ear`: one process that hears the whole station."""

import asyncio
import contextlib
import logging
import signal
from datetime import datetime

import click
from sqlalchemy.exc import OperationalError

from broadcaster.ear import due, evidence
from broadcaster.ear.attention import Attention
from broadcaster.ear.clips import Clips
from broadcaster.ear.evidence import Report
from broadcaster.ear.wires import Wires
from content.airformat import AIR_FORMATS, silent_frame
from content.shelf import Shelf
from station import audit, clock, zones
from station.database import Database
from station.logs import set_up
from station.models import Zone
from station.settings import Settings, load
from station.upgrade import ensure_current

LISTEN_SECONDS = 0.24  # between readings while nothing is about to begin
FINE_SECONDS = 0.02  # between readings while something is
LOOK_SECONDS = 1.0
PLAN_SECONDS = 15.0  # between readings of the timetable when nothing was done
ANYWHERE = ("0.0.0.0", "::", "")

log = logging.getLogger(__name__)


@click.command()
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def ear() -> None:
    """Chạy tai nghe của đài: nghe từng khu vực, đối chiếu với nhật ký, báo động khi im lặng."""
    set_up()
    settings = load()
    database = Database(settings.database_url)
    ensure_current(database)
    with contextlib.suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(_listen(settings, database))


async def _listen(settings: Settings, database: Database) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await Ear(settings, database).run()


class Ear:
    """The loops of the ear: sound flows in one, the database is asked in threads beside it."""

    def __init__(self, settings: Settings, database: Database) -> None:
        fmt = AIR_FORMATS[settings.air_format]
        host = "127.0.0.1" if settings.host in ANYWHERE else settings.host
        self._attention = Attention(
            wires=Wires(host, settings.stream_port, fmt.frame_bytes),
            clips=Clips(Shelf(settings.clips), fmt.frame_bytes),
            silence=silent_frame(fmt),
            since=clock.monotonic(),
        )
        self._timezone = settings.timezone
        self._database = database
        self._deed = -1
        self._planned_at = float("-inf")

    async def run(self) -> None:
        """Listen until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hear())
            tasks.create_task(self._follow())

    async def _hear(self) -> None:
        while True:
            self._attention.hear(clock.monotonic(), clock.now())
            is_beginning = self._attention.is_beginning(clock.now())
            await asyncio.sleep(FINE_SECONDS if is_beginning else LISTEN_SECONDS)

    async def _follow(self) -> None:
        with self._database.reading() as session:
            self._attention.raised = evidence.raised(session)
        while True:
            with contextlib.suppress(OperationalError):  # a locked database: what was heard is kept in mind
                self._attention.know(await asyncio.to_thread(self._look), clock.monotonic())
                report = self._attention.report(clock.monotonic(), clock.now())
                if report:
                    await asyncio.to_thread(self._write, report, clock.now())
                    self._attention.written(report)
            await asyncio.sleep(LOOK_SECONDS)

    def _look(self) -> list[Zone]:
        now, moment = clock.now(), clock.monotonic()
        with self._database.reading() as session:
            self._attention.log.follow(session, now=now)
            deed = audit.newest(session)
            if deed != self._deed or moment - self._planned_at > PLAN_SECONDS:
                self._attention.due = due.due(session, now=now, timezone=self._timezone)
                self._deed, self._planned_at = deed, moment
            return zones.all_zones(session)

    def _write(self, report: Report, now: datetime) -> None:
        for cause in report.begun:
            log.warning("alarm: %s", cause.sentence)
        with self._database.writing() as session:
            evidence.write(session, report, now=now)
