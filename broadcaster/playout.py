"""The planner: looks at the plan, tells the transmitter, writes the log, and keeps its lease.

Whatever may wait happens in a thread here; the frames flow in another process, which nothing of this delays.
"""

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.exc import OperationalError

from broadcaster import ahead, alarm, asrun, lease
from broadcaster.alarm import SWEEP_SECONDS, Alarm
from broadcaster.halts.keeper import HaltKeeper
from broadcaster.link import Link, TransmitterHangs
from broadcaster.looking import Looking
from broadcaster.news import News
from broadcaster.old_recordings import HOUR, sweep_hourly
from broadcaster.output_keeper import OutputKeeper
from broadcaster.output_tests import OutputTests
from broadcaster.talks import sweep as live_sweep
from broadcaster.transmitter import messages
from content import decisions
from content.airformat import AirFormat
from playlists.laying import PAUSE_KNOWN
from station import clock
from station.database import Database
from station.nudge import drain, listen
from station.settings import Settings

ASK_SECONDS = 600  # between askings for lines when nothing happens
RECORD_SECONDS = 0.2  # between writings of the log
MOST_SECONDS = 1.0  # that a start waits for what fell silent, were a clock wrong
OF_OLD = timedelta(seconds=60)  # older than the lease by so much, a sign of life is of a play-out long ago
UNANSWERED = 3  # signs of life, one each BEAT_SECONDS, after which the transmitter hangs
SILENT_SECONDS = 2.4  # without renewing a lease that others can reach while we cannot: then they may play

log = logging.getLogger(__name__)


class CannotServe(OSError):
    """The transmitter cannot listen on its port."""


