"""A station with a programme about to air, and real processes to air it."""

import contextlib
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy.orm import Session

from broadcaster import queries
from broadcaster.outcome import Outcome
from broadcaster.reconcile.reading import read
from broadcaster.reconcile.rules import differences, unexplained
from broadcaster.reconcile.values import Difference
from content import actions as contents
from content import decisions
from content.airformat import SPEECH, frame_count
from content.models import Announcement, Clip
from content.shelf import Shelf
from playlists import actions as plans
from playlists.catchup import CatchUp
from playlists.models import Programme
from station import clock, schema
from station.database import Database
from station.settings import PROJECT
from tests.broadcaster.noise import noise
from tests.conftest import SAIGON, People


@dataclass
class Station:
    """A station in a folder: its database and clips, and the play-out processes started on it."""

    home: Path
    database: Database
    people: People
    zones: dict[str, int]
    port: int
    clips: dict[int, bytes] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    pages_port: int = field(default_factory=lambda: free_port())

    def announce(self, session: Session, seconds: float, title: str = "Bản tin") -> Announcement:
        """Put an approved announcement with a clip of so many seconds on the shelf."""
        now = clock.now()
        terms = contents.Terms([self.zones["xa"]])
        announcement = contents.write(session, contents.Wording(title, title), terms, by=self.people.lan, now=now)
        sound = noise(seconds, announcement.id)
        sha = Shelf(self.home / "clips").keep(sound)
        frames = frame_count(sound, SPEECH)
        session.merge(
            Clip(sha256=sha, frames=frames, air_format="64k", lufs=-16, true_peak_dbtp=-2, voice="x", made_at=now)
        )
        session.flush()
        announcement.current.clip_sha256 = sha
        session.flush()
        session.expire(announcement)
        contents.submit(session, announcement.id, by=self.people.lan, now=now)
        decisions.approve(session, announcement.id, sha, by=self.people.hung, now=now)
        self.clips[announcement.id] = sound
        return announcement

    def book(
        self,
        session: Session,
        announcement_ids: list[int],
        starts_at: datetime,
        zone: str = "xa",
        catch_up: CatchUp = CatchUp.JOIN,
    ) -> Programme:
        """Book a programme of these announcements, once; what is interrupted is joined where it would be."""
        now, local = clock.now(), clock.local(starts_at, SAIGON)
        entries = [plans.Entry(announcement_id=each) for each in announcement_ids]
        playlist = plans.save_playlist(session, f"DS {local}", entries, by=self.people.minh, now=now)
        timing = plans.Timing(local.time(), local.date(), catch_up=catch_up)
        zone_ids = [self.zones[zone]]
        return plans.book(session, "Sáng", playlist.id, zone_ids, timing, by=self.people.minh, now=now, timezone=SAIGON)

    def broadcast(self) -> subprocess.Popen[bytes]:
        """Start a play-out process, and wait until it streams."""
        process = self.start("broadcast")
        wait_for(self.is_ready, seconds=60)
        return process

    def listen(self) -> subprocess.Popen[bytes]:
        """Start the ear."""
        return self.start("ear")

    def start(self, *words: str, port: int | None = None) -> subprocess.Popen[bytes]:
        """Start a process of the station, with another stream port where one is named."""
        command = [sys.executable, str(PROJECT / "loa.py"), *words]
        process = subprocess.Popen(command, env=self.environ(port))
        self.processes.append(process)
        return process

    def environ(self, port: int | None = None) -> dict[str, str]:
        """Return what the station's processes are told."""
        return os.environ | {
            "LOA_HOME": str(self.home),
            "LOA_STREAM_PORT": str(port or self.port),
            "LOA_PORT": str(self.pages_port),
            "LOA_VOICES": "espeak",
            "LOA_HOST": "127.0.0.1",
            "LOA_DATABASE_URL": f"sqlite:///{self.home / 'station.db'}",
            **self.environment,
        }

    def hear(self, zone: str, *, patience: float = 1.0) -> "Listener":
        """Listen to a zone as a loudspeaker would, which comes again when it has heard nothing for so many seconds."""
        listener = Listener(f"http://127.0.0.1:{self.port}/stream/{zone}.mp3", patience)
        listener.start()
        return listener

    def log(self) -> list[queries.LogRow]:
        """Return the log of this hour."""
        now = clock.now()
        with self.database.reading() as session:
            return queries.log(session, since=now - timedelta(hours=1), until=now + timedelta(hours=1))

    def is_over(self, items: int) -> bool:
        """Does the log say of so many items that nothing of them comes any more?"""
        return len([row for row in self.log() if row.outcome not in (Outcome.CLAIMED, Outcome.ON_AIR)]) >= items

    def move(self, home: Path) -> None:
        """Go and live in another folder."""
        self.database.engine.dispose()
        for path in self.home.glob("station.db*"):
            shutil.copy(path, home)
        self.home, self.database = home, Database(f"sqlite:///{home / 'station.db'}")

    def listeners(self) -> int:
        """Return how many listen to the streams."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
            figures = dict(line.split() for line in answer.read().decode().splitlines() if not line.startswith("#"))
        return int(float(figures["loa_playout_listeners"]))

    def is_ready(self) -> bool:
        """Does the stream server answer that it is ready?"""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@dataclass
class Listener:
    """Listens to a zone's stream in a thread, and comes again when it is cut off."""

    url: str
    patience: float = 1.0
    heard: bytearray = field(default_factory=bytearray)
    arrivals: list[tuple[float, int]] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> bytes:
        self._over.set()
        if self._thread:
            self._thread.join(5)
        return bytes(self.heard)

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                with urllib.request.urlopen(self.url, timeout=self.patience) as stream:
                    while not self._over.is_set() and (data := stream.read1(65536)):
                        self.arrivals.append((clock.now().timestamp(), len(self.heard)))
                        self.heard += data
            except OSError:
                time.sleep(0.05)
            self.heard = self.heard[: len(self.heard) // SPEECH.frame_bytes * SPEECH.frame_bytes]


def wait_for(happened: Callable[[], bool], *, seconds: float) -> None:
    """Wait until something is so; fail the test when it takes longer."""
    deadline = clock.monotonic() + seconds
    while not happened():
        assert clock.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def free_port() -> int:
    """Return a port that nobody listens on, below those that clients are given: they would take it meanwhile."""
    while True:
        port = random.randrange(15_000, 30_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@pytest.fixture
def station(
    tmp_path: Path, database: Database, session: Session, people: People, zones: dict[str, int]
) -> Iterator[Station]:
    """A station whose processes are ended with the test."""
    session.close()
    with database.engine.begin() as connection:
        command.stamp(schema.config(connection), "head")
    station = Station(tmp_path, database, people, zones, free_port())
    yield station
    for process in station.processes:
        if process.poll() is None:
            process.kill()
        process.wait()
    station.database.engine.dispose()


def differences_of(station: Station) -> list[Difference]:
    """Reconcile the last hour; return what nothing explains."""
    now = clock.now()
    with station.database.reading() as session:
        book = read(session, since=now - timedelta(hours=1), until=now, now=now, timezone=SAIGON)
    return unexplained(differences(book))


def soon(seconds: float = 4.0) -> datetime:
    """An instant a few seconds ahead, on a whole second."""
    return (clock.now() + timedelta(seconds=seconds + 1)).replace(microsecond=0)


TODAY = date(2026, 11, 22)
