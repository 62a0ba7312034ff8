"""Keeps in the database how each output is, as the transmitter tells it."""

import asyncio
import contextlib
from collections.abc import Mapping

from sqlalchemy.exc import OperationalError

from broadcaster import output_states
from broadcaster.outputs.port import Health
from station import clock
from station.database import Database

WRITE_SECONDS = 2.0


class OutputKeeper:
    """Remembers what the transmitter last said, and writes down what changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._states: Mapping[int, Health] = {}
        self._written: Mapping[int, Health] = {}

    def look(self) -> None:
        """Somebody may have changed an output: what is known of it may no longer be in the database."""
        self._written = {}

    def heard(self, states: Mapping[int, Health]) -> None:
        """Take in how the outputs are."""
        self._states = states

    async def run(self) -> None:
        """Write for ever; where nothing changed and nothing fails, nothing is asked."""
        while True:
            await asyncio.sleep(clock.until_next(WRITE_SECONDS))
            states = self._states
            if states == self._written and all(each.ok for each in states.values()):
                continue
            with contextlib.suppress(OperationalError):  # told again in two seconds
                await asyncio.to_thread(self._write, states)
                self._written = states

    def _write(self, states: Mapping[int, Health]) -> None:
        now = clock.now()
        with self._database.reading() as session:
            if not output_states.changed(session, states.items(), now=now):
                return
        with self._database.writing() as session:
            output_states.write(session, states.items(), now=now)