class PlayOut:
    """One play-out process and its transmitter."""

    def __init__(self, settings: Settings, database: Database, fmt: AirFormat) -> None:
        self._settings = settings
        self._database = database
        self._ask = asyncio.Event()
        self._ask.set()
        self._serving = asyncio.Event()
        self._seen_deed = -1
        self._who = lease.holder()
        self._alarm = Alarm(settings.timezone)
        self._swept_at = self._beaten_at = clock.monotonic()
        self._unanswered = 0  # signs of life
        self._link = Link(self._heard)
        self._looking = Looking(settings, database, fmt, self._link, self._alarm)
        self._outputs = OutputKeeper(database)
        self._tests = OutputTests(settings.home, database, fmt, self._link.tell)
        self._news = News(settings, database, self._alarm)
        self._halts = HaltKeeper(settings.home, database, self._hush)

    async def run(self) -> None:
        """Play until cancelled. Raise OSError when the stream port is taken, LeaseLost when another plays."""
        looking = self._looking
        await self._link.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._link.listen())
                tasks.create_task(self._live())
                beat_at = await self._stand_by()
                await asyncio.to_thread(self._make_up, beat_at)
                self._link.tell(messages.Serve(str(looking.spool.sign.absolute())))
                await self._serving.wait()
                with self._listening(), self._waking():
                    looks = (looking.run(), looking.run_break_ins())
                    for loop in (
                        *looks,
                        self._outputs.run(),
                        self._tests.run(),
                        self._halts.run(),
                        self._prepare(),
                        self._record(),
                        self._watch(),
                    ):
                        tasks.create_task(loop)
                    await asyncio.Event().wait()
        finally:
            self._link.end()
            await looking.close()
            with contextlib.suppress(OperationalError):  # the spool has them
                await asyncio.to_thread(looking.write_entries)

    async def _stand_by(self) -> datetime | None:
        patience = lease.Patience()
        while True:
            began = clock.monotonic()
            try:
                taken = await asyncio.to_thread(self._take, is_stale=patience.is_over(at=began))
            except OperationalError:
                patience.saw_nothing()
                continue
            if taken.mine:
                if taken.holder not in ("", self._who):
                    lease.fence(taken.holder)
                return taken.beat_at
            patience.saw(taken, began=began, ended=clock.monotonic())
            await asyncio.sleep(lease.WATCH_SECONDS)

    async def _live(self) -> None:
        """Tell the transmitter that we live; where others reach a database that we do not, we may not go on."""
        alone = self._database.engine.dialect.name == "sqlite"
        while True:
            if not alone and self._serving.is_set() and clock.monotonic() - self._beaten_at > SILENT_SECONDS:
                raise lease.LeaseLost
            self._link.tell(messages.Alive(self._swept_at, self._looking.ready))
            self._unanswered += 1
            if self._serving.is_set() and self._unanswered > UNANSWERED:
                self._link.kill()
                raise TransmitterHangs
            self._halts.check()  # should a nudge be lost
            await asyncio.sleep(clock.until_next(lease.BEAT_SECONDS))

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(clock.until_next(lease.BEAT_SECONDS))
            try:
                deed = await asyncio.to_thread(self._beat)
            except OperationalError:
                continue  # nobody can take the lease while nobody can write
            if deed is None:
                raise lease.LeaseLost
            self._beaten_at = clock.monotonic()
            if deed != self._seen_deed:
                self._seen_deed = deed
                self._looking.look()
                self._outputs.look()
                self._tests.look()
                self._ask.set()
            alarm.check(swept_at=self._swept_at, now=clock.monotonic())

    def _take(self, *, is_stale: bool) -> lease.Taken:
        with self._database.writing() as session:
            return lease.take(session, self._who, now=clock.now(), is_stale=is_stale)

    def _beat(self) -> int | None:
        with self._database.writing() as session:
            return lease.renew(session, self._who, now=clock.now())

    async def _prepare(self) -> None:
        while True:
            await self._ask.wait()
            self._ask.clear()
            with contextlib.suppress(OperationalError):  # a locked database: the alarm asks again
                await asyncio.to_thread(ahead.ask_for_lines, self._database, self._settings, now=clock.now())

    async def _record(self) -> None:
        while True:
            await self._looking.news.wait()
            await asyncio.sleep(RECORD_SECONDS)
            self._looking.news.clear()
            try:
                if await asyncio.to_thread(self._looking.write_entries):
                    self._looking.look()
            except OperationalError:  # kept, and written when the database answers again
                self._looking.news.set()

    def _make_up(self, beat_at: datetime | None) -> None:
        told = self._settings
        with self._database.writing() as session:
            alive_at = self._looking.spool.take_in(session)
        if alive_at and (beat_at is None or alive_at > beat_at - OF_OLD):
            beat_at = alive_at  # when the transmitter lived; the lease only tells when its planner did
        silent_at = asrun.write_silence(self._database, beat_at=beat_at, now=clock.now())
        if silent_at is not None:  # what fell silent just now would be taken for something that goes on
            time.sleep(min(MOST_SECONDS, max(0.0, (silent_at + PAUSE_KNOWN - clock.now()).total_seconds())))
        now = clock.now()
        asrun.make_up(self._database, beat_at=beat_at, now=now, timezone=told.timezone, station_name=told.station_name)
        self._looking.spool.forget_others()  # only now: who is killed while making up leaves it all to the next

    async def _sweep(self) -> None:
        with contextlib.suppress(OperationalError):
            await asyncio.to_thread(self._expire)
            await asyncio.to_thread(live_sweep.sweep, self._database, self._settings, now=clock.now())
            await self._looking.close_overdue()
        self._swept_at = clock.monotonic()
        self._looking.look()

    def _expire(self) -> None:
        now = clock.now()
        with self._database.writing() as session:
            decisions.expire(session, today=clock.local(now, self._settings.timezone).date(), now=now)

    def _heard(self, message: object) -> None:
        match message:
            case messages.Living():
                self._unanswered = 0
            case messages.Serving():
                self._serving.set()
            case messages.Refused():
                raise CannotServe(message.errno, "stream port")
            case messages.OutputStates():
                self._outputs.heard(message.states)
            case _:
                self._looking.heard(message)

    def _hush(self, reason: str) -> None:
        self._link.tell(messages.Hush(reason))
        self._looking.look()

    @contextlib.contextmanager
    def _waking(self) -> Iterator[None]:
        self._alarm.start()
        self._alarm.every(SWEEP_SECONDS, "sweep", self._sweep)
        self._alarm.every(ASK_SECONDS, "lines", self._ask.set)
        self._alarm.every(HOUR, "recordings", partial(sweep_hourly, self._database, self._settings))
        self._news.wake()
        try:
            yield
        finally:
            self._alarm.stop()

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        ear = listen(self._settings.home, "broadcast")
        loop.add_reader(ear, self._nudged, ear)
        try:
            yield
        finally:
            loop.remove_reader(ear)
            ear.close()

    def _nudged(self, ear: socket.socket) -> None:
        drain(ear)
        self._halts.check()
        self._looking.look_at_break_ins()
        self._outputs.look()
        self._tests.look()
