"""One line of a schedule as it was read, before anything of it is booked."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

MOST_ENTRIES = 300
MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Entry:
    """What a line says of one programme, and what is wrong with it. Neither weekdays nor rule: once, on the first day.

    `rule`: a repetition other than that of weekdays, as `playlists.recurring.rules` keeps it; `without`: days of the
    series that are left out; `holiday`, `mourning`: the playlist's name on such days. `session` stands for a time that
    was not written («sáng»); `follows`: it begins when the entry before it ends.
    """

    place: str  # where a person finds it: «Lịch tuần, dòng 7»
    name: str
    playlist: str = ""
    zones: str = ""
    person: str = ""
    session: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    seconds: int | None = None
    follows: bool = False
    first_day: date | None = None
    last_day: date | None = None
    weekdays: tuple[int, ...] = ()
    rule: dict[str, Any] | None = None
    without: tuple[date, ...] = ()
    holiday: str = ""
    mourning: str = ""
    priority: int = 0
    catch_up: str = ""
    late_minutes: int = 0
    hard_end: time | None = None
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def repeats(self) -> bool:
        """Is it a series?"""
        return bool(self.weekdays or self.rule)


@dataclass(frozen=True)
class Reading:
    """A whole file: its entries, and what a person should know of how it was read."""

    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()
