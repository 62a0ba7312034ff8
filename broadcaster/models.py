"""Tables of what was really aired, of break-ins, live talks and outputs, and of which process is playing."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from broadcaster.preflight import models as preflight_models  # noqa: F401 - a table exists once it is imported
from content.models import Announcement, Revision
from station.database import Base, Instant
from station.models import Person

_MISSED = text("happening = 'missed'")  # few: what was not aired is told apart without looking at every event


class AsRun(Base):
    """One item of one occurrence in one zone, claimed before its first sound; chained, never changed."""

    __tablename__ = "as_run"
    __table_args__ = (
        UniqueConstraint("occurrence", "item", "zone_id"),
        Index("ix_as_run_heard", "announcement_id", "zone_id", "planned_at", "frames", "item"),  # counted without rows
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    occurrence: Mapped[str] = mapped_column(String(60))
    item: Mapped[str] = mapped_column(String(40))
    zone_id: Mapped[int]
    zone_name: Mapped[str] = mapped_column(String(120))
    programme_name: Mapped[str] = mapped_column(String(120))
    announcement_id: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    clip_sha256: Mapped[str] = mapped_column(String(64))
    frames: Mapped[int]
    approval_id: Mapped[int | None]
    planned_at: Mapped[datetime] = mapped_column(Instant, index=True)
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    quieter_db: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
    events: Mapped[list["AsRunEvent"]] = relationship(order_by="AsRunEvent.id", lazy="selectin")


class AsRunEvent(Base):
    """What befell a claimed item, when, and at which frame of its clip; chained, never changed."""

    __tablename__ = "as_run_event"
    __table_args__ = (Index("ix_as_run_event_missed", "as_run_id", sqlite_where=_MISSED, postgresql_where=_MISSED),)
    id: Mapped[int] = mapped_column(primary_key=True)
    as_run_id: Mapped[int] = mapped_column(ForeignKey("as_run.id"), index=True)
    happening: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(Instant)
    frame: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    seal: Mapped[str] = mapped_column(String(64))


class BreakInTemplate(Base):
    """A break-in prepared in calm: its words (an announcement, with or without blanks), its signal, how often.

    The zones it is meant for are those of its announcement, which an approver has seen.
    """

    __tablename__ = "break_in_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), unique=True)
    opening: Mapped[str] = mapped_column(String(12), default="")
    times: Mapped[int] = mapped_column(default=1)
    gap_seconds: Mapped[float] = mapped_column(default=2.0)
    is_all_clear: Mapped[bool] = mapped_column(default=False)
    saved_by: Mapped[str] = mapped_column(String(40))
    saved_at: Mapped[datetime] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)
    announcement: Mapped[Announcement] = relationship(lazy="joined")


class Heard(Base):
    """What the ear heard of one claimed item; without an item: sound that nobody had claimed. Chained, never changed.

    `frames` counts each frame of the clip once, `repeated` what was heard again; `deaf_ms` is how long, while the log
    has the item sounding, the ear could not listen.
    """

    __tablename__ = "heard"
    id: Mapped[int] = mapped_column(primary_key=True)
    as_run_id: Mapped[int | None] = mapped_column(ForeignKey("as_run.id"), unique=True)
    zone_id: Mapped[int]
    first_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    last_at: Mapped[datetime | None] = mapped_column(Instant)
    frames: Mapped[int]
    repeated: Mapped[int]
    longest_gap_ms: Mapped[int]
    deaf_ms: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(Instant)
    seal: Mapped[str] = mapped_column(String(64))


class Alarm(Base):
    """Something that a person must hear of; `going_on` names it while it lasts, so that it is raised only once."""

    __tablename__ = "alarm"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    zone_id: Mapped[int | None]
    zone_name: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[datetime] = mapped_column(Instant, index=True)
    sentence: Mapped[str] = mapped_column(Text)
    going_on: Mapped[str | None] = mapped_column(String(60), unique=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    acknowledged_by: Mapped[str] = mapped_column(String(40), default="")
    acknowledged_at: Mapped[datetime | None] = mapped_column(Instant)


class BreakIn(Base):
    """Sound that interrupts: which words, in exactly which zones, how often, by whose order, and who ended it.

    Without an approval it stands on the order of a named officer alone (urgency khẩn cấp) until countersigned.
    `times` 0 is until somebody ends it. `closes_at` is the end of the reading after which it falls silent, `last_turn`
    the number of that reading; `taken_over` names for each zone that it lost the break-in that replaced it there.
    """

    __tablename__ = "break_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    template_id: Mapped[int | None] = mapped_column(ForeignKey("break_in_template.id"))
    title: Mapped[str] = mapped_column(String(200))
    zone_ids: Mapped[list[int]] = mapped_column(JSON)
    opening: Mapped[str] = mapped_column(String(12), default="")
    times: Mapped[int] = mapped_column(default=1)
    gap_seconds: Mapped[float] = mapped_column(default=2.0)
    issued_words: Mapped[str] = mapped_column(String(200), default="")
    is_drill: Mapped[bool] = mapped_column(default=False)
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approval.id"))
    ordered_by: Mapped[str] = mapped_column(String(40))
    ordered_at: Mapped[datetime] = mapped_column(Instant, index=True)
    begins_at: Mapped[datetime] = mapped_column(Instant)
    countersigned_by: Mapped[str] = mapped_column(String(40), default="")
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    last_turn: Mapped[int | None]
    ended_by: Mapped[str] = mapped_column(String(40), default="")
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("break_in.id"))
    taken_over: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    revision: Mapped[Revision] = relationship(lazy="joined")

    @property
    def clip_sha256(self) -> str | None:
        """The sound of the words; None while the voice is still at it."""
        return self.revision.clip_sha256

    @property
    def frames(self) -> int:
        """How long the words are, 0 while they are not there."""
        return self.revision.clip.frames if self.revision.clip else 0

    @property
    def live_zone_ids(self) -> list[int]:
        """The zones in which no later break-in has replaced this one."""
        return [zone_id for zone_id in self.zone_ids if str(zone_id) not in self.taken_over]


class LivePermit(Base):
    """An approver's word that a person may talk live: in which zones, and until which day."""

    __tablename__ = "live_permit"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    zone_ids: Mapped[list[int]] = mapped_column(JSON)
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    granted_by: Mapped[str] = mapped_column(String(40))
    granted_at: Mapped[datetime] = mapped_column(Instant)
    revoked_by: Mapped[str] = mapped_column(String(40), default="")
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    person: Mapped[Person] = relationship(lazy="joined")


