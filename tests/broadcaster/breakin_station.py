"""A station whose sounds lie ready, for break-ins; every clip has frames of nothing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from broadcaster.breakin import breakins
from broadcaster.breakin import facts as breakin_facts
from broadcaster.breakin.breakins import Manner
from broadcaster.models import AsRun, BreakIn
from content import actions as contents
from content import decisions, house_sounds
from content.house_sounds import KEPT_READY
from content.models import Announcement, Clip, Urgency
from station import ledger
from station.models import Zone
from tests.conftest import NOW, SAIGON, People

SIGNAL_FRAMES, WORD_FRAMES = 375, 500  # 9 s, 12 s


@dataclass
class BreakInStation:
    """People, zones and a session; deeds as short as a test wants them."""

    session: Session
    people: People
    zones: dict[str, int]
    made: int = 0

    def clip(self, frames: int = WORD_FRAMES, made_at: datetime = NOW) -> str:
        """Put a clip on the shelf's list."""
        self.made += 1
        sha = f"{self.made:064x}"
        clip = Clip(
            sha256=sha, frames=frames, air_format="64k/24000/1", lufs=-16, true_peak_dbtp=-2, voice="x", made_at=made_at
        )
        self.session.add(clip)
        self.session.flush()
        return sha

    def voice(self, announcement: Announcement, made_at: datetime = NOW) -> None:
        """Do what the voicing worker does."""
        announcement.current.clip_sha256 = self.clip(made_at=made_at)
        self.session.flush()
        self.session.expire_all()

    def house(self) -> None:
        """Make the sounds that lie ready in every station."""
        for kind, text in KEPT_READY:
            house_sounds.ask(self.session, kind, text, now=NOW).clip_sha256 = self.clip(SIGNAL_FRAMES)
        self.session.flush()

    def text(self, title: str = "Lũ quét", *, urgency: Urgency = Urgency.URGENT, voiced: bool = True) -> Announcement:
        """Write a draft."""
        terms = contents.Terms([self.zones["xa"]], urgency=urgency)
        words = contents.write(self.session, contents.Wording(title, title), terms, by=self.people.lan, now=NOW)
        if voiced:
            self.voice(words)
        return words

    def approved(self, title: str = "Lũ quét", *, urgency: Urgency = Urgency.URGENT) -> Announcement:
        """Write a text and pass the desk."""
        words = self.text(title, urgency=urgency)
        self.approve(words)
        return words

    def approve(self, words: Announcement) -> None:
        """Pass the desk."""
        contents.submit(self.session, words.id, by=self.people.lan, now=NOW)
        decisions.approve(self.session, words.id, words.current.clip_sha256 or "", by=self.people.hung, now=NOW)

    def order(
        self, words: Announcement, *places: str, after: float = 0.0, manner: Manner | None = None, **more: object
    ) -> BreakIn:
        """Break in, so many seconds after the test's present."""
        wanted = replace(manner or Manner(), **more)  # type: ignore[arg-type]
        where = [self.zones[place] for place in places or ("xa",)]
        now = NOW + timedelta(seconds=after)
        return breakins.order(
            self.session, words.id, where, by=self.people.minh, now=now, timezone=SAIGON, manner=wanted
        )

    def rehearse_in(self, name: str = "thon-tay") -> None:
        """Let a zone be one in which emergencies are rehearsed."""
        self.session.get_one(Zone, self.zones[name]).is_test = True

    def claimed(self, break_in: BreakIn, item: str, at: float, frames: int) -> None:
        """Write down that an item was claimed for so many seconds after the present."""
        row = AsRun(
            occurrence=breakin_facts.key(break_in.id),
            item=item,
            zone_id=break_in.zone_ids[0],
            zone_name="?",
            programme_name="Phát khẩn",
            announcement_id=break_in.announcement_id,
            title=break_in.title,
            clip_sha256="0" * 64,
            frames=frames,
            approval_id=None,
            planned_at=NOW + timedelta(seconds=at),
            claimed_at=NOW,
            quieter_db=0,
        )
        ledger.append(self.session, [row])
