"""Receivers on this machine: a web hook, a mail server that takes everything, and one that never answers."""

import contextlib
import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Post:
    """What a receiver was sent."""

    port: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)

    @property
    def hook(self) -> str:
        """Its address as a web hook, with a secret in it."""
        return f"json://nguoi:bi-mat@127.0.0.1:{self.port}/hook/ma-kin"


@contextlib.contextmanager
def web_hook(status: int = 200) -> Iterator[Post]:
    """A web server that keeps what is posted to it, and answers so."""
    post = Post()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            post.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with _serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        post.port = server.server_address[1]
        yield post


@contextlib.contextmanager
def mail_server() -> Iterator[Post]:
    """A mail server that takes every mail."""
    post = Post()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 thu\r\n")
            for line in self.rfile:
                word = line.split(b" ")[0].strip().upper()
                if word == b"DATA":
                    self.wfile.write(b"354 viet\r\n")
                    mail = b"".join(iter(self.rfile.readline, b".\r\n"))
                    post.mails.append(mail.decode())
                self.wfile.write({b"QUIT": b"221 ve\r\n"}.get(word, b"250 duoc\r\n"))

    with _serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)) as server:
        post.port = server.server_address[1]
        yield post


@contextlib.contextmanager
def silent_server() -> Iterator[int]:
    """A server that takes every connection and never says a word; its port."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield server.getsockname()[1]


def closed_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _serving(server: Any) -> Iterator[Any]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
