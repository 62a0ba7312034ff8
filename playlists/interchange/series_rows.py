"""From the rows of a table that tells series, as the station's own export does, to entries; pure."""

from collections.abc import Iterator
from datetime import date, time

from playlists.catchup import CATCH_UP_NAMES
from playlists.interchange.cells import Row
from playlists.interchange.columns import Table
from playlists.interchange.entry import Entry
from playlists.interchange.grids import Cell, Grid
from playlists.interchange.plain import plain
from playlists.priority import PRIORITY_NAMES, Priority
from playlists.recurring import rules
from playlists.recurring.recurrence import Once, Weekly


def entries_of(grid: Grid, table: Table, *, today: date) -> Iterator[Entry]:
    """Give an entry for every row that names a programme."""
    for number, cells in enumerate(grid.rows[table.first_line :], table.first_line + 1):
        of = {column: cells[place] if place < len(cells) else Cell() for column, place in table.places.items()}
        row = Row(of, today)
        if row.text("programme"):
            yield _entry(f"{grid.name}, dòng {number}", row)


def _entry(place: str, row: Row) -> Entry:
    rule, first_day = row.repeats(), row.day("first_day")
    if first_day is None and not row.problems:
        row.problems.append("Chưa có ngày đầu.")
    is_plain = isinstance(rule, Once) or (isinstance(rule, Weekly) and rule.every == 1)
    return Entry(
        place=place,
        name=row.text("programme")[:120],
        playlist=row.text("playlist") or row.text("programme"),
        zones=row.text("zones"),
        starts_at=_time(row, "starts_at"),
        first_day=first_day,
        last_day=row.day("last_day"),
        weekdays=tuple(sorted(rule.weekdays)) if isinstance(rule, Weekly) and is_plain else (),
        rule=None if is_plain else rules.kept(rule),
        holiday=row.text("holiday"),
        mourning=row.text("mourning"),
        priority=_priority(row),
        catch_up=_catch_up(row),
        late_minutes=row.whole("late_minutes"),
        hard_end=_time(row, "hard_end"),
        problems=tuple(row.problems),
    )


def _time(row: Row, column: str) -> time | None:
    found = row.times(column)
    return found[0] if found else None


def _priority(row: Row) -> int:
    text = row.text("priority")
    known = {plain(name): each for each, name in PRIORITY_NAMES.items()} | {"": Priority.PROGRAMME}
    if plain(text) in known:
        return int(known[plain(text)])
    return row.whole("priority")


def _catch_up(row: Row) -> str:
    text = row.text("catch_up")
    known = {plain(name): each.value for each, name in CATCH_UP_NAMES.items()} | {"": ""}
    if plain(text) not in known:
        row.problems.append(f"Không hiểu cách xử lý khi bị ngắt «{text[:40]}».")
    return known.get(plain(text), "")
