"""One connection a zone to the stream server, as any loudspeaker has; read seldom and together: 500 are cheap."""

import errno
import select
import socket
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

RETRY_SECONDS = 0.5
BACKLOG_SECONDS = 0.1  # what comes so soon after the answer was sent before we came
LARGEST_HEAD = 16_384
READ = 65_536
GAPS_KEPT = 100


@dataclass
class Wire:
    """One zone's connection; times are monotonic seconds."""

    slug: str
    line: socket.socket | None = None
    hears_since: float | None = None
    lost_at: float = float("-inf")
    gaps: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=GAPS_KEPT))
    try_at: float = 0.0
    has_sounded: bool = False
    asked: bool = False
    rest: bytes = b""

    def deaf(self, *, now: float) -> list[tuple[float, float]]:
        """Return when nothing could be heard, the present included."""
        return [*self.gaps, *([(self.lost_at, now)] if self.hears_since is None else [])]


@dataclass(frozen=True)
class Arrival:
    """Whole frames that came from a zone's stream after `since`; `backlog`: some were sent before we came."""

    zone_id: int
    data: bytes
    since: float
    backlog: bool


@dataclass
class Wires:
    """All connections of the ear."""

    host: str
    port: int
    frame_bytes: int
    wires: dict[int, Wire] = field(default_factory=dict)
    _poll: select.epoll = field(default_factory=select.epoll)
    _zones: dict[int, int] = field(default_factory=dict)  # by file number
    _read_at: float = float("-inf")

    def follow(self, slugs: Mapping[int, str], *, now: float) -> None:
        """Listen to these zones and no others."""
        for zone_id in [each for each, wire in self.wires.items() if slugs.get(each) != wire.slug]:
            self._drop(self.wires.pop(zone_id), now)
        for zone_id, slug in slugs.items():
            self.wires.setdefault(zone_id, Wire(slug))

    def read(self, *, now: float) -> Iterator[Arrival]:
        """Give what has come; connect what is not connected. Never waits."""
        for zone_id, wire in self.wires.items():
            if wire.line is None and now >= wire.try_at:
                self._connect(zone_id, wire, now)
        for number, events in self._poll.poll(0):
            zone_id = self._zones[number]
            wire = self.wires[zone_id]
            arrival = self._arrival(zone_id, wire, events, now)
            if arrival is not None:
                yield arrival
        self._read_at = now

    def close(self) -> None:
        """Hang up everywhere."""
        for wire in self.wires.values():
            self._drop(wire, 0.0)
        self._poll.close()

    def _connect(self, zone_id: int, wire: Wire, now: float) -> None:
        wire.try_at = now + RETRY_SECONDS
        line = socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET, socket.SOCK_STREAM)
        line.setblocking(False)
        answer = line.connect_ex((self.host, self.port))
        if answer not in (0, errno.EINPROGRESS):
            line.close()
            return
        wire.line, wire.asked, wire.rest = line, False, b""
        self._zones[line.fileno()] = zone_id
        self._poll.register(line, select.EPOLLOUT)

    def _arrival(self, zone_id: int, wire: Wire, events: int, now: float) -> Arrival | None:
        assert wire.line is not None
        try:
            if not wire.asked:
                self._ask(wire)
                return None
            data = wire.line.recv(READ)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        sound = self._past_the_head(wire, wire.rest + data, now) if data else None
        if sound is None:
            self._drop(wire, now)
            return None
        return self._frames(zone_id, wire, sound, now)

    def _ask(self, wire: Wire) -> None:
        assert wire.line is not None
        wire.line.sendall(f"GET /stream/{wire.slug}.mp3 HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode())
        wire.asked = True
        self._poll.modify(wire.line, select.EPOLLIN)

    def _past_the_head(self, wire: Wire, data: bytes, now: float) -> bytes | None:
        """Return the sound; None when there is no such stream. While the head is not whole there is no sound."""
        if wire.hears_since is not None:
            return data
        head, end, sound = data.partition(b"\r\n\r\n")
        if not end:
            wire.rest = data
            return b"" if len(data) < LARGEST_HEAD else None
        if head.split(b" ", 2)[1:2] != [b"200"]:
            return None
        wire.hears_since, wire.has_sounded = now, False
        wire.gaps.append((wire.lost_at, now))
        return sound

    def _frames(self, zone_id: int, wire: Wire, data: bytes, now: float) -> Arrival | None:
        if wire.hears_since is None:
            return None
        whole = len(data) // self.frame_bytes * self.frame_bytes
        wire.rest = data[whole:]
        if not whole:
            return None
        backlog = not wire.has_sounded or now < wire.hears_since + BACKLOG_SECONDS
        wire.has_sounded = True
        return Arrival(zone_id, data[:whole], float("-inf") if backlog else self._read_at, backlog)

    def _drop(self, wire: Wire, now: float) -> None:
        if wire.line is None:
            return
        self._zones.pop(wire.line.fileno(), None)
        with suppress(OSError):
            self._poll.unregister(wire.line)
        wire.line.close()
        if wire.hears_since is not None:
            wire.lost_at, wire.hears_since = now, None
        wire.line = None
