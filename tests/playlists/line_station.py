"""A station with lines, bulletins and programmes that air them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import actions as contents
from content import decisions
from content.models import Announcement, Clip, Filling
from playlists import actions as plans
from tests.conftest import NOW, SAIGON, People

NAME = "Đài xã Sen"
TEXT = "Đây là {đài}, {ngày}, có {nội dung}."
EVERY_DAY = range(7)
FRAMES = 1000  # 24 seconds: the next item is not claimed with this one


@dataclass
class LineStation:
    """People, zones and a session; every clip has a thousand frames of nothing."""

    session: Session
    people: People
    zones: dict[str, int]
    made: int = 0

    def line(self, text: str = TEXT, *, approved: bool = True) -> Announcement:
        """Write a line and, as a rule, approve it."""
        terms, wording = contents.Terms([self.zones["xa"]]), contents.Wording("Lời chào", text)
        line = contents.write_line(self.session, wording, terms, by=self.people.lan, now=NOW)
        self._voice(line)
        if approved:
            self.approve(line)
        return line

    def speech(self, title: str) -> Announcement:
        """Write and approve a bulletin."""
        terms, wording = contents.Terms([self.zones["xa"]]), contents.Wording(title, title)
        speech = contents.write(self.session, wording, terms, by=self.people.lan, now=NOW)
        self._voice(speech)
        self.approve(speech)
        return speech

    def approve(self, announcement: Announcement) -> None:
        """Pass the desk."""
        contents.submit(self.session, announcement.id, by=self.people.lan, now=NOW)
        heard = announcement.current.clip_sha256 or ""
        decisions.approve(self.session, announcement.id, heard, by=self.people.hung, now=NOW)

    def withdraw(self, announcement: Announcement) -> None:
        """Take an approval back."""
        decisions.withdraw(self.session, announcement.id, "sai", by=self.people.hung, now=NOW)

    def book(
        self, name: str, *announcements: Announcement, at: time = time(17), weekdays: Sequence[int] = EVERY_DAY
    ) -> None:
        """Book a programme of these in the western hamlet."""
        entries = [plans.Entry(announcement_id=each.id) for each in announcements]
        playlist = plans.save_playlist(self.session, name, entries, by=self.people.minh, now=NOW)
        timing, zone_ids = plans.Timing(at, NOW.date(), weekdays), [self.zones["thon-tay"]]
        by, session = self.people.minh, self.session
        plans.book(session, name, playlist.id, zone_ids, timing, by=by, now=NOW, timezone=SAIGON)

    def ask(self, now: datetime = NOW, *, ahead: timedelta = timedelta(hours=26)) -> int:
        """Ask for the lines of what starts soon."""
        return plans.ask_for_lines(self.session, now=now, ahead=ahead, timezone=SAIGON, station_name=NAME)

    def fillings(self) -> list[Filling]:
        """Return what was asked for, in order."""
        return list(self.session.scalars(select(Filling).order_by(Filling.id)))

    def give_sound(self, filling: Filling) -> str:
        """Let a filling have been voiced; return its clip's hash."""
        filling.clip_sha256 = self._clip()
        self.session.flush()
        return filling.clip_sha256

    def _voice(self, announcement: Announcement) -> None:
        announcement.current.clip_sha256 = self._clip()
        self.session.flush()
        self.session.expire(announcement)

    def _clip(self) -> str:
        self.made += 1
        sha = f"{self.made:064x}"
        clip = Clip(sha256=sha, frames=FRAMES, air_format="64k", lufs=-16, true_peak_dbtp=-2, voice="x", made_at=NOW)
        self.session.add(clip)
        self.session.flush()
        return sha
