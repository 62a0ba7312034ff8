"""The door for schedules: what kind a file really is, and what it says."""

from collections.abc import Callable
from datetime import date, tzinfo
from pathlib import PurePath

from playlists.interchange import commas, rows, series_rows, workbook
from playlists.interchange.columns import table_of
from playlists.interchange.entry import MOST_BYTES, MOST_ENTRIES, Reading
from playlists.interchange.errors import (
    FileEmpty,
    FileTooBig,
    HasMacros,
    NoColumns,
    OldExcel,
    TooManyRows,
    UnknownKind,
    WrongExtension,
)
from playlists.interchange.events import reading_of
from playlists.interchange.grids import Grid

MACROS = (".xlsm", ".xltm", ".xlam", ".xlsb")
_GRIDS: dict[str, Callable[[str, bytes], list[Grid]]] = {
    ".xlsx": workbook.grids_of,
    ".csv": lambda name, data: [commas.grid_of(name, data)],
}
_KIND_INSIDE = {".xlsx": "bảng tính Excel hoặc tệp nén", ".ics": "lịch iCalendar", ".csv": "văn bản"}
SERIES_ONLY = "Tệp có trang tính ghi lịch lặp lại, nên chỉ đọc trang đó; các trang xếp theo ngày chỉ để xem."


def reading(name: str, data: bytes, *, today: date, timezone: tzinfo) -> Reading:
    """Read a schedule's file, saving nothing. Raise a ScheduleError with its reason."""
    extension = PurePath(name).suffix.lower()
    _check(name, extension, data)
    found = (
        reading_of(name, data, today=today, timezone=timezone)
        if extension == ".ics"
        else _tables(name, extension, data, today)
    )
    if not found.entries:
        raise FileEmpty(name)
    if len(found.entries) > MOST_ENTRIES:
        raise TooManyRows(name, MOST_ENTRIES)
    return found


def _tables(name: str, extension: str, data: bytes, today: date) -> Reading:
    grids = _GRIDS[extension](name, data)
    found = [(grid, table) for grid in grids if (table := table_of(grid))]
    if not found:
        raise (
            NoColumns(name)
            if any(cell.text for grid in grids for row in grid.rows for cell in row)
            else FileEmpty(name)
        )
    series = [(grid, table) for grid, table in found if "repeats" in table.places]
    remarks = (SERIES_ONLY,) if series and len(series) < len(found) else ()
    if series:
        entries = [entry for grid, table in series for entry in series_rows.entries_of(grid, table, today=today)]
    else:
        entries = [entry for grid, table in found for entry in rows.entries_of(grid, table, today=today)]
    return Reading(tuple(entries), remarks)


def _check(name: str, extension: str, data: bytes) -> None:
    if extension in MACROS:
        raise HasMacros(name)
    if extension == ".xls" or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldExcel(name)
    if extension not in (*_GRIDS, ".ics"):
        raise UnknownKind(name)
    if len(data) > MOST_BYTES:
        raise FileTooBig(name, MOST_BYTES // 1024**2)
    if not data.strip(b"\0 \r\n\t"):
        raise FileEmpty(name)
    inside = _kind_inside(data)
    if inside != extension:
        raise WrongExtension(name, _KIND_INSIDE.get(inside, "dữ liệu khác"))


def _kind_inside(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if b"BEGIN:VCALENDAR" in data[:1024].replace(b"\0", b"").upper():
        return ".ics"
    return "" if data.startswith((b"%PDF-", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")) else ".csv"
