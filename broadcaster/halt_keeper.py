"""Sees to it that a halt silences the station at once, and that the audit trail hears of it when it can."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import OperationalError

from broadcaster import halt, halt_record
from station.database import Database

WATCH_SECONDS = 0.5  # should a nudge be lost
WRITE_SECONDS = 2.0


class HaltKeeper:
    """Watches the order's file; needs no database to silence the station."""

    def __init__(self, home: Path, database: Database, hush: Callable[[str], None]) -> None:
        self._home = home
        self._database = database
        self._hush = hush
        self._reason: str | None = None

    def check(self) -> None:
        """Tell the transmitter when an order came or ended."""
        order = halt.halted(self._home)
        reason = order.reason if order else ""
        if reason != self._reason:
            self._reason = reason
            self._hush(reason)

    async def run(self) -> None:
        """Watch for ever."""
        watched = [self._watch(), self._write()]
        async with asyncio.TaskGroup() as tasks:
            for each in watched:
                tasks.create_task(each)

    async def _watch(self) -> None:
        while True:
            self.check()
            await asyncio.sleep(WATCH_SECONDS)

    async def _write(self) -> None:
        while True:
            with contextlib.suppress(OperationalError):  # the files wait
                await asyncio.to_thread(halt_record.bring_in, self._database, self._home)
            await asyncio.sleep(WRITE_SECONDS)
