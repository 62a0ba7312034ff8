"""A station whose coming day can be good or bad in every way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.models import Lease, Output
from broadcaster.preflight import checking
from broadcaster.preflight.values import Report
from content import actions as contents
from content import decisions, queueing
from content.models import Announcement, Clip, Filling, Form
from content.queueing import QueueAsked
from content.shelf import Shelf
from playlists import actions as plans
from playlists.actions import Entry
from playlists.models import Programme, YearDay
from station import settings
from station.database import Database
from station.settings import Settings
from tests.conftest import NOW, SAIGON, People

DAY = date(2026, 11, 23)
MINUTE_OF_FRAMES = 2500


@dataclass
class Day:
    """People, zones, a shelf, and what is booked for tomorrow."""

    session: Session
    database: Database
    people: People
    zones: dict[str, int]
    settings: Settings
    made: list[str] = field(default_factory=list)

    def announce(
        self,
        title: str,
        *,
        approved: bool = True,
        zone: str = "xa",
        until: date | None = None,
        since: date | None = None,
        frames: int = MINUTE_OF_FRAMES,
        at: datetime = NOW,
    ) -> Announcement:
        """Write an announcement whose clip is on the shelf, and as a rule approve it."""
        session, sound = self.session, f"{title}{len(self.made)}".encode()
        sha = Shelf(self.settings.clips).keep(sound)
        self.made.append(sha)
        made = {"air_format": "64k", "lufs": -16, "true_peak_dbtp": -2, "voice": "x", "made_at": NOW}
        session.add(Clip(sha256=sha, frames=frames, **made))
        terms = contents.Terms([self.zones[zone]], since, until)
        announcement = contents.write(session, contents.Wording(title, title), terms, by=self.people.lan, now=NOW)
        session.flush()
        announcement.current.clip_sha256 = sha
        session.flush()
        session.expire(announcement)
        contents.submit(session, announcement.id, by=self.people.lan, now=NOW)
        if approved:
            self.approve(announcement, at=at)
        return announcement

    def approve(self, announcement: Announcement, *, at: datetime = NOW) -> None:
        """Approve what waits."""
        heard = announcement.current.clip_sha256 or ""
        decisions.approve(self.session, announcement.id, heard, by=self.people.hung, now=at)

    def queue(self, announcement: Announcement) -> Announcement:
        """Put an announcement into the queue."""
        queueing.queue(self.session, announcement.id, QueueAsked(), by=self.people.minh, now=NOW)
        return announcement

    def greet(self, text: str) -> Announcement:
        """An approved greeting; its fillings have no sound yet."""
        session, by = self.session, self.people.lan
        terms = contents.Terms([self.zones["xa"]])
        line = contents.write_line(session, contents.Wording("Lời chào", text), terms, by=by, now=NOW)
        session.flush()
        line.current.clip_sha256 = self.announce("Mẫu").current.clip_sha256
        session.flush()
        session.expire(line)
        contents.submit(session, line.id, by=by, now=NOW)
        self.approve(line)
        return line

    def voice_fillings(self) -> None:
        """Give every filling that was asked for its sound."""
        for filling in self.session.scalars(select(Filling)):
            filling.clip_sha256 = self.made[0]
        self.session.commit()

    def jingle(self) -> Announcement:
        """A jingle that nobody has approved."""
        made = self.announce("Nhạc hiệu", approved=False)
        made.form = Form.JINGLE
        self.session.flush()
        return made

    def book(
        self,
        name: str,
        *said: Announcement | Entry,
        at: time = time(5, 30),
        zone: str = "xa",
        now: datetime = NOW,
        weekdays: Sequence[int] = (),
        **timing: Any,
    ) -> Programme:
        """Book a programme for tomorrow."""
        entries = [each if isinstance(each, Entry) else Entry(each.id) for each in said]
        by, session = self.people.minh, self.session
        playlist = plans.save_playlist(session, name, entries, by=by, now=now)
        when = plans.Timing(at, DAY, weekdays, **timing)
        return plans.book(session, name, playlist.id, [self.zones[zone]], when, by=by, now=now, timezone=SAIGON)

    def mourn(self) -> None:
        """Declare tomorrow a day of mourning."""
        named = {"name": "Quốc tang", "kind": "mourning", "falls": f"{DAY:%d/%m/%Y}", "days": 1}
        self.session.add(YearDay(**named, changed_by="minh", changed_at=NOW))

    def output(self, zone: str, **how: Any) -> Output:
        """An output of a zone."""
        output = Output(zone_id=self.zones[zone], kind="icecast", name="Máy chủ huyện", options={}, **how)
        self.session.add(output)
        self.session.flush()
        return output

    def check(self, now: datetime = NOW, *, day: date = DAY, listens: bool = False) -> Report:
        """Check a day, with play-out alive."""
        self.session.merge(Lease(name="play-out", holder="x", beat_at=now))
        self.session.commit()
        return checking.check(self.database, self.settings, day, now=now, listens=listens)

    def reasons(self, now: datetime = NOW, **how: Any) -> list[str]:
        """Check, and return every sentence once."""
        report = self.check(now, **how)
        return list(dict.fromkeys(each.sentence for row in report.rows for each in row.findings))


@pytest.fixture
def day(session: Session, database: Database, people: People, zones: dict[str, int], tmp_path: Path) -> Day:
    """The day after NOW."""
    return Day(session, database, people, zones, settings.load({"LOA_HOME": str(tmp_path)}))
