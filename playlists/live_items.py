"""A live slot as an item of a playlist: here somebody may speak for so long, and what is aired if nobody does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from playlists import fallbacks
from playlists.models import Item, ItemKind
from playlists.rundown import FRAME, Line
from station.errors import BadInput

SHORTEST_SECONDS = 60.0
LONGEST_SECONDS = 3600.0
_FIRST, _LAST = -2, -99  # of the numbers in an announcement's place: 0 and -1 are a talk's, from -100 on come relays


@dataclass(frozen=True)
class LiveEntry:
    """A live slot as typed: for so many seconds at most, with a playlist that is aired where nobody speaks."""

    seconds: float
    fallback_id: int | None = None


def is_slot(number: int) -> bool:
    """Does this number, in an announcement's place, stand for a live slot?"""
    return _LAST <= number <= _FIRST


def named(turns: dict[int, int]) -> tuple[int, str]:
    """Return the number and the key of the next live slot in a playlist, and count it."""
    turns[0] = turn = turns.get(0, 0) + 1
    return _FIRST + 1 - turn, f"live.{turn}"


def lines(item: Item | Row[*tuple[Any, ...]], turns: dict[int, int], announcements: Iterable[int]) -> list[Line]:
    """Return a slot as values: itself, and the announcements that are aired where nobody speaks in it."""
    number, key = named(turns)
    frames = round(item.live_seconds / FRAME.total_seconds())
    return [Line(key, number, hard_start=item.hard_start, live_frames=frames), *instead(key, frames, announcements)]


def instead(key: str, live_frames: int, announcements: Iterable[int]) -> list[Line]:
    """Return the lines that are aired where nobody speaks in a slot."""
    return [
        Line(f"{key}/{place}", number, live_frames=live_frames, instead_of=key)
        for place, number in enumerate(announcements, 1)
    ]


def make(session: Session, place: int, entry: LiveEntry, *, playlist_id: int | None) -> Item:
    """Make the item. Raise BadInput, NotFound."""
    if not SHORTEST_SECONDS <= entry.seconds <= LONGEST_SECONDS:
        longest = LONGEST_SECONDS / 60
        raise BadInput("live_length", f"Khung nói trực tiếp dài từ {SHORTEST_SECONDS / 60:.0f} đến {longest:.0f} phút.")
    fallbacks.check(session, entry.fallback_id, playlist_id)
    return Item(place=place, kind=ItemKind.LIVE, live_seconds=entry.seconds, fallback_id=entry.fallback_id)


def entry_of(item: Item) -> LiveEntry:
    """Return the item as it would have been typed."""
    return LiveEntry(item.live_seconds, item.fallback_id)


def check_number(entries: Iterable[LiveEntry | None]) -> None:
    """Raise BadInput for more live slots than have numbers."""
    if sum(1 for each in entries if each is not None) > _FIRST - _LAST:
        raise BadInput("items", f"Danh sách phát có tối đa {_FIRST - _LAST} khung nói trực tiếp.")
