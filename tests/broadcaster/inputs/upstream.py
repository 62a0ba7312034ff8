"""An upstream station on the loopback that misbehaves in every way it is asked to, one way a path."""

import contextlib
import random
import socket
import ssl
import subprocess
import threading
from array import array
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from content.segment import AudioSegment
from content.sound import from_pcm
from station import clock
from tests.content.sounds import as_file, babble, tone

SECONDS = 4
Stream = Callable[["Handler"], None]


def mp3(sound: AudioSegment) -> bytes:
    return as_file(sound, "mp3", "libmp3lame")


def speech(*, level: float = 0.2, rate: int = 24000) -> AudioSegment:
    return babble(SECONDS * 1000, level=level, rate=rate)


def hiss() -> AudioSegment:
    """Return what a receiver between two stations gives."""
    chance = random.Random(2)
    samples = array("h", (round(chance.gauss(0, 2000)) for _ in range(SECONDS * 24000)))
    return from_pcm(samples.tobytes(), sample_rate=24000, channels=1)


class Handler(BaseHTTPRequestHandler):
    """One listener of the upstream."""

    server: "Upstream"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answer = self.server.streams.get(self.path)
        with contextlib.suppress(OSError):  # the relay hung up first
            if answer is None:
                self.send_error(404)
            else:
                answer(self)
        self.close_connection = True

    def head(self, kind: str, status: int = 200, **more: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **more}.items():
            self.send_header(name, value)
        self.end_headers()

    def paced(
        self,
        sound: bytes,
        seconds: float,
        *,
        turns: int = 1000,
        burst: float = 3,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Send a sound again and again as fast as it plays, its first seconds at once."""
        began, piece, sent = clock.monotonic(), len(sound) // 40, 0.0
        for _ in range(turns):
            for at in range(0, len(sound), piece):
                self.wfile.write(sound[at : at + piece])
                sent += seconds / 40
                self.server.over.wait(max(0.0, sent - burst - (clock.monotonic() - began)))
                if self.server.over.is_set() or not wanted():
                    return

    def log_message(self, format: str, *args: object) -> None:
        pass


class Upstream(ThreadingHTTPServer):
    """Serves what `streams` says, each to any number of listeners."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, streams: dict[str, Stream]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.streams = streams
        self.asked: list[str] = []
        self.over = threading.Event()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def end(self) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@contextlib.contextmanager
def upstream(streams: dict[str, Stream]) -> Iterator[Upstream]:
    server = Upstream(streams)
    try:
        yield server
    finally:
        server.end()


def plays(sound: bytes, kind: str = "audio/mpeg", *, turns: int = 1000) -> Stream:
    def stream(handler: Handler) -> None:
        handler.head(kind)
        handler.paced(sound, SECONDS, turns=turns)

    return stream


def stalls(sound: bytes) -> Stream:
    def stream(handler: Handler) -> None:
        handler.head("audio/mpeg")
        handler.paced(sound, SECONDS, turns=1)
        handler.server.over.wait(60)

    return stream


def drips(handler: Handler) -> None:
    """Send a byte now and then, each in time for a time-out that counts from the last one."""
    handler.head("audio/mpeg")
    while not handler.server.over.wait(0.2):
        handler.wfile.write(b"\xff")


def changes(first: bytes, second: bytes) -> Stream:
    """Change what is sent without a word, as a mount that falls back to another encoder does."""

    def stream(handler: Handler) -> None:
        handler.head("audio/mpeg")
        handler.paced(first, SECONDS, turns=1)
        handler.paced(second, SECONDS)

    return stream


def page(handler: Handler) -> None:
    handler.head("text/html; charset=utf-8")
    handler.wfile.write("<!doctype html><title>Trang chủ</title>".encode() * 100)


def leads(target: str) -> Stream:
    return lambda handler: handler.head("text/plain", 302, Location=target)


def gives(body: bytes, kind: str) -> Stream:
    def stream(handler: Handler) -> None:
        handler.head(kind)
        handler.wfile.write(body)

    return stream


def pours(start: bytes, piece: bytes, kind: str) -> Stream:
    """Send without end, as fast as it is taken."""

    def stream(handler: Handler) -> None:
        handler.head(kind)
        handler.wfile.write(start)
        while not handler.server.over.is_set():
            handler.wfile.write(piece)

    return stream


def shouts(sound: bytes) -> Stream:
    """Answer as the first SHOUTcast servers did: no HTTP in the first line."""

    def stream(handler: Handler) -> None:
        handler.wfile.write(b"ICY 200 OK\r\nicy-name:Dai xa\r\ncontent-type:audio/mpeg\r\n\r\n")
        handler.paced(sound, SECONDS)

    return stream


@contextlib.contextmanager
def silent_door() -> Iterator[str]:
    """Accept connections and say nothing at all."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"


@contextlib.contextmanager
def self_signed(folder: Path) -> Iterator[str]:
    """Serve over TLS with a certificate that nobody signed."""
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem"
    subprocess.run(["openssl", *words.split()], cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    with upstream({"/": page}) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield f"https://localhost:{server.server_port}/"


def tone_mp3() -> bytes:
    return mp3(tone(SECONDS * 1000))
