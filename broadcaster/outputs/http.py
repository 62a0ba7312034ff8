"""The built-in stream server: one endless MP3 a zone, for browsers and IP loudspeakers (RFC 9112 by h11)."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus

import h11

from broadcaster.transmitter.feed import Feed

BACKLOG = 4096  # connections that may wait to be accepted: a whole village may connect at once
SLOW_SECONDS = 10  # of sound that may wait for one listener before it is dropped
PATIENCE_SECONDS = 10  # for a request to arrive whole

Answer = tuple[int, str, bytes]


class StreamServer:
    """Knows the zones' feeds by slug, and a few small pages for those who watch over the station."""

    def __init__(self, bytes_per_second: int, pages: Mapping[str, Callable[[], Answer]]) -> None:
        self.feeds: dict[str, Feed] = {}
        self.pages = pages
        self.most_waiting = bytes_per_second * SLOW_SECONDS
        self.listeners: set[Listener] = set()

    async def start(self, host: str, port: int) -> asyncio.Server:
        """Listen. Raise OSError when the port is taken."""
        loop = asyncio.get_running_loop()
        return await loop.create_server(lambda: Listener(self), host, port, backlog=BACKLOG, reuse_address=True)


class Listener(asyncio.Protocol):
    """One connection: asks for a zone once, then only takes frames; an Output of that zone's feed."""

    transport: asyncio.Transport

    def __init__(self, server: StreamServer) -> None:
        self._server = server
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=8192)
        self._feed: Feed | None = None
        self._hurry: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._server.listeners.add(self)
        self._hurry = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._server.listeners.discard(self)
        if self._hurry:
            self._hurry.cancel()
        if self._feed and self in self._feed.outputs:
            self._feed.outputs.remove(self)

    def data_received(self, data: bytes) -> None:
        if self._feed is not None:
            return  # a listener has nothing more to say
        try:
            self._http.receive_data(data)
            event = self._http.next_event()
        except h11.RemoteProtocolError:
            self._answer(400, "text/plain", b"bad request\n")
            return
        if isinstance(event, h11.Request):
            self._serve(event)

    def send(self, frames: bytes) -> None:
        """Take frames; a listener that has let ten seconds pile up is dropped and may come again."""
        if self.transport.get_write_buffer_size() > self._server.most_waiting:
            self.transport.abort()
        else:
            self.transport.write(frames)

    def _serve(self, request: h11.Request) -> None:
        if self._hurry:
            self._hurry.cancel()
        path = request.target.decode("ascii", "replace").partition("?")[0]
        if request.method not in (b"GET", b"HEAD"):
            self._answer(405, "text/plain", b"method not allowed\n")
        elif path in self._server.pages:
            self._answer(*self._server.pages[path]())
        elif (feed := self._server.feeds.get(_slug(path))) is None:
            self._answer(404, "text/plain; charset=utf-8", "Không có khu vực này.\n".encode())
        else:
            self._stream(feed, head_only=request.method == b"HEAD")

    def _stream(self, feed: Feed, *, head_only: bool) -> None:
        self._head(200, [("Content-Type", "audio/mpeg"), ("Cache-Control", "no-store"), ("icy-pub", "0")])
        if head_only:
            self.transport.close()
            return
        self._feed = feed
        self.transport.write(b"".join(feed.recent))
        feed.outputs.append(self)

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self._head(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        self.transport.write(body)
        self.transport.close()

    def _head(self, status: int, headers: Iterable[tuple[str, str]]) -> None:
        # Written by hand: h11 would send an endless answer in chunks, which IP loudspeakers do not take.
        # Any page may play the stream, so it is open to other origins (the pages live on another port).
        always = [("Connection", "close"), ("Access-Control-Allow-Origin", "*"), ("Server", "loa-xa")]
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
        lines += [f"{name}: {value}" for name, value in (*headers, *always)]
        self.transport.write("\r\n".join([*lines, "", ""]).encode("latin-1"))


def _slug(path: str) -> str:
    return path.removeprefix("/stream/").removesuffix(".mp3") if path.startswith("/stream/") else ""
