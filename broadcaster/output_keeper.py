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

    def heard(self, states: Mapping[int, Health]) -> None:
        """Take in how the outputs are."""
        self._states = states

    async def run(self) -> None:
        """Write for ever; where nothing changed, nothing is locked."""
        while True:
            await asyncio.sleep(WRITE_SECONDS)
            if self._states:
                with contextlib.suppress(OperationalError):  # told again in two seconds
                    await asyncio.to_thread(self._write, self._states)

    def _write(self, states: Mapping[int, Health]) -> None:
        now = clock.now()
        with self._database.reading() as session:
            if not output_states.changed(session, states.items(), now=now):
                return
        with self._database.writing() as session:
            output_states.write(session, states.items(), now=now)
