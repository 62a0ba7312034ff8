"""A draw from the queue as an item of a playlist: how long at most, and from which fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from playlists.models import Item, ItemKind
from playlists.queueing.queue import frames_of
from playlists.rundown import Room
from station.errors import BadInput

SHORTEST_SECONDS = 10.0
LONGEST_SECONDS = 3600.0
MOST_FIELDS = 20
LONGEST_FIELD = 80


@dataclass(frozen=True)
class QueueRoom:
    """A queue item as typed: at most so many seconds, from these fields (none: from any)."""

    seconds: float
    fields: tuple[str, ...] = ()


def make(place: int, wanted: QueueRoom) -> Item:
    """Make the item. Raise BadInput."""
    if not SHORTEST_SECONDS <= wanted.seconds <= LONGEST_SECONDS:
        raise BadInput("items", "Mục lấy từ hàng chờ dài từ 10 giây đến 60 phút.")
    fields = [" ".join(each.split()) for each in wanted.fields]
    if len(fields) > MOST_FIELDS or any(not 0 < len(each) <= LONGEST_FIELD for each in fields):
        raise BadInput("items", "Mỗi lĩnh vực của mục lấy từ hàng chờ có từ 1 đến 80 ký tự, nhiều nhất 20 lĩnh vực.")
    return Item(place=place, kind=ItemKind.QUEUE, queue_seconds=wanted.seconds, queue_fields=sorted(set(fields)))


def entry_of(item: Item) -> QueueRoom:
    """Return the item as it would have been typed."""
    return QueueRoom(item.queue_seconds, tuple(item.queue_fields))


def room(item: Item | Row[*tuple[Any, ...]], number: int) -> Room:
    """Return a queue item as a value; where only its place is known, with no time in it."""
    if not isinstance(item, Item):
        return Room(number, 0)
    return Room(number, frames_of(item.queue_seconds), tuple(item.queue_fields))


def names(fields: Sequence[str]) -> str:
    """Return what a person reads of the fields."""
    return ", ".join(fields) if fields else "mọi lĩnh vực"
