"""The way into the transmitter: frames made outside it are handed over as they are made, and never waited for."""

import json
import socket
from collections import deque
from pathlib import Path

from station import clock
from station.nudge import address

NAME = "inlet"
RETRY_SECONDS = 0.25  # between attempts to reach a transmitter that is not there
MOST_WAITING = 16_384  # bytes; at 64 kbit/s two seconds: what is older has missed its moment


class Inlet:
    """Sends one source's frames to this station's transmitter, which may come, go and stall as it likes.

    No call blocks. What the transmitter does not take is dropped, the oldest first and always whole.
    """

    def __init__(self, home: Path, source: str) -> None:
        self.source = source
        self.dropped = 0  # bytes
        self._address = address(home, NAME)
        self._socket: socket.socket | None = None
        self._waiting: deque[bytes] = deque()
        self._rest = b""  # what the transmitter has not yet taken of the last piece it began to take
        self._try_at = 0.0

    @property
    def connected(self) -> bool:
        """Is there a transmitter that takes what is sent?"""
        return self._socket is not None

    def send(self, frames: bytes) -> None:
        """Hand over whole frames; each call's frames arrive together or not at all."""
        if frames:
            self._waiting.append(frames)
        try:
            self._connect()
            self._push()
        except BlockingIOError:
            pass  # it has enough for now: the rest stays for the next call
        except OSError:
            self.close()
        self._drop()

    def close(self) -> None:
        """Let go of the transmitter; a later call of `send` reaches for it again."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _connect(self) -> None:
        now = clock.monotonic()
        if self._socket is not None or now < self._try_at:
            return
        self._try_at = now + RETRY_SECONDS
        reaching = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        reaching.setblocking(False)
        reaching.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST_WAITING)
        try:
            reaching.connect(self._address)
        except OSError:
            reaching.close()
            raise
        self._socket = reaching
        self._rest = json.dumps({"source": self.source}).encode() + b"\n"

    def _push(self) -> None:
        while self._socket is not None and (self._rest or self._waiting):
            self._rest = self._rest or self._waiting.popleft()
            self._rest = self._rest[self._socket.send(self._rest) :]

    def _drop(self) -> None:
        most = MOST_WAITING if self.connected else 0  # whoever comes later wants what is said then
        while sum(map(len, self._waiting)) > most:
            self.dropped += len(self._waiting.popleft())
