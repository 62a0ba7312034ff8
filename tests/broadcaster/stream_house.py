"""A stream server in a thread, fed by hand, and listeners made of bare sockets."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from broadcaster.outputs.http import StreamServer
from broadcaster.stretch import Stretch
from broadcaster.transmitter.cue import Cue
from broadcaster.transmitter.feed import Feed
from content.airformat import SPEECH, silent_frame
from station import clock

FRAME = SPEECH.frame_bytes
SECOND = SPEECH.kbps * 125  # bytes of sound
PAGES = {"/healthz": lambda: (200, "text/plain", b"ok\n")}


def numbered(first: int, count: int) -> bytes:
    """Return frames no two of which are alike: the air format's header, then the frame's number."""
    return b"".join(
        SPEECH.header + number.to_bytes(4, "big") * (FRAME // 4 - 1) for number in range(first, first + count)
    )


def numbers(sound: bytes) -> list[int]:
    """Return the numbers of the whole frames, none if the sound does not begin with a frame."""
    whole = range(0, len(sound) - FRAME + 1, FRAME)
    assert all(sound[at : at + 4] == SPEECH.header for at in whole), "not at a frame's beginning"
    return [int.from_bytes(sound[at + 4 : at + 8], "big") for at in whole]


class Silence:
    """A sound that nobody takes here: the house is fed by hand."""

    def take(self, first: int, count: int) -> bytes:
        return silent_frame(SPEECH) * count


@dataclass
class House:
    """The server, its loop's thread, and how much was sent to the zone «xa»."""

    server: StreamServer
    feed: Feed
    port: int = 0
    sent: int = 0  # frames
    lines: list[socket.socket] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop | None = None
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self, frames: int, block: int = 5) -> None:
        """Send so many numbered frames in blocks, and return when the server has handed them out."""
        for _ in range(frames // block):
            self.send_sound(numbered(self.sent, block))

    def send_sound(self, sound: bytes) -> None:
        """Send whole frames at once."""
        self.sent += len(sound) // FRAME
        self.do(lambda: self._hand_out(sound))

    def say(self, title: str) -> None:
        """Let the feed say from now on that this sounds; nothing, if it has no title."""
        stretch = Stretch(1, "", clock.now(), 0, 1, 1, True, title)
        self.do(lambda: setattr(self.feed, "cue", Cue(stretch, Silence(), 0.0) if title else None))

    def do(self, deed: Callable[[], object] = lambda: None) -> None:
        """Do something in the loop's thread, and wait until it is done."""
        assert self._loop is not None
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (deed(), done.set()))
        assert done.wait(10)

    def connect(self, *, kept_bytes: int = 0) -> socket.socket:
        """Open a connection that says nothing yet; `kept_bytes` makes its kernel hold little."""
        line = socket.socket()
        self.lines.append(line)
        line.settimeout(5)
        if kept_bytes:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, kept_bytes)
        line.connect(("127.0.0.1", self.port))
        return line

    def ask(self, request: str, *, kept_bytes: int = 0) -> socket.socket:
        """Open a connection and send a request's first line and headers, parted by newlines."""
        line = self.connect(kept_bytes=kept_bytes)
        line.sendall("".join(f"{each}\r\n" for each in (*request.split("\n"), "Host: loa", "")).encode())
        return line

    def listen(self, *headers: str, kept_bytes: int = 0) -> tuple[socket.socket, bytes, bytes]:
        """Listen to the zone; return the line, the head and what sound came with it."""
        line = self.ask("\n".join(("GET /stream/xa.mp3 HTTP/1.1", *headers)), kept_bytes=kept_bytes)
        data = b""
        while b"\r\n\r\n" not in data:
            data += line.recv(65536)
        self.do()  # the server has done with it
        head, _, sound = data.partition(b"\r\n\r\n")
        return line, head, sound

    def _hand_out(self, sound: bytes) -> None:
        self.feed.recent.append(sound)
        for output in tuple(self.feed.outputs):
            output.send(sound)

    async def run(self, ready: threading.Event) -> None:
        """Serve until stopped."""
        self._loop = asyncio.get_running_loop()
        async with await self.server.start("127.0.0.1", self.port):
            ready.set()
            await self._over.wait()

    def stop(self) -> None:
        """End the server."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._over.set)


@contextmanager
def stream_house(patience: float = 10.0) -> Iterator[House]:
    """Run a server with one zone."""
    feed = Feed(silent_frame(SPEECH), lambda note: None)
    server = StreamServer(SECOND, PAGES, patience=patience)
    server.feeds = {"xa": feed}
    house, ready = House(server, feed, free_port()), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(house.run(ready)))
    thread.start()
    assert ready.wait(5)
    try:
        yield house
    finally:
        house.stop()
        thread.join(5)
        for line in house.lines:
            line.close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def received(line: socket.socket, enough: int, had: bytes = b"") -> bytes:
    """Read until there are so many bytes, or the other side hangs up."""
    data = bytearray(had)
    while len(data) < enough and (more := line.recv(65536)):
        data += more
    return bytes(data)


def all_of(line: socket.socket) -> bytes:
    """Read until the other side hangs up."""
    return received(line, 1 << 30)
