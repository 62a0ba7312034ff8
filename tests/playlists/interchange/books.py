"""Workbooks and calendars as a commune's other programs would save them."""

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook


def book(sheets: dict[str, Sequence[Sequence[object]]], merged: Sequence[str] = ()) -> bytes:
    """Return a workbook of these sheets; `merged` are ranges of the first one."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        made.worksheets[0].merge_cells(area)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one part replaced or added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return kept.getvalue()


def part_of(package: bytes, name: str) -> bytes:
    """Return one part of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read(name)


def calendar(*events: str) -> bytes:
    """Return an .ics of these events, each given by its lines."""
    bodies = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//thu//VI\n{bodies}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()
