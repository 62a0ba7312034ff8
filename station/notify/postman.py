"""Keeps sending, in a thread that holds up neither its process's loop nor its end."""

import contextlib
import threading

from sqlalchemy.exc import OperationalError

from station.database import Database
from station.notify import outbox


class Postman:
    """One round at a time: a receiver that does not answer may take minutes."""

    def __init__(self, database: Database, station_name: str) -> None:
        self._database = database
        self._station_name = station_name
        self._round: threading.Thread | None = None

    def go(self) -> None:
        """Begin a round, unless one is under way."""
        if self._round is None or not self._round.is_alive():
            self._round = threading.Thread(target=self._send, daemon=True, name="postman")
            self._round.start()

    def _send(self) -> None:
        with contextlib.suppress(OperationalError):  # a locked database: the next round
            outbox.send_due(self._database, station_name=self._station_name)
