"""A relay as an item of a playlist: which source, for how long or until when, and what is aired while it fails."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from sqlalchemy.orm import Session

from playlists import fallbacks, relay_sources
from playlists.models import Item, ItemKind
from station.errors import BadInput

SHORTEST_SECONDS = 10.0
LONGEST_SECONDS = 6 * 3600.0
_TURNS = 100  # a playlist has no source more often: turns and sources share one number


@dataclass(frozen=True)
class RelayEntry:
    """A relay as typed: for so many seconds, or until a time of day in the commune; one of the two."""

    source_id: int
    seconds: float = 0.0
    until: time | None = None
    fallback_id: int | None = None


@dataclass(frozen=True)
class RelayLine:
    """A relay item as a value, by the number that its line has; the fall-back's announcements in order."""

    number: int
    source_id: int
    seconds: float
    until: time | None
    fallback: tuple[int, ...]


def number(source_id: int, turn: int) -> int:
    """Return the number that stands where a clip's announcement has its own: never one of an announcement."""
    return -(source_id * _TURNS + turn)


def source_of(number: int) -> int:
    """Return the source that such a number stands for; 0 of an announcement's, and of a live talk's."""
    return max(0, -number) // _TURNS


def named(source_id: int, turns: dict[int, int]) -> tuple[int, str]:
    """Return the number and the key of a source's next turn in a playlist, and count it."""
    turns[-source_id] = turn = turns.get(-source_id, 0) + 1
    return number(source_id, turn), f"relay.{source_id}.{turn}"


def make(session: Session, place: int, entry: RelayEntry, *, playlist_id: int | None) -> Item:
    """Make the item. Raise BadInput, NotFound."""
    relay_sources.get(session, entry.source_id)
    if (entry.until is None) == (entry.seconds == 0):
        raise BadInput("items", "Mỗi lần tiếp sóng cần thời lượng hoặc giờ phải kết thúc, một trong hai.")
    if entry.until is None and not SHORTEST_SECONDS <= entry.seconds <= LONGEST_SECONDS:
        raise BadInput("items", f"Tiếp sóng dài từ {SHORTEST_SECONDS:.0f} giây đến {LONGEST_SECONDS / 3600:.0f} giờ.")
    fallbacks.check(session, entry.fallback_id, playlist_id)
    return Item(
        place=place,
        kind=ItemKind.RELAY,
        relay_id=entry.source_id,
        relay_seconds=entry.seconds,
        relay_until=entry.until,
        fallback_id=entry.fallback_id,
    )


def entry_of(item: Item) -> RelayEntry:
    """Return the item as it would have been typed."""
    return RelayEntry(item.relay_id or 0, item.relay_seconds, item.relay_until, item.fallback_id)


def lines(items: Iterable[Item]) -> dict[str, RelayLine]:
    """Return the relays among the items as values, by the keys of their lines."""
    turns: dict[int, int] = {}
    found = {}
    for item in items:
        if item.relay_id is not None:
            aired = item.fallback.items if item.fallback else ()
            fallback = tuple(each.announcement_id for each in aired if each.announcement_id)
            number, key = named(item.relay_id, turns)
            found[key] = RelayLine(number, item.relay_id, item.relay_seconds, item.relay_until, fallback)
    return found
