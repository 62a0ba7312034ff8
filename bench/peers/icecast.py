"""A real Icecast on a free port, with room for the crowd and without its burst, which would count as lateness."""

import contextlib
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.processes import running
from station import clock
from station.errors import StationError
from web.demo.station import free_port

PATIENCE_SECONDS = 10.0
PASSWORD = "bench-source"
CONFIG = """<icecast>
  <limits>
    <clients>20000</clients><sources>1000</sources><queue-size>524288</queue-size>
    <burst-on-connect>0</burst-on-connect><burst-size>0</burst-size>
  </limits>
  <authentication>
    <source-password>{password}</source-password>
    <admin-user>admin</admin-user><admin-password>{password}</admin-password>
  </authentication>
  <hostname>localhost</hostname>
  <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
  <paths>
    <basedir>/usr/share/icecast2</basedir><logdir>{folder}</logdir>
    <webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot>
  </paths>
  <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>2</loglevel></logging>
  <security>
    <chroot>0</chroot><changeowner><user>nobody</user><group>nogroup</group></changeowner>
  </security>
</icecast>
"""


class PeerMissing(StationError):
    """The program to measure against is not installed."""

    def __init__(self, program: str) -> None:
        super().__init__(f"Cần cài {program} trên máy này để so sánh.")


class PeerFailed(StationError):
    """The program to measure against does not do what it should."""

    def __init__(self, program: str, log: Path) -> None:
        super().__init__(f"{program} không chạy như cần: {' '.join(log.read_text(errors='replace').split())[-300:]}")


@dataclass(frozen=True)
class Icecast:
    """One running server."""

    process: int
    port: int


def need(program: str) -> None:
    """Raise PeerMissing when a program is not there."""
    if shutil.which(program) is None:
        raise PeerMissing(program)


@contextlib.contextmanager
def icecast() -> Iterator[Icecast]:
    """Run an Icecast. Raise PeerMissing, PeerFailed."""
    need("icecast2")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="loa-icecast-") as name:
        folder = Path(name)
        folder.chmod(0o777)  # it gives up root, and then writes its logs
        config, log = folder / "icecast.xml", folder / "out.log"
        config.write_text(CONFIG.format(port=port, folder=folder, password=PASSWORD))
        with running(["icecast2", "-c", str(config)], log=log) as process:
            _await_port(port, log)
            yield Icecast(process, port)


def _await_port(port: int, log: Path) -> None:
    deadline = clock.monotonic() + PATIENCE_SECONDS
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        if clock.monotonic() > deadline:
            raise PeerFailed("icecast2", log)
        time.sleep(0.1)


def has_mount(port: int, path: str) -> bool:
    """Does somebody send to this mount point?"""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        line.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        return line.recv(64).split(b" ")[1:2] == [b"200"]
    return False
