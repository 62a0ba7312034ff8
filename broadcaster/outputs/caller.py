"""One connection to the stream server: its socket is ours, so that a block costs one system call and little else."""

import contextlib
import select
import socket
import struct
from typing import Protocol

from broadcaster.outputs.hall import Hall
from broadcaster.outputs.http_request import Asked, NotHTTP, Request

READ_BYTES = 8192
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: on, for no time; what was not taken is thrown away


class House(Protocol):
    """What a caller needs of the server."""

    most_waiting: int  # bytes

    def answer(self, caller: "Caller", asked: Asked) -> None:
        """Say or stream what was asked."""

    def refuse(self, caller: "Caller", status: int) -> None:
        """Say that this was no request."""

    def watch(self, caller: "Caller") -> None:
        """Call `stir` when something happens that the caller waits for."""

    def forget(self, caller: "Caller") -> None:
        """The caller is gone."""


class Caller:
    """Asks once, then only takes: what fits is sent at once, the rest waits, and too much waiting ends it."""

    __slots__ = ("_ending", "_house", "_request", "_send", "_waiting", "_waiting_bytes", "hall", "sock")

    def __init__(self, sock: socket.socket, house: House) -> None:
        self.sock = sock
        self.hall: Hall | None = None
        self._send = sock.send
        self._house = house
        self._request: Request | None = Request()
        self._waiting: list[bytes] = []  # shared with everyone who has the same blocks waiting
        self._waiting_bytes = 0
        self._ending = False

    @property
    def wants(self) -> int:
        """Return the events that matter to it; a listener that goes away is noticed by the next block."""
        reads = select.EPOLLIN if self.hall is None else 0
        return reads | (select.EPOLLOUT if self._waiting else 0)

    def stir(self, events: int) -> None:
        """Answer to what happened to the socket."""
        if events & (select.EPOLLERR | select.EPOLLHUP):
            self.drop()
            return
        if events & select.EPOLLOUT:
            self._flush()
        if events & select.EPOLLIN:
            self.read()

    def read(self) -> None:
        """Take what has arrived of a request; what comes after it is thrown away."""
        try:
            data = self.sock.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.drop()
        elif self._request is not None:
            self._hear(self._request, data)

    def send(self, data: bytes) -> None:
        """Send at once what fits; drop the listener when more than some seconds of sound wait for it."""
        if self._waiting:
            self._keep(data)
            return
        try:
            sent = self._send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.drop()
            return
        if sent < len(data):
            self._keep(data[sent:] if sent else data)
            self._house.watch(self)

    def stream(self, hall: Hall, head: bytes, *, titled: bool) -> None:
        """Become a listener."""
        self.hall, self._request = hall, None
        self._house.watch(self)
        self.send(head + hall.join(self, titled=titled))

    def end(self, answer: bytes) -> None:
        """Say the last word; the other side hangs up, lest the answer be lost with what it was still sending."""
        self._request, self._ending = None, True
        self.send(answer)
        if not self._waiting:
            self._hang_up()

    def drop(self) -> None:
        """End it now; what waits here is thrown away."""
        if self.hall is not None:
            self.hall.leave(self)
        self._house.forget(self)
        self.sock.close()

    def _hear(self, request: Request, data: bytes) -> None:
        try:
            asked = request.take(data)
        except NotHTTP as problem:
            self._house.refuse(self, problem.status)
            return
        if asked is not None:
            self._house.answer(self, asked)

    def _keep(self, data: bytes) -> None:
        self._waiting.append(data)
        self._waiting_bytes += len(data)
        if self._waiting_bytes > self._house.most_waiting:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)  # nor shall the kernel wait for it
            self.drop()

    def _flush(self) -> None:
        data = b"".join(self._waiting)
        self._waiting.clear()
        self._waiting_bytes = 0
        self.send(data)
        if not self._waiting and self.sock.fileno() >= 0:
            self._house.watch(self)
            if self._ending:
                self._hang_up()

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_WR)
