"""Tables of what is said: announcements, their revisions, clips, decisions about clips, campaigns and the queue."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from content.lifecycle import State
from station.database import Base, Instant
from station.models import Person


class Form(StrEnum):
    """How an announcement came to sound.

    A line is speech with blanks that each occurrence fills anew; a template has blanks that an officer fills in an
    emergency, and is never aired as it stands.
    """

    SPEECH = "speech"
    RECORDING = "recording"
    JINGLE = "jingle"
    LINE = "line"
    TEMPLATE = "template"


WITH_BLANKS = frozenset({Form.LINE, Form.TEMPLATE})
SPOKEN = WITH_BLANKS | {Form.SPEECH}


class Dressing(StrEnum):
    """What goes with the words: a signal before them, or music under them."""

    NONE = ""
    CHIME = "chime"
    SIREN = "siren"
    MUSIC = "music"


class Urgency(StrEnum):
    """The three classes of TT 39/2020/TT-BTTTT."""

    NORMAL = "normal"
    PRIORITY = "priority"
    URGENT = "urgent"


class Verdict(StrEnum):
    """What was decided about one exact clip."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Clip(Base):
    """Finished audio in the air format; its name is its hash, so it can never change."""

    __tablename__ = "clip"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    frames: Mapped[int]
    air_format: Mapped[str] = mapped_column(String(20))
    lufs: Mapped[float]
    true_peak_dbtp: Mapped[float]
    voice: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime] = mapped_column(Instant)


class Announcement(Base):
    """Something to be said, with all it ever was; what it says now is its current revision."""

    __tablename__ = "announcement"
    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default=State.DRAFT, index=True)
    urgency: Mapped[str] = mapped_column(String(12), default=Urgency.NORMAL)
    field: Mapped[str] = mapped_column(String(80), default="")
    source: Mapped[str] = mapped_column(String(120), default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    zone_ids: Mapped[list[int]] = mapped_column(JSON)
    number: Mapped[int] = mapped_column(default=1)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)

    revisions: Mapped[list["Revision"]] = relationship(order_by="Revision.number", back_populates="announcement")
    current: Mapped["Revision"] = relationship(
        primaryjoin="and_(Announcement.id == Revision.announcement_id, Announcement.number == Revision.number)",
        viewonly=True,
        lazy="joined",
    )
    approvals: Mapped[list["Approval"]] = relationship(order_by="Approval.id", back_populates="announcement")


class Revision(Base):
    """What an announcement said from one edit to the next, who wrote it, and the clip that speaks it."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("announcement_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(Instant)
    voice: Mapped[str] = mapped_column(String(60), default="")
    pace: Mapped[float] = mapped_column(default=1.0)
    pitch: Mapped[float] = mapped_column(default=1.0)
    dressing: Mapped[str] = mapped_column(String(12), default="")
    readings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    upload_sha256: Mapped[str | None] = mapped_column(String(64))
    clip_sha256: Mapped[str | None] = mapped_column(ForeignKey("clip.sha256"))
    failure: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime | None] = mapped_column(Instant, index=True)

    announcement: Mapped[Announcement] = relationship(back_populates="revisions")
    author: Mapped[Person] = relationship(lazy="joined")
    clip: Mapped[Clip | None] = relationship(lazy="joined")


class Filling(Base):
    """A line's text with its blanks filled for one occurrence, and the clip that speaks it."""

    __tablename__ = "filling"
    __table_args__ = (UniqueConstraint("revision_id", "text_sha256"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    text: Mapped[str] = mapped_column(Text)
    text_sha256: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    clip_sha256: Mapped[str | None] = mapped_column(ForeignKey("clip.sha256"))
    failure: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime | None] = mapped_column(Instant, index=True)

    revision: Mapped[Revision] = relationship(lazy="joined")
    clip: Mapped[Clip | None] = relationship(lazy="joined")


class HouseSound(Base):
    """A sound that the station makes by itself: a signal, or a sentence such as when a break-in was issued."""

    __tablename__ = "house_sound"
    __table_args__ = (UniqueConstraint("kind", "text"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    clip_sha256: Mapped[str | None] = mapped_column(ForeignKey("clip.sha256"))
    failure: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime | None] = mapped_column(Instant)

    clip: Mapped[Clip | None] = relationship(lazy="joined")


class LexiconEntry(Base):
    """How the commune wants a piece of text read; it outranks every rule."""

    __tablename__ = "lexicon_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    written: Mapped[str] = mapped_column(String(80), unique=True)
    spoken: Mapped[str] = mapped_column(String(200))
    taught_by: Mapped[str] = mapped_column(String(40))
    taught_at: Mapped[datetime] = mapped_column(Instant)


class Approval(Base):
    """A person's decision about one exact clip, its zones and its validity, bound by a digest of them."""

    __tablename__ = "approval"
    id: Mapped[int] = mapped_column(primary_key=True)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    clip_sha256: Mapped[str] = mapped_column(ForeignKey("clip.sha256"))
    digest: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(Instant)

    announcement: Mapped[Announcement] = relationship(back_populates="approvals")
    person: Mapped[Person] = relationship(lazy="joined")


class Campaign(Base):
    """A drive to tell people something: on which document it rests, when, where, and how much of it is to be heard.

    The goal is what every zone is to hear: so many airings, or so many minutes; or there is none.
    """

    __tablename__ = "campaign"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    basis: Mapped[str] = mapped_column(String(300), default="")
    first_day: Mapped[date]
    last_day: Mapped[date]
    field: Mapped[str] = mapped_column(String(80), default="")
    unit: Mapped[str] = mapped_column(String(120), default="")
    zone_ids: Mapped[list[int]] = mapped_column(JSON)
    goal_airings: Mapped[int | None]
    goal_minutes: Mapped[int | None]
    started_by: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class QueueEntry(Base):
    """That an announcement waits to be drawn: from when to when, how often, at which hours and in which zones.

    `total` 0: as often as it may be a day; no zones: all of the announcement's; no parts of the day: any will do. What
    `is_spread` keeps its total for all of its days instead of airing it as soon as there is room.
    """

    __tablename__ = "queue_entry"
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    a_day: Mapped[int] = mapped_column(default=2)
    total: Mapped[int] = mapped_column(default=0)
    gap_hours: Mapped[int] = mapped_column(default=3)
    day_parts: Mapped[list[str]] = mapped_column(JSON, default=list)
    urgency: Mapped[str] = mapped_column(String(12), default=Urgency.NORMAL)
    zone_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    is_twice: Mapped[bool] = mapped_column(default=False)
    is_spread: Mapped[bool] = mapped_column(default=False)
    not_before: Mapped[time | None]
    not_after: Mapped[time | None]
    queued_by: Mapped[str] = mapped_column(String(40))
    queued_at: Mapped[datetime] = mapped_column(Instant)
