"""Schedules as .xlsx: a zip of XML, looked at before anything parses it; values only, formulas as last computed."""

import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from playlists.interchange.errors import FileDamaged, HasMacros, Suspicious, TooManyRows, TooWide
from playlists.interchange.grids import MOST_COLUMNS, MOST_LINES, Cell, Grid

MOST_UNPACKED = 40 * 1024 * 1024  # bytes; a year of a schedule is a hundredth of this
MOST_PARTS = 500
MOST_MERGED = 50_000  # cells inside merged ranges; the library makes an object for each
MOST_SHEETS = 30

_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
)
_DECLARATIONS = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_MERGE = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def grids_of(name: str, data: bytes) -> list[Grid]:
    """Return the visible sheets of a workbook. Raise ScheduleError."""
    try:
        _check_package(name, data)
        book = load_workbook(io.BytesIO(data), data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [_grid(name, sheet) for sheet in sheets[:MOST_SHEETS]]
    except _BROKEN as problem:
        raise FileDamaged(name) from problem


def _check_package(name: str, data: bytes) -> None:
    """Refuse macros, what would unpack to too much, XML that declares entities, and merged cells without end."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Suspicious(name)
        if any(part.filename.casefold().endswith("vbaproject.bin") for part in parts):
            raise HasMacros(name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _check_part(name, package.read(part))


def _check_part(name: str, xml: bytes) -> None:
    if any(mark in xml for mark in _DECLARATIONS):
        raise Suspicious(name)
    if b"macroEnabled" in xml:
        raise HasMacros(name)
    if sum(_cells(*found.groups()) for found in _MERGE.finditer(xml)) > MOST_MERGED:
        raise Suspicious(name)


def _cells(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (int(bottom) - int(top) + 1) * (_column(right) - _column(left) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _grid(name: str, sheet: Worksheet) -> Grid:
    if sheet.max_row > MOST_LINES:
        raise TooManyRows(name, MOST_LINES)
    if sheet.max_column > 20 * MOST_COLUMNS:
        raise TooWide(name, sheet.title)
    width = min(sheet.max_column, MOST_COLUMNS)
    rows = [[Cell(value) for value in row] for row in sheet.iter_rows(max_col=width, values_only=True)]
    for line, place, value in _merged(sheet, width):
        rows[line][place] = Cell(value, filled=True)
    return Grid(sheet.title[:60], tuple(tuple(row) for row in rows))


def _merged(sheet: Worksheet, width: int) -> Iterator[tuple[int, int, object]]:
    """Give what stands in the cells of merged ranges other than the first, which holds the value."""
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        for line in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            for place in range(area.min_col, min(area.max_col, width) + 1):
                if (line, place) != (area.min_row, area.min_col):
                    yield line - 1, place - 1, value
