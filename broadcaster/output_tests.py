"""Passes the orders to test an output on to the transmitter, each once."""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import OperationalError

from broadcaster import output_queries, output_testing
from broadcaster.transmitter.messages import ReelSpec, TestTone
from broadcaster.transmitter.reel import digests
from content.airformat import AirFormat
from content.tone import NoTone, tone
from station import clock
from station.database import Database

log = logging.getLogger(__name__)


class OutputTests:
    """Looks for orders when it is told that something changed."""

    def __init__(self, home: Path, database: Database, fmt: AirFormat, tell: Callable[[TestTone], None]) -> None:
        self._home = home
        self._database = database
        self._fmt = fmt
        self._tell = tell
        self._look = asyncio.Event()

    def look(self) -> None:
        """Somebody may have asked for a test."""
        self._look.set()

    async def run(self) -> None:
        """Pass orders on for ever."""
        while True:
            await self._look.wait()
            self._look.clear()
            try:
                orders = await asyncio.to_thread(self.orders)
            except (OperationalError, NoTone, OSError) as problem:  # whoever listens for the tone asks again
                log.warning("no test tone was sent: %s", problem)
                continue
            for order in orders:
                self._tell(order)

    def orders(self) -> list[TestTone]:
        """Take the orders there are. Raise NoTone, OSError."""
        with self._database.reading() as session:
            if not output_queries.tests_are_asked(session):
                return []
        reel = self._reel()
        with self._database.writing() as session:
            return [TestTone(each, reel) for each in output_testing.take(session, now=clock.now())]

    def _reel(self) -> ReelSpec:
        path = tone(self._home, self._fmt)
        sound = path.read_bytes()
        size = self._fmt.frame_bytes
        return ReelSpec(hashlib.sha256(sound).hexdigest(), str(path), len(sound) // size, digests(sound, size))
