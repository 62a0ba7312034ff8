"""A stand-in for the service behind gTTS, on the loopback, that misbehaves as told."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from tests.content.sounds import as_file, tone

Answer = Callable[[BaseHTTPRequestHandler, str], None]


@dataclass
class FakeGoogle:
    address: str
    texts: list[str] = field(default_factory=list)


def audio_line(mp3: bytes) -> bytes:
    return ')]}\'\n\n[["wrb.fr","jQ1olc","[\\"%s\\"]",null]]\n'.replace("%s", base64.b64encode(mp3).decode()).encode()


def reply(handler: BaseHTTPRequestHandler, body: bytes, *, status: int = 200, length: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


def speaks(handler: BaseHTTPRequestHandler, text: str) -> None:
    """Answer with 200 ms of sound a word, between silences as the real service leaves."""
    sound = tone(200, level=0.0) + tone(200 * len(text.split())) + tone(300, level=0.0)
    reply(handler, audio_line(as_file(sound, "mp3", "libmp3lame")))


def hangs(handler: BaseHTTPRequestHandler, text: str) -> None:
    time.sleep(1.5)


def drips(handler: BaseHTTPRequestHandler, text: str) -> None:
    """Send a byte now and then, each in time for a time-out that counts from the last one."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def status(code: int) -> Answer:
    return lambda handler, text: reply(handler, b"no", status=code)


def body(content: bytes, *, length: int | None = None) -> Answer:
    return lambda handler, text: reply(handler, content, length=length)


@contextmanager
def fake_google(answer: Answer) -> Iterator[FakeGoogle]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            text = json.loads(json.loads(form["f.req"][0])[0][0][1])[0]
            fake.texts.append(text)
            try:
                answer(self, text)
            except BrokenPipeError:
                self.close_connection = True  # the voice hung up first

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    fake = FakeGoogle(f"http://127.0.0.1:{server.server_port}/")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
