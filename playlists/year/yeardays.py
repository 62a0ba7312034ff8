"""The days of the commune's year as values: what kinds there are, where they fall, what day it is by them; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from playlists.daytypes import Calendar, DayType
from playlists.year import fallstyped
from playlists.year.falls import Falls, is_once
from station.errors import BadInput

LONGEST = 200  # days; a season of storms is the longest there is
ONE_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What a day is to the commune."""

    HOLIDAY = "holiday"
    OFF = "off"
    WORKED = "worked"
    MOURNING = "mourning"
    COMMEMORATION = "commemoration"
    FESTIVAL = "festival"
    SEASON = "season"


KIND_NAMES = {
    Kind.HOLIDAY: "Ngày nghỉ lễ",
    Kind.OFF: "Nghỉ bù, nghỉ hoán đổi",
    Kind.WORKED: "Đi làm bù",
    Kind.MOURNING: "Quốc tang",
    Kind.COMMEMORATION: "Ngày kỷ niệm",
    Kind.FESTIVAL: "Lễ hội địa phương",
    Kind.SEASON: "Tháng, đợt cao điểm",
}
DECIDING = (Kind.HOLIDAY, Kind.OFF, Kind.WORKED, Kind.MOURNING)  # these make a day another type than ordinary
EXACT = (Kind.OFF, Kind.WORKED, Kind.MOURNING)  # decided for one year, never for all

Row = tuple[str, str, int]  # a day's kind, when it falls, and its length, as the table keeps them


@dataclass(frozen=True)
class Day:
    """A day that the commune keeps; it may last for several."""

    name: str
    kind: Kind
    falls: Falls
    days: int = 1
    number: int = 0


@dataclass(frozen=True)
class Kept:
    """A day where it falls: from first to last."""

    day: Day
    first: date
    last: date


def check(name: str, kind: Kind, falls: Falls, days: int) -> None:
    """Raise BadInput for a day that cannot be kept."""
    if not name:
        raise BadInput("name", "Hãy đặt tên cho ngày này.")
    if not 1 <= days <= LONGEST:
        raise BadInput("days", f"Số ngày từ 1 đến {LONGEST}.")
    if kind in EXACT and not is_once(falls):
        raise BadInput("falls", f"«{KIND_NAMES[kind]}» cần ngày có đủ năm, như 31/08/2026.")


def kept(days: Iterable[Day], first: date, last: date) -> list[Kept]:
    """Return every day that falls on or reaches into [first, last], in order of time."""
    years = range(max(1, first.year - 1), last.year + 1)
    found = [
        Kept(day, begins, begins + ONE_DAY * (day.days - 1))
        for day in days
        for year in years
        for begins in day.falls.in_year(year)
    ]
    return sorted(
        (each for each in found if each.first <= last and first <= each.last),
        key=lambda each: (each.first, list(Kind).index(each.day.kind), each.day.name),
    )


def calendar(rows: Sequence[Row], first: date, last: date) -> Calendar:
    """Return which days of [first, last] are not ordinary: mourning outranks a holiday, work takes it back."""
    rows = tuple(rows)
    types: dict[date, DayType] = {}
    holidays: set[date] = set()
    for year in range(first.year, last.year + 1):
        marked, free = _in_year(rows, year)
        types |= marked if first.year < year < last.year else _within(marked, first, last)
        holidays |= {day for day in free if first <= day <= last}
    return Calendar(MappingProxyType(types), frozenset(holidays))


@lru_cache(maxsize=64)  # years; play-out asks for the same one at every look
def _in_year(rows: tuple[Row, ...], year: int) -> tuple[dict[date, DayType], frozenset[date]]:
    days = [Day("", Kind(kind), fallstyped.falls(falls), length) for kind, falls, length in rows]
    found: dict[Kind, set[date]] = {kind: set() for kind in Kind}
    for each in kept(days, date(year, 1, 1), date(year, 12, 31)):
        found[each.day.kind] |= {each.first + ONE_DAY * number for number in range(each.day.days)}
    inside = {kind: {day for day in dates if day.year == year} for kind, dates in found.items()}
    free = (inside[Kind.HOLIDAY] | inside[Kind.OFF]) - inside[Kind.WORKED]
    types = dict.fromkeys(sorted(free), DayType.HOLIDAY) | dict.fromkeys(inside[Kind.MOURNING], DayType.MOURNING)
    return types, frozenset(free)


def _within(marked: Mapping[date, DayType], first: date, last: date) -> dict[date, DayType]:
    return {day: kind for day, kind in marked.items() if first <= day <= last}