class LiveTalk(Base):
    """A person speaking on air: who, in exactly which zones, on whose permit, after which chime, and what was said.

    Without a permit the speaker is an approver, or the station asks for none. `clip_sha256` is the recording.
    `slot_occurrence`, `slot_item`: the live slot of a programme that it was given, which is over at `until`.
    """

    __tablename__ = "live_talk"
    id: Mapped[int] = mapped_column(primary_key=True)
    speaker: Mapped[str] = mapped_column(String(40))
    speaker_name: Mapped[str] = mapped_column(String(120))
    permit_id: Mapped[int | None] = mapped_column(ForeignKey("live_permit.id"))
    zone_ids: Mapped[list[int]] = mapped_column(JSON)
    minutes: Mapped[int]
    slot_occurrence: Mapped[str] = mapped_column(String(60), default="")
    slot_item: Mapped[str] = mapped_column(String(40), default="")
    until: Mapped[datetime | None] = mapped_column(Instant)
    chime_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    chime_sha256: Mapped[str | None] = mapped_column(ForeignKey("clip.sha256"))
    chime_frames: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str] = mapped_column(String(40), default="")
    end_reason: Mapped[str] = mapped_column(Text, default="")
    clip_sha256: Mapped[str | None] = mapped_column(ForeignKey("clip.sha256"))


class Output(Base):
    """An address that a zone's sound is sent to, and how it was when play-out last said so."""

    __tablename__ = "output"
    __table_args__ = (UniqueConstraint("zone_id", "kind", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200), default="")
    options: Mapped[dict[str, str]] = mapped_column(JSON)  # passwords too: never shown, never in the audit trail
    enabled: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(String(12), default="unknown")
    state_sentence: Mapped[str] = mapped_column(Text, default="")
    state_at: Mapped[datetime | None] = mapped_column(Instant)  # since when the state is this one
    alarmed: Mapped[bool] = mapped_column(default=False)  # its failing was written into the audit trail
    test_asked_at: Mapped[datetime | None] = mapped_column(Instant)


class Lease(Base):
    """Which play-out process may play, and when it was last alive."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    beat_at: Mapped[datetime] = mapped_column(Instant)
