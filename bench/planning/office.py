"""A fresh station whose clock stands at another day: its pages and its voice, as processes of their own."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from station import clock
from station.database import Database
from station.settings import PROJECT, Settings, load
from web.demo.station import free_port, wait_for

HANDS = PROJECT / "tests" / "broadcaster" / "jumping_clock"
PASSWORD = "mua-gat-2025"
ADMINISTRATOR = "hoa"


@dataclass(frozen=True)
class Office:
    """A running station, empty but for its first administrator."""

    settings: Settings
    database: Database
    address: str


@contextmanager
def opened(home: Path, station_name: str, at: datetime) -> Iterator[Office]:
    """Open a station in an empty folder on a day of its own; close it at the end."""
    told = {
        "LOA_HOME": str(home),
        "LOA_HOST": "127.0.0.1",
        "LOA_PORT": str(free_port()),
        "LOA_STREAM_PORT": str(free_port()),
        "LOA_STATION_NAME": station_name,
        "LOA_VOICES": "espeak",
    }
    settings = load(told)
    hands = home / "hands"
    hands.write_text(str((at - clock.now()).total_seconds()))
    moved = os.environ | told | {"TEST_CLOCK_HANDS": str(hands), "PYTHONPATH": str(HANDS)}
    words = ["user", "add", ADMINISTRATOR, "--role", "administrator", "--name", "Vũ Thị Hoa", "--password", PASSWORD]
    _loa(moved, *words).wait(60)
    parts = [_loa(moved, "web"), _loa(moved, "voice")]
    address = f"http://127.0.0.1:{settings.port}"
    try:
        wait_for(lambda: _answers(address), "trang web không khởi động được")
        yield Office(settings, Database(settings.database_url), address)
    finally:
        for part in parts:
            part.terminate()
        for part in parts:
            part.wait(30)


def _loa(environment: dict[str, str], *words: str) -> "subprocess.Popen[bytes]":
    with (Path(environment["LOA_HOME"]) / "loa.log").open("ab") as log:
        command = [sys.executable, str(PROJECT / "loa.py"), *words]
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5):
            return True
    except OSError:
        return False
