"""Shapes of campaigns, of the queue, and of what will be drawn from it."""

from datetime import date, datetime, time
from typing import Annotated, Self

from pydantic import Field

from broadcaster.forecast import Coming
from broadcaster.goals import Standing
from content.campaigns import CampaignAsked
from content.models import Campaign, QueueEntry, Urgency
from content.queueing import DayPart, QueueAsked
from playlists.models import Item, ItemKind
from playlists.queueing.goals import Progress
from playlists.queueing.queue_items import QueueRoom
from web.api.schemas import WHOLE, Asked, Day, Line, Number, ShortLine, Told, WallClock

Count = Annotated[int, Field(ge=0, le=100_000), WHOLE]


class QueueItem(Asked):
    """A draw from the queue: at most so many seconds, of announcements in these fields (lĩnh vực; none: any)."""

    seconds: Annotated[float, Field(strict=True, gt=0)]
    fields: list[ShortLine] = Field(default_factory=list, max_length=20)

    @classmethod
    def of(cls, item: Item) -> Self | None:
        """Return an item's draw; None where it is another kind."""
        if item.kind != ItemKind.QUEUE:
            return None
        return cls.model_construct(seconds=item.queue_seconds, fields=list(item.queue_fields))

    def room(self) -> QueueRoom:
        """Return what the actions take."""
        return QueueRoom(self.seconds, tuple(self.fields))


class CampaignTerms(Asked):
    """A campaign's terms; the goal is what every zone is to hear, in airings or in minutes, or there is none."""

    name: Line
    basis: Annotated[str, Field(max_length=300)] = ""
    first_day: Day
    last_day: Day
    field: ShortLine = ""
    unit: Line = ""
    zone_ids: list[Number] = Field(max_length=1000)
    goal_airings: Count | None = None
    goal_minutes: Count | None = None

    def asked(self) -> CampaignAsked:
        """Return what the actions take."""
        return CampaignAsked(**dict(self))


class ProgressTold(Told):
    """How far a goal was reached: in the zone that heard least of it, and in the one that heard most."""

    unit: str
    wanted: int
    least: int
    most: int
    short_by: int
    zone_id: int

    @classmethod
    def of(cls, progress: Progress | None) -> Self | None:
        return cls.model_validate(progress, from_attributes=True) if progress else None


class CampaignTold(Told):
    """A campaign and how it stands; `risk` says, early, by how much its goal will be missed."""

    id: int
    name: str
    basis: str
    first_day: date
    last_day: date
    field: str
    unit: str
    zone_ids: list[int]
    goal_airings: int | None
    goal_minutes: int | None
    started_by: str
    started_at: datetime
    closed_at: datetime | None
    announcement_ids: list[int]
    progress: ProgressTold | None
    by_the_end: ProgressTold | None
    risk: str | None

    @classmethod
    def of(cls, campaign: Campaign, announcement_ids: list[int], standing: Standing) -> Self:
        told = {name: getattr(campaign, name) for name in cls.model_fields if hasattr(campaign, name)}
        return cls(
            **told,
            announcement_ids=announcement_ids,
            progress=ProgressTold.of(standing.now),
            by_the_end=ProgressTold.of(standing.by_the_end),
            risk=standing.risk.sentence if standing.risk else None,
        )


class CampaignsTold(Told):
    """All campaigns, the newest first; without forecasts."""

    items: list[CampaignTold]


class QueueTerms(Asked):
    """How an announcement is to be drawn; `total` 0: no limit in all; no zones: all of its own.

    What `is_spread` airs its total evenly from its first day to its last, not as soon as there is room.
    """

    first_day: Day | None = None
    last_day: Day | None = None
    a_day: Count = 2
    total: Count = 0
    gap_hours: Count = 3
    day_parts: list[DayPart] = Field(default_factory=list, max_length=3)
    urgency: Urgency = Urgency.NORMAL
    zone_ids: list[Number] = Field(default_factory=list, max_length=1000)
    is_twice: bool = False
    is_spread: bool = False
    not_before: WallClock | None = None
    not_after: WallClock | None = None

    def asked(self) -> QueueAsked:
        """Return what the actions take."""
        return QueueAsked(**dict(self))


class QueueEntryTold(Told):
    """How an announcement is queued."""

    announcement_id: int
    first_day: date | None
    last_day: date | None
    a_day: int
    total: int
    gap_hours: int
    day_parts: list[DayPart]
    urgency: Urgency
    zone_ids: list[int]
    is_twice: bool
    is_spread: bool
    not_before: time | None
    not_after: time | None
    queued_by: str
    queued_at: datetime

    @classmethod
    def of(cls, entry: QueueEntry) -> Self:
        return cls.model_validate(entry, from_attributes=True)


class QueueTold(Told):
    """Everything in the queue, what ends first coming first."""

    items: list[QueueEntryTold]


class ComingTold(Told):
    """An airing to come, and why it is then."""

    announcement_id: int
    title: str
    programme_name: str
    starts_at: datetime
    zone_ids: list[int]
    reason: str

    @classmethod
    def of(cls, coming: Coming) -> Self:
        return cls(
            announcement_id=coming.announcement_id,
            title=coming.title,
            programme_name=coming.programme_name,
            starts_at=coming.starts_at,
            zone_ids=list(coming.zones),
            reason=coming.reason,
        )


class PassedTold(Told):
    """A programme that will draw and pass the announcement over, and why."""

    programme_name: str
    starts_at: datetime
    reason: str


class OutlookTold(Told):
    """What the next seven days hold for an announcement, if nothing changes."""

    coming: list[ComingTold]
    passed_over: list[PassedTold]
