"""The play-out daemon: looks at the plan, feeds the engine, writes the log, and keeps its lease."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.exc import OperationalError

from broadcaster import ahead, asrun, health, lease
from broadcaster.airplan import Plan
from broadcaster.alarm import SWEEP_SECONDS, Alarm
from broadcaster.happening import Happening
from broadcaster.outputs.http import StreamServer
from broadcaster.transmitter.engine import Engine
from broadcaster.transmitter.feed import Note
from content import decisions
from content.airformat import AirFormat
from content.shelf import ClipDamaged, ClipMissing, Shelf
from station import audit, clock, zones
from station.database import Database
from station.nudge import drain, listen
from station.settings import Settings

LOOK_SECONDS = 15.0  # between looks when nothing happens
ASK_SECONDS = 600  # between askings for lines when nothing happens
POLL_SECONDS = 0.5  # between questions whether something happened, should a nudge be lost
RECORD_SECONDS = 0.2  # between writings of the log

log = logging.getLogger(__name__)


class LeaseLost(RuntimeError):
    """Another process plays now; this one must fall silent at once."""


class PlayOut:
    """One play-out process: what may wait happens in a thread, the frames flow in the loop."""

    def __init__(self, settings: Settings, database: Database, fmt: AirFormat) -> None:
        self._settings = settings
        self._database = database
        self._shelf = Shelf(settings.clips)
        self._audio: dict[str, bytes] = {}
        self._entries: list[asrun.Entry] = []
        self._look = asyncio.Event()
        self._ask = asyncio.Event()
        self._ask.set()
        self._seen_deed = -1
        self._who = lease.holder()
        self._alarm = Alarm(settings.timezone)
        self.vitals = health.Vitals(swept_at=clock.monotonic())
        self.engine = Engine(fmt, self._noted, self._clock_stepped)
        self.server = StreamServer(fmt.kbps * 125, health.pages(self.vitals, self.engine))
        self.vitals.listeners = lambda: len(self.server.listeners)

    async def run(self) -> None:
        """Play until cancelled. Raise OSError when the stream port is taken, LeaseLost when another plays."""
        beat_at = await self._stand_by()
        await asyncio.to_thread(self._make_up, beat_at)
        server = await self.server.start(self._settings.host, self._settings.stream_port)
        with self._listening(), self._waking():
            async with server, asyncio.TaskGroup() as tasks:
                try:
                    for loop in (self.engine.run(), self._plan(), self._prepare(), self._record(), self._watch()):
                        tasks.create_task(loop)
                    await asyncio.Event().wait()
                finally:
                    await asyncio.to_thread(self._write_entries)

    async def _stand_by(self) -> datetime | None:
        while True:
            mine, beat_at = await asyncio.to_thread(self._beat)
            if mine:
                return beat_at
            await asyncio.sleep(lease.BEAT_SECONDS)

    async def _plan(self) -> None:
        while True:
            self._look.clear()
            with contextlib.suppress(OperationalError):  # a locked database: the old plan goes on
                plan = await asyncio.to_thread(self._look_once)
                self.engine.add_zones(self._slugs.values())
                self.server.feeds = {slug: self.engine.feeds[zone_id] for slug, zone_id in self._slugs.items()}
                self.engine.load(plan, self._audio)
                self._answer_cuts(plan)
                if plan.overdue:
                    await asyncio.to_thread(self._close_overdue, self.engine.sounding())
                self.vitals.ready = True
                if plan.look_again:
                    self._alarm.at(min(plan.look_again.values()), "look", self._look.set)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._look.wait(), LOOK_SECONDS)

    def _look_once(self) -> Plan:
        told = self._settings
        plan = asrun.look(self._database, now=clock.now(), timezone=told.timezone, station_name=told.station_name)
        with self._database.reading() as session:
            self._slugs = {zone.slug: zone.id for zone in zones.all_zones(session)}
        self._fetch(plan)
        return plan

    def _fetch(self, plan: Plan) -> None:
        """Hold the sound of what is planned, checked by its hash; a damaged clip is never aired."""
        audio: dict[str, bytes] = {}
        for zone_id, stretches in plan.stretches.items():
            for stretch in stretches:
                sha = stretch.clip_sha256
                try:
                    audio[sha] = audio.get(sha) or self._audio.get(sha) or self._shelf.read(sha)
                except (ClipDamaged, ClipMissing, OSError) as problem:
                    happening = Happening.ENDED if stretch.begun else Happening.MISSED
                    entry = asrun.Entry(stretch.as_run_id, happening, clock.now(), stretch.first_frame, str(problem))
                    self._entries.append(entry)
            plan.stretches[zone_id] = [stretch for stretch in stretches if stretch.clip_sha256 in audio]
        self._audio = audio

    def _answer_cuts(self, plan: Plan) -> None:
        """What must stop and is not sounding is over all the same; what sounds, the engine has just ended."""
        ended = {entry.as_run_id for entry in self._entries}
        for as_run_id, cut in plan.cuts.items():
            if as_run_id not in ended:
                happening = Happening.ENDED if cut.begun else Happening.MISSED
                self._entries.append(asrun.Entry(as_run_id, happening, clock.now(), 0, cut.reason))
        if plan.cuts:
            self._look.set()

    async def _prepare(self) -> None:
        while True:
            await self._ask.wait()
            self._ask.clear()
            with contextlib.suppress(OperationalError):  # a locked database: the alarm asks again
                await asyncio.to_thread(ahead.ask_for_lines, self._database, self._settings, now=clock.now())

    async def _record(self) -> None:
        while True:
            await asyncio.sleep(RECORD_SECONDS)
            if self._entries:
                with contextlib.suppress(OperationalError):  # kept, and written when the database answers again
                    await asyncio.to_thread(self._write_entries)

    def _write_entries(self) -> None:
        batch = self._entries[:]
        with self._database.writing() as session:
            asrun.write_events(session, batch)
        del self._entries[: len(batch)]

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                mine, _ = await asyncio.to_thread(self._beat)
            except OperationalError:
                continue  # nobody can take the lease while nobody can write
            if not mine:
                raise LeaseLost
            health.check_alarm(self.vitals, now=clock.monotonic())

    def _beat(self) -> tuple[bool, datetime | None]:
        with self._database.writing() as session:
            mine, beat_at = lease.take(session, self._who, now=clock.now())
            deed = audit.newest(session)
        if deed != self._seen_deed and self.vitals.loop is not None:
            self._seen_deed = deed
            for event in (self._look, self._ask):
                self.vitals.loop.call_soon_threadsafe(event.set)
        return mine, beat_at

    def _make_up(self, beat_at: datetime | None) -> None:
        told, now = self._settings, clock.now()
        asrun.make_up(self._database, beat_at=beat_at, now=now, timezone=told.timezone, station_name=told.station_name)

    async def _sweep(self) -> None:
        sounding = self.engine.sounding()
        with contextlib.suppress(OperationalError):
            await asyncio.to_thread(self._close_overdue, sounding)
        self.vitals.swept_at = clock.monotonic()
        self._look.set()

    def _close_overdue(self, sounding: set[int]) -> None:
        now = clock.now()
        with self._database.writing() as session:
            asrun.close_overdue(session, sounding=sounding, now=now)
            decisions.expire(session, today=clock.local(now, self._settings.timezone).date(), now=now)

    def _noted(self, note: Note) -> None:
        at = self.engine.instant(note.at)
        self._entries.append(asrun.Entry(note.as_run_id, note.happening, at, note.frame, note.reason))

    def _clock_stepped(self, seconds: float) -> None:
        log.warning("the wall clock was stepped by %.1f s; planning anew", seconds)
        self._look.set()

    @contextlib.contextmanager
    def _waking(self) -> Iterator[None]:
        self.vitals.loop = asyncio.get_running_loop()
        self._alarm.start()
        self._alarm.every(SWEEP_SECONDS, "sweep", self._sweep)
        self._alarm.every(ASK_SECONDS, "lines", self._ask.set)
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
        self._look.set()
