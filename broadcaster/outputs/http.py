"""The built-in stream server: one endless MP3 a zone, for browsers and IP loudspeakers (RFC 9112, ICY metadata).

It lives in the transmitter's event loop but keeps the sockets for itself, in an epoll of its own: a block for a
listener is then one system call, and a crowd at the door is let in a few at a time between the frames.
"""

import asyncio
import errno
import resource
import select
import socket
from collections.abc import Callable, Mapping
from typing import Self

from broadcaster.outputs.caller import Caller
from broadcaster.outputs.hall import Hall
from broadcaster.outputs.http_request import Asked, head
from broadcaster.transmitter.feed import Feed
from station import clock

BACKLOG = 4096  # connections that may wait to be accepted: a whole village may connect at once
SLOW_SECONDS = 10  # of sound that may wait for one listener before it is dropped, here and in the kernel
PATIENCE_SECONDS = 10  # for a request to arrive whole, and for the other side to hang up after an answer
KERNEL_SECONDS = 2  # of these, the kernel's share; a listener's own kernel takes more, and we cannot know how much
LET_IN_AT_ONCE = 16  # of the connections that wait at a door
STIRRED_AT_ONCE = 32  # of the connections on which something happened
SPARE_FILES = 200  # descriptors that are left for the rest of the process
MOST_FILES = 1 << 20
TEND_SECONDS = 1.0  # between looks at who dawdles
NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

Answer = tuple[int, str, bytes]


