"""Tables of what goes on air and when: playlists, their items, programmes, and the upstream stations relayed."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from content.models import Announcement, Campaign
from station.database import Base, Instant
from station.models import Person


class ItemKind(StrEnum):
    """What an item puts on air."""

    ANNOUNCEMENT = "announcement"
    PAUSE = "pause"
    RELAY = "relay"
    QUEUE = "queue"
    LIVE = "live"


class Playlist(Base):
    """An ordered list of items; a template is there to be copied, and is never booked."""

    __tablename__ = "playlist"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    is_template: Mapped[bool] = mapped_column(default=False)
    items: Mapped[list["Item"]] = relationship(
        order_by="Item.place", cascade="all, delete-orphan", lazy="selectin", foreign_keys="Item.playlist_id"
    )


class Item(Base):
    """One place in a playlist: an announcement in any form, a pause, a relay, a live slot, or a draw from the queue.

    A relay lasts for its seconds, or until a time of day; while it gives no sound, its fall-back playlist is aired.
    A live slot lasts for its seconds; a draw fills at most its seconds, from the fields named (none: any).
    `hard_start`: the item begins at this time of day, whatever has to be left out for that.
    """

    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlist.id"), index=True)
    place: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    announcement_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"))
    pause_seconds: Mapped[float] = mapped_column(default=0.0)
    relay_id: Mapped[int | None] = mapped_column(ForeignKey("relay_source.id"))
    relay_seconds: Mapped[float] = mapped_column(default=0.0)
    relay_until: Mapped[time | None]
    fallback_id: Mapped[int | None] = mapped_column(ForeignKey("playlist.id"))
    hard_start: Mapped[time | None]
    live_seconds: Mapped[float] = mapped_column(default=0.0)
    queue_seconds: Mapped[float] = mapped_column(default=0.0)
    queue_fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    announcement: Mapped[Announcement | None] = relationship(lazy="joined")
    relay: Mapped["RelaySource | None"] = relationship(lazy="joined")
    fallback: Mapped[Playlist | None] = relationship(foreign_keys="Item.fallback_id")


class Programme(Base):
    """A playlist with a start time, zones, and the rule of its days (`playlists.recurring.rules` reads it).

    `by_day_type`: the playlist aired on days of a type instead, None for nothing. `follows_id`: what it started again.
    """

    __tablename__ = "programme"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlist.id"))
    starts_at: Mapped[time]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_day_type: Mapped[dict[str, int | None]] = mapped_column(JSON, default=dict)
    zone_ids: Mapped[list[int]] = mapped_column(JSON)
    priority: Mapped[int] = mapped_column(default=0)
    catch_up: Mapped[str] = mapped_column(String(8), default="restart")
    late_minutes: Mapped[int] = mapped_column(default=0)
    hard_end: Mapped[time | None]
    booked_by: Mapped[str] = mapped_column(String(40))
    booked_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    playlist: Mapped[Playlist] = relationship(lazy="joined")
    exceptions: Mapped[list["ProgrammeException"]] = relationship(order_by="ProgrammeException.day")

    @property
    def weekdays(self) -> list[int]:
        """The weekdays of a weekly series, none for any other."""
        return list(self.rule.get("weekdays", ()))


class ProgrammeException(Base):
    """What is different about one day of a programme: it is skipped, moved, or airs another playlist; who said so."""

    __tablename__ = "programme_exception"
    __table_args__ = (UniqueConstraint("programme_id", "day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    day: Mapped[date] = mapped_column(index=True)  # that the series gave it
    skips: Mapped[bool] = mapped_column(default=False)
    to_day: Mapped[date | None] = mapped_column(index=True)
    to_time: Mapped[time | None]
    playlist_id: Mapped[int | None] = mapped_column(ForeignKey("playlist.id"))
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Instant)


class RelaySource(Base):
    """An upstream station that may be relayed, once an approver has said so of exactly this address."""

    __tablename__ = "relay_source"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    address: Mapped[str] = mapped_column(String(500))
    address_number: Mapped[int] = mapped_column(default=0)  # counts the changes: one changed back is new too
    note: Mapped[str] = mapped_column(String(500), default="")
    address_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))  # who may therefore not approve it
    changed_at: Mapped[datetime] = mapped_column(Instant)
    address_by: Mapped[Person] = relationship(lazy="joined")
    decisions: Mapped[list["RelayDecision"]] = relationship(order_by="RelayDecision.id", lazy="selectin")


class RelayDecision(Base):
    """That a person approved a source's exact address, or took that back, when and why."""

    __tablename__ = "relay_decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("relay_source.id"), index=True)
    address: Mapped[str] = mapped_column(String(500))
    address_number: Mapped[int]
    approves: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(Instant)
    person: Mapped[Person] = relationship(lazy="joined")


class YearDay(Base):
    """A day of the year that the commune keeps, and the campaign that it usually begins.

    `falls` is read by playlists/year/fallstyped.py, `kind` is one of playlists/year/yeardays.py. `lead_days`: the
    campaign runs from so many days before to the day; None: there is no campaign.
    """

    __tablename__ = "year_day"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    falls: Mapped[str] = mapped_column(String(80))
    days: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(String(300), default="")
    is_on: Mapped[bool] = mapped_column(default=True)
    lead_days: Mapped[int | None]
    campaign_name: Mapped[str] = mapped_column(String(110), default="")
    campaign_basis: Mapped[str] = mapped_column(String(300), default="")
    campaign_field: Mapped[str] = mapped_column(String(80), default="")
    campaign_unit: Mapped[str] = mapped_column(String(120), default="")
    goal_airings: Mapped[int] = mapped_column(default=0)
    goal_minutes: Mapped[int] = mapped_column(default=0)
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class DayCampaign(Base):
    """That a day of the year began a campaign, the time that it fell on this date; once for each date."""

    __tablename__ = "day_campaign"
    __table_args__ = (UniqueConstraint("year_day_id", "falls_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    year_day_id: Mapped[int] = mapped_column(ForeignKey("year_day.id", ondelete="CASCADE"))
    falls_on: Mapped[date]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    campaign: Mapped[Campaign] = relationship(lazy="joined")


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
    quieter_db: Mapped[int] = mapped_column(default=0)
    changed_by: Mapped[str] = mapped_column(String(40))
    changed_at: Mapped[datetime] = mapped_column(Instant)
