"""Looks at the plan whenever something changed or a moment has come, and has the transmitter follow it."""

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy.exc import OperationalError

from broadcaster import asrun
from broadcaster.airplan import Plan
from broadcaster.alarm import Alarm
from broadcaster.breakin import breakins, urgent
from broadcaster.cueing import Cueing, Outdated, Told
from broadcaster.halts import halt
from broadcaster.happening import SOUNDING, Happening
from broadcaster.link import Link
from broadcaster.reels import Reels
from broadcaster.relaying.relays import RelayKeeper
from broadcaster.spool import Spool
from broadcaster.surroundings import Surroundings
from broadcaster.transmitter import messages
from content.airformat import AirFormat
from content.shelf import Shelf
from station import audit, clock
from station.database import Database
from station.settings import Settings

RETRY = timedelta(seconds=0.5)  # to a locked database
ALARM_FIRST_SECONDS = 0.2  # before a look at everything may take the processor from an alarm
ANSWER_SECONDS = 2.0  # that the transmitter may take to follow
STATION = "loa"  # who did it, when nobody did


@dataclass(frozen=True)
class Seen:
    """One look: the plan, what the transmitter is to be told of it, and the zones and outputs if they changed."""

    plan: Plan
    told: Told
    zones: messages.Zones | None
    outputs: messages.Outputs | None


