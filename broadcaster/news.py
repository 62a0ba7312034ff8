"""What the planner tells those in charge: the evening's check, what is cut off, and whatever lies in the outbox."""

import asyncio
import contextlib
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from broadcaster import cut_offs
from broadcaster.alarm import Alarm
from broadcaster.preflight import evening
from station import clock
from station.database import Database
from station.notify.postman import Postman
from station.settings import Settings

SEND_SECONDS = 10
LOOK_SECONDS = 60
QUIET = timedelta(seconds=20)  # after a start, and between two tries: play-out comes first
AGAIN = timedelta(minutes=5)  # to see whether another hour was set


class News:
    """Lives in the planner's loop; whatever takes time happens in threads, and in processes of their own."""

    def __init__(self, settings: Settings, database: Database, alarm: Alarm) -> None:
        self._settings = settings
        self._database = database
        self._alarm = alarm
        self._postman = Postman(database, settings.station_name)

    def wake(self) -> None:
        """Have the alarm clock call for what this does."""
        self._alarm.every(SEND_SECONDS, "outbox", self._postman.go)
        self._alarm.every(LOOK_SECONDS, "cut-offs", self._look)
        self._alarm.at(clock.now() + QUIET, "preflight", self._check)

    async def _check(self) -> None:
        """Begin the evening's check if it is due, and ask to be woken for the next; the hour may be set anew."""
        again = clock.now() + AGAIN
        self._alarm.at(again, "preflight", self._check)
        with contextlib.suppress(OperationalError, OSError):  # a locked database, no room for a process: later
            due = await asyncio.to_thread(evening.begin, self._database, self._settings, now=clock.now())
            self._alarm.at(max(min(again, due), clock.now() + QUIET), "preflight", self._check)

    async def _look(self) -> None:
        with contextlib.suppress(OperationalError):  # the next look tells of it
            await asyncio.to_thread(cut_offs.tell, self._database, self._settings, now=clock.now())
