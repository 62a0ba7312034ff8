"""What is different about one day of a series; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

from playlists.daytypes import DayType


@dataclass(frozen=True)
class DayChange:
    """What is different about one day of a series since `made_at`: it is skipped, moved, or airs another playlist."""

    skips: bool = False
    day: date | None = None
    at: time | None = None
    playlist_id: int | None = None
    made_at: datetime | None = None

    @property
    def moves(self) -> bool:
        """Does it begin at another time, or on another day?"""
        return self.day is not None or self.at is not None


UNCHANGED: Mapping[date, DayChange] = MappingProxyType({})
AS_USUAL: Mapping[DayType, int | None] = MappingProxyType({})
