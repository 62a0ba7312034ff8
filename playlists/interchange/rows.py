"""From the rows of a table to the entries of a schedule; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from playlists.interchange.cells import Row
from playlists.interchange.columns import Table
from playlists.interchange.entry import Entry
from playlists.interchange.grids import Cell, Grid
from playlists.interchange.plain import plain
from playlists.interchange.weekdays import NAMES

NAME_LETTERS = 120

_END = re.compile(
    r"(noi nhan|tm uy ban|tm ubnd|kt chu tich|chu tich|nguoi lap|xac nhan|phe duyet|ghi chu|truong dai|truong ban)\b"
)


@dataclass(frozen=True)
class When:
    """The day and time of a row; the rows below go on with it until they say another."""

    first_day: date | None = None
    weekdays: tuple[int, ...] = ()
    session: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    follows: bool = False
    is_band: bool = False  # said by a heading across the table, for every day below

    @property
    def has_day(self) -> bool:
        """Is it known on which day?"""
        return bool(self.first_day or self.weekdays)


def entries_of(grid: Grid, table: Table, *, today: date) -> Iterator[Entry]:
    """Give an entry for every row that names something to be aired, with what is wrong in it."""
    before = When()
    for number, cells in enumerate(grid.rows[table.first_line :], table.first_line + 1):
        written = {cell.text for cell in cells if cell.text}
        if any(_END.match(plain(text)) for text in written):
            return
        if not written:
            continue
        if len(written) == 1:
            band = _band(next(iter(written)), before, today)
            before = band or before
            if band or sum(bool(cell.text) for cell in cells) > 1:  # a heading across the table says nothing to air
                continue
        row = Row({column: _at(cells, place) for column, place in table.places.items()}, today)
        name = _name(row)
        before = _when(row, before)
        if name:
            yield _entry(f"{grid.name}, dòng {number}", name, row, before)


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else Cell()


def _band(text: str, before: When, today: date) -> When | None:
    """Return what a row that is one heading says for the rows below: «Thứ Hai, ngày 23/11/2026», «BUỔI SÁNG»."""
    row = Row({"band": Cell(text)}, today)
    if day := row.day("band"):
        return When(day, (), before.session if before.is_band else "", is_band=before.is_band)
    if session := row.session("band"):
        times = row.times("band")
        return When(before.first_day, before.weekdays, session, *_pair(times, times[1:2]), is_band=True)
    weekdays = row.weekdays("band")
    return When(weekdays=weekdays) if weekdays and not row.problems else None


def _name(row: Row) -> str:
    found = [row.text(column) for column in ("programme", "category", "content", "playlist")]
    return next((text for text in found if text), "")[:NAME_LETTERS]


def _when(row: Row, before: When) -> When:
    first_day, weekdays = _days(row)
    is_new_day = bool(first_day or weekdays) and (first_day, weekdays) != (before.first_day, before.weekdays)
    if not (first_day or weekdays) and not row.problems:  # a day that cannot be read is not the day above
        first_day, weekdays = before.first_day, before.weekdays
    times = row.times("starts_at") or row.times("session")
    ends = row.times("ends_at")[:1] or times[1:2]
    session = row.session("session") or row.session("starts_at")
    is_written = bool(times) and not (row.cell("starts_at") if row.text("starts_at") else row.cell("session")).filled
    if is_written or is_new_day or (session and session != before.session):
        session = session or ("" if is_new_day and not before.is_band else before.session)
        return When(first_day, weekdays, session, *_pair(times, ends), is_band=before.is_band)
    goes_on = bool(before.starts_at or before.session)
    return When(
        first_day, weekdays, before.session, before.starts_at, ends[0] if ends else None, goes_on, before.is_band
    )


def _pair(times: Sequence[time], ends: Sequence[time]) -> tuple[time | None, time | None]:
    return (times[0] if times else None, ends[0] if ends else None)


def _days(row: Row) -> tuple[date | None, tuple[int, ...]]:
    """Return the day or weekdays of a row; where both stand, the date counts and the weekday has to be its own."""
    first_day = row.day("first_day")
    weekdays = row.weekdays("weekdays")
    if first_day:
        return first_day, weekdays
    day = row.day("day") or (None if row.text("day") else row.day("starts_at"))
    if day is None:
        return None, weekdays or row.weekdays("day")
    beside = weekdays or Row({"day": row.cell("day")}, day).weekdays("day")
    if len(beside) == 1 and beside[0] != day.weekday():
        row.problems.append(f"Ngày {day:%d/%m/%Y} là {NAMES[day.weekday()]}, không phải {NAMES[beside[0]]}.")
    return day, ()


def _entry(place: str, name: str, row: Row, when: When) -> Entry:
    seconds = row.seconds("length")
    last_day = row.day("last_day")
    if not when.has_day and not row.problems:
        row.problems.append("Chưa có ngày hoặc thứ.")
    return Entry(
        place=place,
        name=name,
        playlist=row.text("playlist") or name,
        zones=row.text("zones"),
        person=row.text("person"),
        session=when.session,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        seconds=seconds,
        follows=when.follows,
        first_day=when.first_day,
        last_day=last_day if when.weekdays else None,
        weekdays=when.weekdays,
        problems=tuple(row.problems),
        remarks=tuple(row.remarks),
    )