class StreamServer:
    """Knows the zones' halls by slug, and a few small pages for those who watch over the station."""

    def __init__(
        self, bytes_per_second: int, pages: Mapping[str, Callable[[], Answer]], *, patience: float = PATIENCE_SECONDS
    ) -> None:
        self.pages = pages
        self.halls: dict[str, Hall] = {}
        self.most_waiting = bytes_per_second * (SLOW_SECONDS - KERNEL_SECONDS)
        self._bytes_per_second = bytes_per_second
        self._callers: dict[int, Caller] = {}
        self._hurried: dict[Caller, float] = {}  # until when (monotonic); in that order
        self._doors: dict[int, socket.socket] = {}
        self._epoll = select.epoll()
        self._patience = patience  # seconds
        self.most_callers = 0
        self._is_full = False
        self._timer: asyncio.TimerHandle | None = None

    @property
    def feeds(self) -> Mapping[str, Feed]:
        """Return the feeds that are streamed, by the zones' slugs."""
        return {slug: hall.feed for slug, hall in self.halls.items()}

    @feeds.setter
    def feeds(self, feeds: Mapping[str, Feed]) -> None:
        gone = [slug for slug, hall in self.halls.items() if feeds.get(slug) is not hall.feed]
        for slug in gone:
            self.halls.pop(slug).close()
        frame_bytes = self._bytes_per_second * 24 // 1000
        for slug in feeds.keys() - self.halls.keys():
            self.halls[slug] = Hall(feeds[slug], slug, frame_bytes)

    @property
    def listeners(self) -> list[Caller]:
        """Return everyone who listens to a zone now."""
        return [caller for caller in self._callers.values() if caller.hall is not None]

    async def start(self, host: str, port: int) -> Self:
        """Listen. Raise OSError when the port is taken."""
        self.most_callers = raised_file_limit() - SPARE_FILES
        loop = asyncio.get_running_loop()
        kinds = await loop.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, _, _, _, address in dict.fromkeys(kinds):
            door = _door(family, address[:2], self._bytes_per_second * KERNEL_SECONDS)
            self._doors[door.fileno()] = door
            self._epoll.register(door, select.EPOLLIN)
        loop.add_reader(self._epoll.fileno(), self._turn)
        self._tend()
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Shut the doors and send everyone away."""
        asyncio.get_running_loop().remove_reader(self._epoll.fileno())
        if self._timer:
            self._timer.cancel()
        for caller in tuple(self._callers.values()):
            caller.drop()
        for door in self._doors.values():
            door.close()
        self._doors.clear()
        self._epoll.close()

    def answer(self, caller: Caller, asked: Asked) -> None:
        """Say or stream what was asked."""
        body = asked.method == "GET"
        if asked.method not in ("GET", "HEAD"):
            self._say(caller, (405, "text/plain", b"method not allowed\n"))
        elif asked.path in self.pages:
            self._say(caller, self.pages[asked.path](), body=body)
        elif (hall := self.halls.get(_slug(asked.path))) is None:
            self._say(caller, (404, "text/plain; charset=utf-8", "Không có khu vực này.\n".encode()), body=body)
        else:
            self._stream(caller, hall, asked)

    def refuse(self, caller: Caller, status: int) -> None:
        """Say that this was no request."""
        self._say(caller, (status, "text/plain", b"bad request\n"))

    def watch(self, caller: Caller) -> None:
        """Look out for what the caller waits for."""
        fd = caller.sock.fileno()
        if fd in self._callers:
            self._epoll.modify(fd, caller.wants)

    def forget(self, caller: Caller) -> None:
        """Look out for it no more."""
        self._hurried.pop(caller, None)
        if self._callers.pop(caller.sock.fileno(), None) is not None:
            self._epoll.unregister(caller.sock.fileno())

    def _say(self, caller: Caller, answer: Answer, *, body: bool = True) -> None:
        status, kind, text = answer
        first = head(status, [("Content-Type", kind), ("Content-Length", str(len(text)))])
        caller.end(first + text if body else first)

    def _stream(self, caller: Caller, hall: Hall, asked: Asked) -> None:
        headers = [("Content-Type", "audio/mpeg"), ("Cache-Control", "no-store"), ("icy-pub", "0")]
        headers += [("icy-name", hall.name), ("icy-br", str(self._bytes_per_second // 125))]
        if asked.wants_titles:
            headers.append(("icy-metaint", str(hall.title_interval)))
        if asked.method == "HEAD":
            caller.end(head(200, headers))
            return
        self._hurried.pop(caller, None)
        caller.stream(hall, head(200, headers), titled=asked.wants_titles)

    def _turn(self) -> None:
        """Do a little of what waits; the rest waits for the next turn, so that no frame does."""
        for fd, events in self._epoll.poll(0, STIRRED_AT_ONCE):
            if (door := self._doors.get(fd)) is not None:
                self._let_in(door)
            elif (caller := self._callers.get(fd)) is not None:
                caller.stir(events)

    def _let_in(self, door: socket.socket) -> None:
        until = clock.monotonic() + self._patience
        for _ in range(LET_IN_AT_ONCE):
            if len(self._callers) >= self.most_callers:
                self._watch_doors(0)
                return
            try:
                sock, _ = door.accept()
            except BlockingIOError:
                return
            except OSError as problem:
                if problem.errno in NO_ROOM:
                    self._watch_doors(0)
                return
            self._receive(sock, until)

    def _receive(self, sock: socket.socket, until: float) -> None:
        sock.setblocking(False)
        caller = Caller(sock, self)
        self._hurried[caller] = until
        caller.read()  # most have said what they want by now
        fd = sock.fileno()
        if fd >= 0:
            self._callers[fd] = caller
            self._epoll.register(fd, caller.wants)

    def _watch_doors(self, events: int) -> None:
        self._is_full = not events
        for fd in self._doors:
            self._epoll.modify(fd, events)

    def _tend(self) -> None:
        """Once a second: drop whoever dawdles, and try the doors again if there was no room."""
        now = clock.monotonic()
        for caller in [caller for caller, until in self._hurried.items() if until < now]:
            caller.drop()
        if self._is_full:
            self._watch_doors(select.EPOLLIN)
        self._timer = asyncio.get_running_loop().call_later(TEND_SECONDS, self._tend)


def raised_file_limit() -> int:
    """Ask for as many open files as this process may have: each listener is one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


def _door(family: int, address: tuple[str | int | bytes, ...], kept_bytes: int) -> socket.socket:
    """Listen at one address; what is set here, every connection inherits (tcp(7))."""
    door = socket.create_server(address, family=family, backlog=BACKLOG)
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, kept_bytes)
    door.setblocking(False)
    return door


def _slug(path: str) -> str:
    return path.removeprefix("/stream/").removesuffix(".mp3") if path.startswith("/stream/") else ""
