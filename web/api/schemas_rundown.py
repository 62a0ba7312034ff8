"""Shapes of live slots in playlists, and of what a playlist would air when."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from broadcaster.running_order import Planned
from playlists.live_items import LiveEntry
from playlists.models import Item, ItemKind
from web.api.schemas import Asked, Number, Told, WallClock


class LiveItem(Asked):
    """A slot in which somebody may speak for so many seconds, and the playlist that is aired if nobody does."""

    seconds: Annotated[float, Field(strict=True)]
    fallback_id: Number | None = None

    @classmethod
    def of(cls, item: Item) -> Self | None:
        """Return an item's slot; None where it is another kind."""
        if item.kind != ItemKind.LIVE:
            return None
        return cls.model_construct(seconds=item.live_seconds, fallback_id=item.fallback_id)

    def entry(self) -> LiveEntry:
        """Return what the actions take."""
        return LiveEntry(self.seconds, self.fallback_id)


class RundownAsked(Asked):
    """When the playlist would begin, in commune time, and by when it would have to be over."""

    starts_at: WallClock
    ends_at: WallClock | None = None


class PlannedTold(Told):
    """What becomes of an item: from when to when it sounds (a live slot: may), or the reason why it is left out."""

    key: str
    title: str
    begins_at: datetime | None
    ends_at: datetime | None
    reason: str

    @classmethod
    def of(cls, planned: Planned) -> Self:
        return cls.model_validate(planned, from_attributes=True)


class RundownTold(Told):
    """Every item but the pauses, in order, as approvals stand today."""

    items: list[PlannedTold]
