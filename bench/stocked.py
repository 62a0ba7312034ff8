"""A station in a folder with as many zones and programmes as are wanted, and the real processes that play them.

Clips and approvals go through the station's own actions; zones, playlists and bookings by the thousand are put into
their tables at once, for the checks of a booking among thousands of others are no part of what is measured.
"""

import dataclasses
import os
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from bench.peers.icecast import PASSWORD, Icecast
from bench.processes import family, running
from broadcaster import output_actions
from broadcaster.models import Output
from content import actions as contents
from content import decisions
from content.airformat import SPEECH, frame_count
from content.models import Clip
from content.shelf import Shelf
from playlists.models import GuardRule, Item, ItemKind, Playlist, Programme
from station import audit, clock
from station.database import Database
from station.models import Person, Zone
from station.nudge import nudge
from station.roles import Role
from station.settings import PROJECT, Settings, load
from station.upgrade import ensure_current
from web.demo.station import free_port, wait_for


@dataclass
class Stock:
    """What lies in the folder: zones by address, announcements by number, and who does things."""

    settings: Settings
    database: Database
    people: Mapping[Role, Person]
    zones: Mapping[str, int]
    shelved: dict[int, bytes] = field(default_factory=dict)
    processes: Sequence[int] = ()

    def path(self, slug: str) -> str:
        """Return where a zone's stream is."""
        return f"/stream/{slug}.mp3"

    def announce(self, clip: bytes, title: str) -> int:
        """Put an approved announcement with this clip on the shelf; return its number."""
        now, editor, approver = clock.now(), self.people[Role.EDITOR], self.people[Role.APPROVER]
        sha = Shelf(self.settings.clips).keep(clip)
        with self.database.writing() as session:
            terms = contents.Terms([self.zones["xa"]])
            announcement = contents.write(session, contents.Wording(title, title), terms, by=editor, now=now)
            session.merge(_clip(sha, clip, now))
            session.flush()
            announcement.current.clip_sha256 = sha
            session.flush()
            session.expire(announcement)
            contents.submit(session, announcement.id, by=editor, now=now)
            decisions.approve(session, announcement.id, sha, by=approver, now=now)
        self.shelved[announcement.id] = clip
        return announcement.id

    def book(self, programmes: Mapping[str, Sequence[int]], starts_at: datetime) -> None:
        """Book for each zone a playlist of its own at one instant on a whole second, and tell play-out."""
        operator, now = self.people[Role.OPERATOR].username, clock.now()
        local = clock.local(starts_at, self.settings.timezone)
        with self.database.writing() as session:
            for slug, announcement_ids in programmes.items():
                playlist = Playlist(name=f"{slug} {local:%H:%M:%S}", changed_at=now)
                playlist.items = [_item(place, each) for place, each in enumerate(announcement_ids)]
                programme = Programme(
                    name=f"Đo {slug}", starts_at=local.time(), first_day=local.date(), last_day=local.date()
                )
                programme.rule, programme.zone_ids = {"kind": "once"}, [self.zones[slug]]
                programme.playlist, programme.booked_by, programme.booked_at = playlist, operator, now
                session.add(programme)
            audit.record(session, operator, "book", "bench", now=now)
        nudge(self.settings.home, "broadcast")


@contextmanager
def stocked(folder: Path, zones: int) -> Iterator[Stock]:
    """Make the station: a commune with so many hamlets, allowed to sound at any hour."""
    environ = os.environ | {"LOA_HOME": str(folder), "LOA_HOST": "127.0.0.1"}
    settings = dataclasses.replace(load(environ), port=free_port(), stream_port=free_port())
    folder.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    ensure_current(database)
    now = clock.now()
    people = {role: _person(role, now) for role in Role}
    with database.writing() as session:
        commune = Zone(slug="xa", name="Toàn xã")
        session.add_all([commune, *people.values(), _always(now)])
        session.flush()
        hamlets = [Zone(slug=f"thon-{each}", name=f"Thôn {each}", parent_id=commune.id) for each in range(1, zones + 1)]
        session.add_all(hamlets)
        session.flush()
        slugs = {zone.slug: zone.id for zone in (commune, *hamlets)}
        session.expunge_all()
    yield Stock(settings, database, people, slugs)
    database.engine.dispose()


@contextmanager
def broadcasting(
    stock: Stock, *, prefix: Sequence[str] = (), environ: Mapping[str, str] | None = None, stands_by: bool = False
) -> Iterator[list[int]]:
    """Run `loa broadcast` on it; give the numbers of its processes once it streams, unless it only stands by.

    `prefix`: taskset and the like.
    """
    told = stock.settings
    here = os.environ | {"LOA_HOME": str(told.home), "LOA_HOST": told.host, "LOA_STREAM_PORT": str(told.stream_port)}
    words = [*prefix, sys.executable, str(PROJECT / "loa.py"), "broadcast"]
    log = told.home / f"broadcast-{told.stream_port}.log"
    with running(words, log=log, environ=here | dict(environ or {})) as process:
        if not stands_by:
            wait_for(lambda: _is_ready(told.stream_port), "loa broadcast không sẵn sàng, xem broadcast-*.log")
        yield family(process)


@contextmanager
def send_to_icecast(stock: Stock, peer: Icecast, slugs: Sequence[str]) -> Iterator[list[str]]:
    """Set up an output to Icecast for each zone; give the mount points."""
    mounts, by = [f"/{slug}.mp3" for slug in slugs], stock.people[Role.ADMINISTRATOR]
    with stock.database.writing() as session:
        for slug, mount in zip(slugs, mounts, strict=True):
            values = {"address": f"http://127.0.0.1:{peer.port}{mount}", "user": "source", "password": PASSWORD}
            setup = output_actions.Setup(stock.zones[slug], f"Icecast {slug}", values)
            output_actions.add(session, "icecast", setup, by=by, now=clock.now())
    yield mounts
    with stock.database.writing() as session:
        for output in session.scalars(select(Output)):
            output_actions.delete(session, output.id, by=by, now=clock.now())


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _person(role: Role, now: datetime) -> Person:
    name = role.value
    return Person(username=name, full_name=name.title(), password_hash="-", roles=[role.value], created_at=now)


def _always(now: datetime) -> GuardRule:
    """Let anything sound at any hour: measurements are made at night."""
    most = {"sessions_a_day": 1000, "session_minutes": 1440, "day_minutes": 1440}
    return GuardRule(windows=[["00:00", "00:00", list(range(7))]], changed_by="bench", changed_at=now, **most)


def _clip(sha: str, sound: bytes, now: datetime) -> Clip:
    assert sha == sha256(sound).hexdigest()
    measured = {"lufs": -16.0, "true_peak_dbtp": -2.0}
    return Clip(sha256=sha, frames=frame_count(sound, SPEECH), air_format="64k", voice="bench", made_at=now, **measured)


def _item(place: int, announcement_id: int) -> Item:
    return Item(place=place, kind=ItemKind.ANNOUNCEMENT, announcement_id=announcement_id, pause_seconds=0.0)
