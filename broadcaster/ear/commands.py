"""The command `loa ear`: one process that hears the whole station."""

import asyncio
import contextlib
import logging
import signal
from dataclasses import dataclass
from datetime import datetime

import click
from sqlalchemy.exc import OperationalError

from broadcaster.ear import due, evidence
from broadcaster.ear.attention import Attention
from broadcaster.ear.claims import News
from broadcaster.ear.clips import Clips
from broadcaster.ear.evidence import Report
from broadcaster.ear.watch import Due
from broadcaster.ear.wires import Wires
from content.airformat import AIR_FORMATS, silent_frame
from content.shelf import Shelf
from station import audit, clock, zones
from station.database import Database
from station.logs import set_up
from station.models import Zone
from station.notify.postman import Postman
from station.settings import Settings, load
from station.upgrade import ensure_current

LISTEN_SECONDS = 0.24  # between readings while nothing is about to begin
FINE_SECONDS = 0.02  # between readings while something is
LOOK_SECONDS = 1.0
PLAN_SECONDS = 15.0  # between readings of the timetable when nothing was done
SEND_SECONDS = 10.0
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


@dataclass(frozen=True)
class Look:
    """What one look at the log brought."""

    news: News
    zones: list[Zone]


class Ear:
    """The loops of the ear: sound flows in one, the database is asked in threads beside it."""

    def __init__(self, settings: Settings, database: Database) -> None:
        fmt = AIR_FORMATS[settings.air_format]
        host = "127.0.0.1" if settings.host in ANYWHERE else settings.host
        self._attention = Attention(
            wires=Wires(host, settings.stream_port, fmt.frame_bytes),
            clips=Clips(Shelf(settings.clips), fmt),
            silence=silent_frame(fmt),
            since=clock.monotonic(),
        )
        self._timezone = settings.timezone
        self._postman = Postman(database, settings.station_name)
        self._database = database
        self._deed = -1
        self._planned_at = float("-inf")

    async def run(self) -> None:
        """Listen until cancelled."""
        with self._database.reading() as session:
            self._attention.raised = evidence.raised(session)
        async with asyncio.TaskGroup() as tasks:
            for loop in (self._hear(), self._follow(), self._expect(), self._report(), self._call()):
                tasks.create_task(loop)

    async def _hear(self) -> None:
        while True:
            self._attention.hear(clock.monotonic(), clock.now())
            is_beginning = self._attention.is_beginning(clock.now())
            await asyncio.sleep(FINE_SECONDS if is_beginning else LISTEN_SECONDS)

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(OperationalError):  # a database that does not answer: what is known stays
                moment = clock.monotonic()
                look = await asyncio.to_thread(self._look)
                self._attention.log.take(look.news)
                self._attention.know(look.zones, moment)
            await asyncio.sleep(LOOK_SECONDS)

    async def _expect(self) -> None:
        while True:
            with contextlib.suppress(OperationalError):  # the same
                if (starts := await asyncio.to_thread(self._planned)) is not None:
                    self._attention.due = starts
            await asyncio.sleep(LOOK_SECONDS)

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            report = self._attention.report(clock.monotonic(), clock.now())
            if report:
                with contextlib.suppress(OperationalError):  # a locked database: what was heard is kept in mind
                    await asyncio.to_thread(self._write, report, clock.now())
                    self._attention.written(report)

    async def _call(self) -> None:
        """Send what is due: of a play-out that is dead nobody else would tell."""
        while True:
            await asyncio.sleep(SEND_SECONDS)
            self._postman.go()

    def _look(self) -> Look:
        with self._database.reading() as session:
            return Look(self._attention.log.read(session, now=clock.now()), zones.all_zones(session))

    def _planned(self) -> list[Due] | None:
        """Return what should be sounding; None where nothing was done since it was read last."""
        now, moment = clock.now(), clock.monotonic()
        with self._database.reading() as session:
            deed = audit.newest(session)
            if deed == self._deed and moment - self._planned_at <= PLAN_SECONDS:
                return None
            starts = due.due(session, now=now, timezone=self._timezone)
        self._deed, self._planned_at = deed, moment
        return starts

    def _write(self, report: Report, now: datetime) -> None:
        for cause in report.begun:
            log.warning("alarm: %s", cause.sentence)
        with self._database.writing() as session:
            evidence.write(session, report, now=now)
