"""Days off that no rule foretells (in lieu of a weekend, or exchanged), as far as a library knows them for a year."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from content.lexicontable import plain
from playlists.year import yeardays, yearkeeping
from playlists.year.daysasked import DayAsked
from playlists.year.fallstyped import YEARS
from playlists.year.yeardays import Kind, Row
from station.errors import BadInput, StationError
from station.models import Person
from station.settings import PROJECT

SECONDS = 60
NOTE = "theo thư viện holidays; xem lại theo thông báo chính thức"


class NoLibrary(StationError):
    """The library did not answer."""

    def __init__(self) -> None:
        super().__init__("Không lấy được danh sách ngày nghỉ của năm; hãy thêm các ngày đó bằng tay.")


@dataclass(frozen=True)
class Known:
    """A day that the library knows to be off or, in exchange, worked."""

    on: date
    is_off: bool
    name: str


def take(session: Session, year: int, found: Iterable[Known], *, by: Person, now: datetime) -> int:
    """Keep what is known of a year beyond the commune's own days; return how many days. Raise Forbidden."""
    rows = [(day.kind, day.falls, day.days) for day in yearkeeping.days(session)]
    return yearkeeping.put(session, beyond(found, rows, year), by=by, now=now)


def known(year: int) -> list[Known]:
    """Ask the library about a year, in a process of its own; takes about a second. Raise BadInput, NoLibrary."""
    if year not in YEARS:
        raise BadInput("year", f"Năm phải từ {YEARS[0]} đến {YEARS[-1]}.")
    command = [sys.executable, "-m", "playlists.year.statutory_program", str(year)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, cwd=PROJECT, check=True)
        lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
        return [Known(date.fromisoformat(day), kind == "off", name) for day, kind, name in lines]
    except (subprocess.SubprocessError, ValueError):
        raise NoLibrary from None


def beyond(found: Iterable[Known], rows: Iterable[Row], year: int) -> list[DayAsked]:
    """Return what the library knows and the commune's days, switched off or not, do not say; pure."""
    ours = tuple(rows)
    free = yeardays.calendar(ours, date(year, 1, 1), date(year, 12, 31)).public_holidays
    return [
        DayAsked(_name(each), Kind.OFF if each.is_off else Kind.WORKED, f"{each.on:%d/%m/%Y}", note=NOTE)
        for each in found
        if each.on.year == year and not (each.is_off and each.on in free) and not _is_kept(each, ours)
    ]


def _is_kept(each: Known, rows: Iterable[Row]) -> bool:
    return any(kind in (Kind.OFF, Kind.WORKED) and falls == f"{each.on:%d/%m/%Y}" for kind, falls, _ in rows)


def _name(each: Known) -> str:
    return plain(f"{each.name or 'Đi làm bù'} {each.on:%d/%m/%Y}")
