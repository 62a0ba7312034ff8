"""A demo station: its people and zones, what they write, and how it goes on air."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from sqlalchemy.orm import Session

from content import actions as contents
from content import chime, decisions
from content.models import Announcement, Form
from content.shelf import Shelf
from playlists import actions as plans
from playlists import guard, guarding
from playlists.models import Programme
from station import accounts, clock, zones
from station.database import Database
from station.errors import StationError
from station.models import Person, Zone
from station.nudge import nudge
from station.process import die_with_parent
from station.roles import Role
from station.settings import PROJECT, Settings
from station.upgrade import ensure_current
from web.demo.texts import COMMUNE, ZONES, DemoText

PASSWORD = "dong-sen-2026"
PATIENCE_SECONDS = 90.0
JINGLE = "Nhạc hiệu của đài"


class DemoFailed(StationError):
    """A link of the chain did not hold."""

    def __init__(self, link: str) -> None:
        super().__init__(f"Chạy thử không thành: {link}.")


@dataclass(frozen=True)
class Staff:
    """The people of the demo, one hat each."""

    editor: Person
    approver: Person
    operator: Person
    administrator: Person


@dataclass(frozen=True)
class DemoStation:
    """A station in a folder and the processes that run it."""

    settings: Settings
    database: Database
    process: "subprocess.Popen[bytes]"

    def nudge(self) -> None:
        """Wake the station's processes, as the web process does after each deed."""
        for name in ("voice", "broadcast"):
            nudge(self.settings.home, name)

    def end(self) -> None:
        """End the station's processes."""
        self.process.terminate()
        self.process.wait(30)


def start(settings: Settings) -> DemoStation:
    """Start a whole station, as `loa run` does, and wait until it streams."""
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    ensure_current(database)
    environ = os.environ | {
        "LOA_HOME": str(settings.home),
        "LOA_HOST": settings.host,
        "LOA_PORT": str(settings.port),
        "LOA_STREAM_PORT": str(settings.stream_port),
        "LOA_STATION_NAME": settings.station_name,
        "LOA_VOICES": ",".join(settings.voices),
    }
    with (settings.home / "loa.log").open("ab") as log:
        command = [sys.executable, str(PROJECT / "loa.py"), "run"]
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log, preexec_fn=die_with_parent)
    demo = DemoStation(settings, database, process)
    try:
        wait_for(lambda: _answers(settings, process), "đài không khởi động được, xem loa.log trong thư mục dữ liệu")
    except BaseException:
        demo.end()
        raise
    return demo


def staff(session: Session, now: datetime) -> Staff:
    """Return the demo's people, added at the first start."""
    return Staff(
        editor=_person(session, "bientap", "Nguyễn Thị Lan", "Công chức Văn hóa - Xã hội", Role.EDITOR, now),
        approver=_person(session, "lanhdao", "Trần Văn Hùng", "Phó Chủ tịch UBND xã", Role.APPROVER, now),
        operator=_person(session, "trucdai", "Lê Quang Minh", "Trực đài", Role.OPERATOR, now),
        administrator=_person(session, "quantri", "Phạm Thu Hà", "Quản trị", Role.ADMINISTRATOR, now),
    )


def hamlets(session: Session, by: Person, now: datetime) -> list[Zone]:
    """Return the commune's zone and its three hamlets, added at the first start."""
    known = {zone.slug: zone for zone in zones.all_zones(session)}
    commune = known.get("xa") or zones.add_zone(session, COMMUNE, slug="xa", by=by, now=now)
    below = [
        known.get(zones.slug_of(name)) or zones.add_zone(session, name, parent=commune, by=by, now=now)
        for name in ZONES
    ]
    guarding.set_rule(session, None, guard.ALWAYS, by=by, now=now)  # a demo is given at any hour
    return [commune, *below]


def write(session: Session, text: DemoText, zone: Zone, by: Person, now: datetime) -> Announcement:
    """Write one of the demo's texts for a zone."""
    terms = contents.Terms([zone.id], field=text.field, source=text.source)
    begin = contents.write_line if text.form == Form.LINE else contents.write
    return begin(session, contents.Wording(text.title, text.text), terms, by=by, now=now)


def write_jingle(session: Session, uploads: Shelf, zone: Zone, by: Person, now: datetime) -> Announcement:
    """Bring in the station theme as an uploaded jingle."""
    wav = BytesIO()
    chime.theme().export(wav, format="wav")
    sha256 = uploads.keep(wav.getvalue())
    terms = contents.Terms([zone.id])
    return contents.record(session, JINGLE, sha256, terms, by=by, now=now, form=Form.JINGLE)


def await_sound(demo: DemoStation, announcement_ids: Sequence[int]) -> None:
    """Wait until the voicing worker has made every clip. Raise DemoFailed with its reason."""
    demo.nudge()

    def all_made() -> bool:
        with demo.database.reading() as session:
            revisions = [contents.get(session, each).current for each in announcement_ids]
        failed = next((revision for revision in revisions if revision.failure), None)
        if failed is not None:
            raise DemoFailed(f"không tạo được âm thanh của «{failed.title}»: {failed.failure}")
        return all(revision.clip_sha256 for revision in revisions)

    wait_for(all_made, "giọng đọc chưa xong")


def pass_desk(session: Session, announcement_ids: Sequence[int], people: Staff, now: datetime) -> None:
    """Submit by the editor, approve by the approver, each clip as it was heard."""
    for each in announcement_ids:
        announcement = contents.submit(session, each, by=people.editor, now=now)
        heard = announcement.current.clip_sha256 or ""
        decisions.approve(session, each, heard, by=people.approver, now=now)


def book(
    demo: DemoStation, session: Session, name: str, announcement_ids: Sequence[int], zone: Zone, starts_at: datetime
) -> Programme:
    """Book a programme of these announcements once, at an instant on a whole second."""
    operator = accounts.named(session, "trucdai")
    now, local = clock.now(), clock.local(starts_at, demo.settings.timezone)
    entries = [plans.Entry(announcement_id=each) for each in announcement_ids]
    playlist = plans.save_playlist(session, f"{name} {local:%d/%m %H:%M:%S}", entries, by=operator, now=now)
    timing = plans.Timing(local.time(), local.date())
    zone_ids = [zone.id]
    return plans.book(
        session, name, playlist.id, zone_ids, timing, by=operator, now=now, timezone=demo.settings.timezone
    )


def whole_second(ahead: float) -> datetime:
    """Return an instant at least so many seconds ahead, on a whole second."""
    return (clock.now() + timedelta(seconds=ahead + 1)).replace(microsecond=0)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(happened: Callable[[], bool], otherwise: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so. Raise DemoFailed."""
    deadline = clock.monotonic() + seconds
    while not happened():
        if clock.monotonic() > deadline:
            raise DemoFailed(otherwise)
        time.sleep(0.1)


def _person(session: Session, username: str, full_name: str, position: str, role: Role, now: datetime) -> Person:
    found = accounts.find(session, username)
    if found is not None:
        return found
    return accounts.add_person(
        session, username, PASSWORD, roles=[role], full_name=full_name, position=position, now=now
    )


def _answers(settings: Settings, process: "subprocess.Popen[bytes]") -> bool:
    if process.poll() is not None:
        raise DemoFailed("đài dừng ngay khi khởi động, xem loa.log trong thư mục dữ liệu")
    pages = (f"http://127.0.0.1:{settings.port}/healthz", f"http://127.0.0.1:{settings.stream_port}/readyz")
    try:
        for page in pages:
            with urllib.request.urlopen(page, timeout=5):
                pass
    except OSError:
        return False
    return True
