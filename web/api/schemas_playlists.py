"""Shapes of playlists, programmes and the timetable."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from content.clearance import Barred, Standing
from playlists import relay_sources
from playlists.actions import Entry, Timing
from playlists.catchup import MOST_LATE_MINUTES, CatchUp
from playlists.models import Item, ItemKind, Playlist, Programme
from playlists.relay_items import RelayEntry
from playlists.relay_sources import Unapproved
from playlists.timetable import Occurrence
from web.api.schemas import WHOLE, Asked, Day, Line, Number, Stretch, Told, WallClock, check_stretch
from web.api.schemas_content import seconds
from web.api.schemas_queue import QueueItem

LONGEST_VIEW = timedelta(days=62)


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
    """An announcement by its number, a pause in seconds, a relay, or a draw from the queue: one of them."""

    announcement_id: Number | None = None
    pause_seconds: Annotated[float, Field(strict=True)] | None = None
    relay: RelayItem | None = None
    queue: QueueItem | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        kinds = [self.announcement_id, self.pause_seconds, self.relay, self.queue]
        if kinds.count(None) != len(kinds) - 1:
            raise ValueError(
                "Mỗi mục là một bản tin (announcement_id), một khoảng lặng (pause_seconds), tiếp sóng (relay) "
                "hoặc lấy từ hàng chờ (queue)."
            )
        return self

    def entry(self) -> Entry:
        """Return what the actions take."""
        relay, queue = self.relay.entry() if self.relay else None, self.queue.room() if self.queue else None
        return Entry(self.announcement_id, self.pause_seconds or 0.0, relay, queue)


class PlaylistAsked(Asked):
    """A playlist's name and all its items in order."""

    name: Line
    items: list[ItemAsked] = Field(max_length=500)

    def entries(self) -> list[Entry]:
        """Return what the actions take."""
        return [item.entry() for item in self.items]


class ProgrammeAsked(Asked):
    """A playlist, zones and commune times. Weekdays count from 0, Monday; without any it airs once, on first_day.

    `priority`: 500 ưu tiên, 0 to 100 thường, -100 nhạc nền. `catch_up`: what becomes of interrupted or missed items.
    `hard_end`: the time by which it is over; what would not fit is left out beforehand.
    """

    playlist_id: Number
    zone_ids: list[Number] = Field(max_length=1000)
    starts_at: WallClock
    first_day: Day
    last_day: Day | None = None
    weekdays: list[Annotated[int, Field(ge=0, le=6), WHOLE]] = Field(default_factory=list, max_length=7)
    priority: Annotated[int, Field(ge=-100, le=500), WHOLE] = 0
    catch_up: CatchUp | None = None
    late_minutes: Annotated[int, Field(ge=0, le=MOST_LATE_MINUTES), WHOLE] = 0
    hard_end: WallClock | None = None
    name: Line = ""

    def timing(self) -> Timing:
        """Return what the actions take."""
        return Timing(
            starts_at=self.starts_at,
            first_day=self.first_day,
            weekdays=self.weekdays,
            last_day=self.last_day,
            priority=self.priority,
            catch_up=self.catch_up,
            late_minutes=self.late_minutes,
            hard_end=self.hard_end,
        )


class TimetableAsked(Stretch):
    """From when to when; a week from now unless told."""

    def stretch(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the first instant and the one after the last. Raise BadInput."""
        since = self.since or now
        return check_stretch(since, self.until or since + timedelta(days=7), LONGEST_VIEW)


class ItemTold(Told):
    """One place in a playlist; `refusal` says why an announcement would not be aired anywhere now."""

    place: int
    kind: ItemKind
    announcement_id: int | None
    relay: RelayItem | None
    queue: QueueItem | None
    title: str | None
    seconds: float | None
    refusal: str | None

    @classmethod
    def of(cls, item: Item, standings: dict[int, Standing]) -> Self:
        announcement = item.announcement
        if item.relay is not None:
            length: float | None = item.relay_seconds or None
        elif announcement is None:
            length = item.pause_seconds or item.queue_seconds
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
            queue=QueueItem.of(item),
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


class ProgrammeTold(Told):
    """A booked programme; times and days are the commune's."""

    id: int
    name: str
    playlist_id: int
    zone_ids: list[int]
    starts_at: time
    first_day: date
    last_day: date | None
    weekdays: list[int]
    priority: int
    catch_up: CatchUp
    late_minutes: int
    hard_end: time | None
    booked_by: str
    booked_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, programme: Programme) -> Self:
        return cls.model_validate(programme, from_attributes=True)


class ProgrammesTold(Told):
    """All programmes, those still running first."""

    items: list[ProgrammeTold]


class OccurrenceTold(Told):
    """One start of a programme, in every zone that will sound."""

    key: str
    programme_id: int
    programme_name: str
    playlist_id: int
    starts_at: datetime
    zone_ids: list[int]
    priority: int

    @classmethod
    def of(cls, occurrence: Occurrence) -> Self:
        return cls(
            key=occurrence.key,
            programme_id=occurrence.programme_id,
            programme_name=occurrence.programme_name,
            playlist_id=occurrence.playlist_id,
            starts_at=occurrence.starts_at,
            zone_ids=sorted(occurrence.zones),
            priority=occurrence.priority,
        )


class Timetable(Told):
    """What starts in a stretch of time, in order."""

    since: datetime = Field(serialization_alias="from")
    until: datetime = Field(serialization_alias="to")
    items: list[OccurrenceTold]
