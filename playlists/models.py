"""Tables of what goes on air and when: playlists, their items, and programmes."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from content.models import Announcement
from station.database import Base, Instant


class ItemKind(StrEnum):
    """What an item puts on air."""

    ANNOUNCEMENT = "announcement"
    PAUSE = "pause"


class Playlist(Base):
    """An ordered list of items."""

    __tablename__ = "playlist"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    items: Mapped[list["Item"]] = relationship(order_by="Item.place", cascade="all, delete-orphan", lazy="selectin")


class Item(Base):
    """One place in a playlist: an announcement in any form (speech, recording, jingle), or a pause."""

    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlist.id"))
    place: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    pause_seconds: Mapped[float] = mapped_column(default=0.0)
    announcement: Mapped[Announcement | None] = relationship(lazy="joined")


class Programme(Base):
    """A playlist with a start time and zones: on one day, or every week on the days chosen (0 is Monday)."""

    __tablename__ = "programme"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlist.id"))
    starts_at: Mapped[time]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    weekdays: Mapped[list[int]] = mapped_column(JSON)
    zone_ids: Mapped[list[int]] = mapped_column(JSON)
    priority: Mapped[int] = mapped_column(default=0)
    catch_up: Mapped[str] = mapped_column(String(8), default="restart")
    late_minutes: Mapped[int] = mapped_column(default=0)
    hard_end: Mapped[time | None]
    booked_by: Mapped[str] = mapped_column(String(40))
    booked_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    playlist: Mapped[Playlist] = relationship(lazy="joined")


class GuardRule(Base):
    """When a zone (none: the whole station) may sound, how often and how long; sound of khẩn cấp is not bound by it.

    `windows`: [start, end, weekdays] each, times as HH:MM in the commune, 0 is Monday; 00:00 as end: the day's end.
    """

    __tablename__ = "guard_rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zone.id"), unique=True)
    windows: Mapped[list[list[Any]]] = mapped_column(JSON)
    sessions_a_day: Mapped[int]
    session_minutes: Mapped[int]
    day_minutes: Mapped[int]
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(Instant)
