"""Shapes of playlists and their items."""

from datetime import datetime, time, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from content.clearance import Barred, Standing
from playlists import relay_sources
from playlists.actions import Entry
from playlists.models import Item, ItemKind, Playlist
from playlists.relay_items import RelayEntry
from playlists.relay_sources import Unapproved
from web.api.schemas import Asked, Line, Number, Told, WallClock
from web.api.schemas_content import seconds
from web.api.schemas_queue import QueueItem
from web.api.schemas_rundown import LiveItem


class RelayItem(Asked):
    """A relay source for so many seconds or until a time of day, and the playlist that is aired while it fails."""

    source_id: Number
    seconds: Annotated[float, Field(strict=True, ge=0)] | None = None
    until: WallClock | None = None
    fallback_id: Number | None = None

    @classmethod
    def of(cls, item: Item) -> Self | None:
        """Return an item's relay; None where it is another kind."""
        if item.relay_id is None:
            return None
        length = item.relay_seconds if item.relay_until is None else None
        return cls.model_construct(
            source_id=item.relay_id, seconds=length, until=item.relay_until, fallback_id=item.fallback_id
        )

    def entry(self) -> RelayEntry:
        """Return what the actions take."""
        return RelayEntry(self.source_id, self.seconds or 0.0, self.until, self.fallback_id)


class ItemAsked(Asked):
    """An announcement by its number, a pause in seconds, a relay, a live slot, or a draw from the queue: one of them.

    `hard_start`: the time of day at which it begins; what comes before and would overrun is left out for it.
    """

    announcement_id: Number | None = None
    pause_seconds: Annotated[float, Field(strict=True)] | None = None
    relay: RelayItem | None = None
    live: LiveItem | None = None
    queue: QueueItem | None = None
    hard_start: WallClock | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        kinds = [self.announcement_id, self.pause_seconds, self.relay, self.live, self.queue]
        if kinds.count(None) != len(kinds) - 1:
            raise ValueError(
                "Mỗi mục là một bản tin (announcement_id), một khoảng lặng (pause_seconds), tiếp sóng (relay), "
                "khung nói trực tiếp (live) hoặc lấy từ hàng chờ (queue)."
            )
        return self

    def entry(self) -> Entry:
        """Return what the actions take."""
        relay, live = self.relay.entry() if self.relay else None, self.live.entry() if self.live else None
        queue = self.queue.room() if self.queue else None
        return Entry(self.announcement_id, self.pause_seconds or 0.0, relay, live, queue, self.hard_start)


class PlaylistAsked(Asked):
    """A playlist's name and all its items in order."""

    name: Line
    items: list[ItemAsked] = Field(max_length=500)

    def entries(self) -> list[Entry]:
        """Return what the actions take."""
        return [item.entry() for item in self.items]


class ItemTold(Told):
    """One place in a playlist; `refusal` says why an announcement would not be aired anywhere now."""

    place: int
    kind: ItemKind
    announcement_id: int | None
    relay: RelayItem | None
    live: LiveItem | None
    queue: QueueItem | None
    hard_start: time | None
    title: str | None
    seconds: float | None
    refusal: str | None

    @classmethod
    def of(cls, item: Item, standings: dict[int, Standing]) -> Self:
        announcement = item.announcement
        if item.relay is not None:
            length: float | None = item.relay_seconds or None
        elif announcement is None:
            length = item.pause_seconds or item.live_seconds or item.queue_seconds
        else:
            clip = announcement.current.clip
            length = seconds(clip.frames) if clip else None
        standing = standings.get(item.announcement_id or 0)
        source = relay_sources.standing(item.relay) if item.relay else None
        barred = standing if isinstance(standing, Barred) else source if isinstance(source, Unapproved) else None
        return cls(
            place=item.place,
            kind=ItemKind(item.kind),
            announcement_id=item.announcement_id,
            relay=RelayItem.of(item),
            live=LiveItem.of(item),
            queue=QueueItem.of(item),
            hard_start=item.hard_start,
            title=announcement.current.title if announcement else item.relay.name if item.relay else None,
            seconds=length,
            refusal=barred.reason if barred else None,
        )


class PlaylistTold(Told):
    """A playlist and how long it lasts as it stands."""

    id: int
    name: str
    changed_at: datetime
    seconds: float
    items: list[ItemTold]

    @classmethod
    def of(cls, playlist: Playlist, length: timedelta, standings: dict[int, Standing]) -> Self:
        return cls(
            id=playlist.id,
            name=playlist.name,
            changed_at=playlist.changed_at,
            seconds=length.total_seconds(),
            items=[ItemTold.of(item, standings) for item in playlist.items],
        )


class PlaylistsTold(Told):
    """All playlists, by name."""

    items: list[PlaylistTold]
