"""A stand-in for the transmitter's end of an inlet: takes connections one after another and remembers what came."""

import contextlib
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from station import clock
from station.nudge import address

PATIENCE = 10.0  # seconds


class Transmitter:
    """Listens under the station's name for it; what each source sent is kept, the first line apart."""

    def __init__(self, home: Path, *, takes: bool = True) -> None:
        self.heads: list[bytes] = []
        self.frames = bytearray()
        self._takes = takes
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(address(home, "inlet"))
        self._door.listen()
        self._guests: list[socket.socket] = []
        self._readers: list[threading.Thread] = []
        self._server = threading.Thread(target=self._serve, daemon=True)
        self._server.start()

    def _serve(self) -> None:
        while True:
            try:
                guest, _ = self._door.accept()
            except OSError:
                return
            self._guests.append(guest)
            if self._takes:
                self._readers.append(threading.Thread(target=self._read, args=(guest,), daemon=True))
                self._readers[-1].start()

    def _read(self, guest: socket.socket) -> None:
        with contextlib.suppress(OSError), guest.makefile("rb") as lines:
            self.heads.append(lines.readline())
            while part := lines.read1(65536):
                self.frames += part

    def wait(self, question: Callable[[], bool]) -> None:
        """Return as soon as the answer is yes."""
        until = clock.monotonic() + PATIENCE
        while not question():
            assert clock.monotonic() < until, "nothing came"
            threading.Event().wait(0.01)

    def end(self) -> None:
        """Die: the door and every connection are closed."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._server.join(PATIENCE)
        for guest in self._guests:
            with contextlib.suppress(OSError):  # already gone
                guest.shutdown(socket.SHUT_RDWR)
        for reader in self._readers:
            reader.join(PATIENCE)
        for each in (self._door, *self._guests):
            each.close()
