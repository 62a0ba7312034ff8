"""Sees to it that a halt silences the station at once, and that the audit trail hears of it when it can."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import OperationalError

from broadcaster.halts import halt
from broadcaster.halts import record as halt_record
from station import clock
from station.database import Database

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
        """Bring orders into the audit trail for ever."""
        while True:
            if halt.is_any(self._home):
                with contextlib.suppress(OperationalError):  # the files wait
                    await asyncio.to_thread(halt_record.bring_in, self._database, self._home)
            await asyncio.sleep(clock.until_next(WRITE_SECONDS))
