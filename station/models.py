"""Tables of the floor: people, tokens, zones, preferences, channels and what goes out by them, the audit trail."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from station.database import Base, Instant


class Person(Base):
    """Somebody who signs in."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[str]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Token(Base):
    """A key for a program that speaks to the API as a person; only its hash is kept."""

    __tablename__ = "token"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class Zone(Base):
    """A place that hears one stream: the commune, a hamlet of it, or a cluster of horns."""

    __tablename__ = "zone"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"))
    is_test: Mapped[bool] = mapped_column(default=False)  # only in such zones are emergencies rehearsed


class Preference(Base):
    """Something that staff set for the whole station while it runs; without a row the default counts."""

    __tablename__ = "preference"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
    set_by: Mapped[str] = mapped_column(String(40))
    set_at: Mapped[datetime] = mapped_column(Instant)


class Channel(Base):
    """A way to reach those in charge: the address is a secret, `shown` is what everybody may see of it."""

    __tablename__ = "channel"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    for_whom: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(Text)  # passwords too: never shown, logged, or in the audit trail
    service: Mapped[str] = mapped_column(String(80))
    shown: Mapped[str] = mapped_column(String(500))
    events: Mapped[list[str]] = mapped_column(JSON)
    enabled: Mapped[bool] = mapped_column(default=True)
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class Notice(Base):
    """Something that was said to those in charge; its name keeps it from being said twice."""

    __tablename__ = "notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(160), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    deliveries: Mapped[list["Delivery"]] = relationship(order_by="Delivery.id", lazy="selectin", viewonly=True)


class Delivery(Base):
    """A notice on its way by one channel; without `try_at` nothing more is tried."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("notice_id", "channel_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    failure: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[Channel] = relationship(lazy="joined", viewonly=True)


class AuditEntry(Base):
    """A deed: who did what to which thing, and when. Append-only, chained."""

    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    person: Mapped[str] = mapped_column(String(40))
    deed: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[str] = mapped_column(String(64))


class ChainHead(Base):
    """How long a chain is and how it ends, so that a cut tail is noticed too."""

    __tablename__ = "chain_head"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    length: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
