"""Schedules as .csv, with commas, semicolons or tabs between the cells."""

import csv
import io

from playlists.interchange.columns import SEARCHED_LINES
from playlists.interchange.decoding import text_of
from playlists.interchange.errors import FileDamaged, TooManyRows
from playlists.interchange.grids import MOST_COLUMNS, MOST_LINES, Cell, Grid

SHEET = "Bảng"


def grid_of(name: str, data: bytes) -> Grid:
    """Return the one table of a .csv. Raise ScheduleError."""
    text = text_of(name, data)
    if text.count("\n") > 10 * MOST_LINES:
        raise TooManyRows(name, MOST_LINES)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False):
            rows.append(tuple(Cell(value.strip() or None) for value in row[:MOST_COLUMNS]))
            if len(rows) > MOST_LINES:
                raise TooManyRows(name, MOST_LINES)
    except csv.Error:
        raise FileDamaged(name) from None
    return Grid(SHEET, tuple(rows))


def _delimiter(text: str) -> str:
    """Return what parts the cells: the mark found oftenest where the headings must be."""
    top = "\n".join(text.split("\n", SEARCHED_LINES)[:SEARCHED_LINES])
    return max(",;\t", key=top.count)
