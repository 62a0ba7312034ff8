"""The play-out daemon: looks at the plan, feeds the engine, writes the log, and keeps its lease."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from broadcaster import asrun, lease
from broadcaster.airplan import Plan, Stretch
from broadcaster.alarm import SWEEP_SECONDS, Alarm
from broadcaster.engine import Engine
from broadcaster.feed import Note
from broadcaster.models import Happening
from broadcaster.outputs.http import StreamServer
from content import actions as contents
from content.airformat import AirFormat
from content.shelf import ClipDamaged, Shelf
from station import audit, clock, zones
from station.database import Database
from station.nudge import drain, listen
from station.settings import Settings

POLL_SECONDS = 0.5
LOOK_SECONDS = 15.0

log = logging.getLogger(__name__)
T = TypeVar("T")


class PlayOut:
    """One play-out process: everything slow happens in a thread, the frames flow in the loop."""

    def __init__(self, settings: Settings, database: Database, fmt: AirFormat) -> None:
        self._settings = settings
        self._database = database
        self._shelf = Shelf(settings.clips)
        self._audio: dict[str, bytes] = {}
        self._notes: list[asrun.Entry] = []
        self._look = asyncio.Event()
        self._deed = -1
        self._swept_at = clock.monotonic()
        self._who = lease.holder()
        self.engine = Engine(fmt, self._noted, self._clock_stepped)
        self.server = StreamServer(fmt.kbps * 125, {"/healthz": self._healthz, "/readyz": self._readyz})
        self.ready = False

    async def run(self) -> None:
        """Play until cancelled. Raise OSError when the stream port is taken."""
        await self._stand_by()
        server = await self.server.start(self._settings.host, self._settings.stream_port)
        await self._write(lambda session, now, beat: asrun.recover(session, beat_at=beat, now=now))
        alarm = self._set_alarm()
        ear = listen(self._settings.home, "broadcast")
        asyncio.get_running_loop().add_reader(ear, self._nudged, ear)
        try:
            async with server, asyncio.TaskGroup() as tasks:
                tasks.create_task(self.engine.run())
                tasks.create_task(self._plan_for_ever(alarm))
                tasks.create_task(self._record_for_ever())
                tasks.create_task(self._watch_for_ever())
        finally:
            alarm.stop()
            asyncio.get_running_loop().remove_reader(ear)
            ear.close()
            await self._record()

    async def _stand_by(self) -> None:
        while True:
            mine, self._last_beat = await asyncio.to_thread(self._take_lease)
            if mine:
                return
            log.info("another play-out is playing; standing by")
            await asyncio.sleep(lease.BEAT_SECONDS)

    def _take_lease(self) -> tuple[bool, datetime | None]:
        with self._database.writing() as session:
            return lease.take(session, self._who, now=clock.now())