class Looking:
    """What is planned, what the transmitter was told of it, and what it said became of it."""

    def __init__(self, settings: Settings, database: Database, fmt: AirFormat, link: Link, alarm: Alarm) -> None:
        self.ready = False
        self.news = asyncio.Event()  # there is something to be written down
        self.spool = Spool(settings.home)
        self._settings = settings
        self._database = database
        self._link = link
        self._alarm = alarm
        self._relays = RelayKeeper(settings, self.look)
        self._sources: dict[int, dict[int, str]] = {}  # the relays to keep open for each zone, with their addresses
        self._cueing = Cueing(Reels(Shelf(settings.clips), fmt.frame_bytes))
        self._wake = asyncio.Event()
        self._whole = True  # look at every zone next time
        self._began = 0.0  # when the look in hand was first tried (monotonic)
        self._urgent = ThreadPoolExecutor(1, "break-ins")  # whatever else waits for the database, an alarm does not
        self._broken_in = asyncio.Event()
        self._broken_in.set()
        self._moments: dict[int, datetime] = {}  # when each zone has something new to decide
        self._surroundings = Surroundings(database)
        self._one_writer = Lock()
        self._entries: list[asrun.Entry] = []
        self._steps: list[float] = []  # seconds by which the wall clock was stepped, to be written down
        self._sounding: set[int] = set()
        self._asked = self._answered = self._newest_break_in = 0
        self._answer = asyncio.Event()

    def look(self) -> None:
        """Look at everything anew, soon."""
        self._whole = True
        self._wake.set()

    def look_at_break_ins(self) -> None:
        """Somebody may have broken in: look at that first, then at everything."""
        self._broken_in.set()

    async def run(self) -> None:
        """Look for ever."""
        while True:
            self._wake.clear()
            with contextlib.suppress(OperationalError):  # a locked database: what was planned goes on
                await self._look_once()
                self.ready = True
            await self._wake.wait()

    async def run_break_ins(self) -> None:
        """Let each break-in sound at once: it does not wait for a look at everything else."""
        with contextlib.suppress(OperationalError):
            await asyncio.to_thread(self._rehearse)
        while True:
            await self._broken_in.wait()
            self._broken_in.clear()
            with contextlib.suppress(OperationalError):  # the ordinary look will find it
                self._tell(told := await asyncio.get_running_loop().run_in_executor(self._urgent, self._interrupt))
                if told.messages:
                    await asyncio.sleep(ALARM_FIRST_SECONDS)
            self.look()

    def _rehearse(self) -> None:
        """Ask once for nothing: the first alarm is not to wait until its questions are compiled."""
        with self._database.reading() as session:
            urgent.interruptions(session, 0, now=clock.now())

    def _interrupt(self) -> Told:
        now = clock.now()
        with self._database.reading() as session:
            fresh = breakins.since(session, self._newest_break_in, now=now)
            orders = [order for each in fresh for order in urgent.interruptions(session, each, now=now)]
        self._newest_break_in = max([self._newest_break_in, *fresh])
        return self._cueing.interrupt(orders)

    async def _look_once(self) -> None:
        whole, self._whole = self._whole, False
        now, self._began = clock.now(), self._began or clock.monotonic()
        due = frozenset(zone_id for zone_id, moment in self._moments.items() if moment <= now)
        if whole or due:
            try:
                # A plan made from a log that lacks what is known here would let sound again what has just ended.
                await asyncio.to_thread(self.write_entries)
                await self._follow(await asyncio.to_thread(self._read, None if whole else due))
            except (OperationalError, Outdated) as problem:
                self._whole |= whole
                self._moments |= dict.fromkeys(due, now)
                rest = timedelta(0) if isinstance(problem, Outdated) else RETRY
                self._alarm.at(clock.now() + rest, "look", self._wake.set)
                return
        self._began = 0.0
        if self._moments:
            self._alarm.at(min(self._moments.values()), "look", self._wake.set)

    async def _follow(self, seen: Seen) -> None:
        for message in (seen.zones, seen.outputs):
            if message is not None:
                self._link.tell(message)
        self._tell(seen.told.after(clock.monotonic() - self._began))
        plan = seen.plan
        kept = {} if plan.zones is None else {each: at for each, at in self._moments.items() if each not in plan.zones}
        self._moments = kept | plan.look_again
        self._want_relays(plan)
        if plan.cuts:
            await self._answer_cuts(plan)
        if plan.overdue:
            await self.close_overdue()

    def _want_relays(self, plan: Plan) -> None:
        looked_at = self._sources.keys() if plan.zones is None else plan.zones
        kept = {zone_id: found for zone_id, found in self._sources.items() if zone_id not in looked_at}
        self._sources = kept | {zone_id: found for zone_id, found in plan.sources.items() if found}
        self._relays.want({key: address for found in self._sources.values() for key, address in found.items()})

    async def close(self) -> None:
        """Let go of the relays."""
        self._urgent.shutdown(wait=False)
        await self._relays.close()

    def _read(self, due: frozenset[int] | None) -> Seen:
        interruptions = self._cueing.interruptions
        order = halt.halted(self._settings.home)
        plan = asrun.look(
            self._database,
            now=clock.now(),
            timezone=self._settings.timezone,
            station_name=self._settings.station_name,
            zones=due,
            stopped_because=order.reason if order else "",
            relay_states=self._relays.states,
        )
        told = self._cueing.follow(plan, now=clock.now(), interruptions=interruptions)
        return Seen(plan, told, *(self._surroundings.news() if due is None else (None, None)))

    def _tell(self, told: Told) -> None:
        for message in told.messages:
            self._link.tell(message)
        for as_run_id, (stretch, reason) in told.lost.items():
            happening = Happening.ENDED if stretch.begun else Happening.MISSED
            self._note(asrun.Entry(as_run_id, happening, clock.now(), stretch.first_frame, reason))

    async def _answer_cuts(self, plan: Plan) -> None:
        """What must stop and is not sounding is over all the same; what sounds, the transmitter has just ended."""
        await self._all_heard()
        ended = {entry.as_run_id for entry in self._entries}
        for as_run_id, cut in plan.cuts.items():
            if as_run_id not in ended:
                happening = Happening.ENDED if cut.begun else Happening.MISSED
                self._note(asrun.Entry(as_run_id, happening, clock.now(), 0, cut.reason))

    async def _all_heard(self) -> None:
        """Wait until the transmitter has followed what it was told, and its notes of that have come."""
        self._asked += 1
        self._link.tell(messages.Ask(self._asked))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS):
                while self._answered < self._asked:
                    self._answer.clear()
                    await self._answer.wait()

    def heard(self, message: object) -> None:
        """Take in what the transmitter says."""
        match message:
            case messages.Report():
                for note in message.notes:
                    self._note(asrun.Entry(note.as_run_id, note.happening, note.at, note.frame, note.reason))
                if message.stepped:
                    self._steps.append(message.stepped)
                    self.news.set()
                    self.look()
            case messages.Answer():
                self._answered = message.number
                self._answer.set()

    def _note(self, entry: asrun.Entry) -> None:
        self._entries.append(entry)
        self.news.set()
        self.spool.add(entry)
        keep = self._sounding.add if entry.happening in SOUNDING else self._sounding.discard
        keep(entry.as_run_id)

    def write_entries(self) -> bool:
        """Write down what happened; return whether something ended before its time, so that the plan has changed."""
        with self._one_writer:
            batch, steps = self._entries[:], self._steps[:]
            if batch or steps:
                now = clock.now()
                with self._database.writing() as session:
                    asrun.write_events(session, batch)
                    for each in steps:
                        audit.record(session, STATION, "clock_stepped", "clock", now=now, seconds=round(each, 3))
                del self._entries[: len(batch)], self._steps[: len(steps)]
                self.spool.keep(self._entries[:])
        return any(each.happening in (Happening.ENDED, Happening.MISSED) and each.reason for each in batch)

    async def close_overdue(self) -> None:
        """End in the log what should be over and is not on air. Raise OperationalError."""
        await self._all_heard()
        if zones := await asyncio.to_thread(self._close_overdue):
            self._cueing.tell_anew(zones)  # it may still wait behind something late: what is written off must not sound
            self.look()

    def _close_overdue(self) -> frozenset[int]:
        sounding = self._sounding | {each.as_run_id for each in self._entries}
        with self._database.writing() as session:
            return asrun.close_overdue(session, sounding=sounding, now=clock.now())
