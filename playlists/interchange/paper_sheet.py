"""A printed schedule as .xlsx: the paper on the first sheet, the programmes it comes from on the second.

Every cell is written as text: what begins with =, +, - or @ is shown by a spreadsheet and never run.
"""

import io
from collections.abc import Sequence
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from playlists.interchange import columns_out, series_sheet
from playlists.interchange.paper import MOTTO, NATION, Letterhead, Paper
from playlists.interchange.paperwork import Schedule
from playlists.interchange.wishes import Known

FONT = "Times New Roman"
MM_PER_LETTER = 1.9  # of a column's width, at this font
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SIDE = Side(style="thin")
THIN = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
LINE_POINTS = 17
LETTERS = 90  # that stand beside one another across the page
CAPITALS = 24  # that do across its left half


def workbook(schedule: Schedule, known: Known) -> bytes:
    """Return the file."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Lịch phát"
    _paper(sheet, schedule.paper)
    series = made.create_sheet(series_sheet.TITLE)
    _table(series, series_sheet.HEADINGS, series_sheet.rows(schedule.programmes, known))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _paper(sheet: Worksheet, paper: Paper) -> None:
    columns = columns_out.columns(paper)
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.mm / MM_PER_LETTER
    line = _head(sheet, paper, len(columns))
    for place, column in enumerate(columns, 1):
        _write(sheet, line, place, column.heading, bold=True, border=True)
    sheet.row_dimensions[line].height = 2 * LINE_POINTS
    sheet.print_title_rows = f"{line}:{line}"
    line = _days(sheet, paper, line + 1)
    _foot(sheet, paper.head, line + 1, len(columns))
    _print(sheet, "portrait")


def _days(sheet: Worksheet, paper: Paper, line: int) -> int:
    """Write the days from this line on; return the line after the last."""
    for day in paper.days:
        first = line
        for each in day.lines:
            _write(sheet, line, 1, columns_out.day_cell(day) if line == first else "", border=True)
            texts = columns_out.cells(each, with_zones=not paper.zone)
            for place, text in enumerate(texts, 2):
                _write(sheet, line, place, text, border=True, left=place in (3, 4))
            sheet.row_dimensions[line].height = LINE_POINTS * _lines(paper, texts, is_alone=len(day.lines) == 1)
            line += 1
        sheet.merge_cells(start_row=first, end_row=line - 1, start_column=1, end_column=1)
    return line


def _lines(paper: Paper, texts: Sequence[str], *, is_alone: bool) -> int:
    """Return how many lines of text a row needs; a day that has one row needs room for its own three."""
    widths = [column.mm / MM_PER_LETTER for column in columns_out.columns(paper)[1:]]
    needed = [
        sum(-(-len(part) // max(1, int(width))) or 1 for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return max([3 if is_alone else 2, *needed])


def _head(sheet: Worksheet, paper: Paper, width: int) -> int:
    """Write the head of an official document; return the line after it."""
    head, half = paper.head, width // 2
    left = [(head.authority.upper(), False), (head.unit.upper(), True), ("", False), (head.number_line, False)]
    right = [(NATION, True), (MOTTO, True), ("", False), (head.place_and_day, False)]
    for line, ((one, one_bold), (two, two_bold)) in enumerate(zip(left, right, strict=True), 1):
        _across(sheet, line, 1, half, one, bold=one_bold)
        _across(sheet, line, half + 1, width, two, bold=two_bold, italic=line == 4)
        if one.isupper():  # a long name of the station takes two lines
            sheet.row_dimensions[line].height = LINE_POINTS * -(-len(one) // CAPITALS)
    _across(sheet, 6, 1, width, head.title.upper(), bold=True, size=14)
    _across(sheet, 7, 1, width, paper.subject, bold=True)
    campaigns = columns_out.campaigns(paper)
    for line, text in enumerate(campaigns, 9):
        _across(sheet, line, 1, width, text, bold=line == 9, left=True)
        sheet.row_dimensions[line].height = LINE_POINTS * -(-len(text) // LETTERS)
    return 9 + len(campaigns) + bool(campaigns)


def _foot(sheet: Worksheet, head: Letterhead, line: int, width: int) -> None:
    half = width // 2
    if head.recipients:
        _across(sheet, line, 1, half, "Nơi nhận:", bold=True, italic=True, size=12, left=True)
    for number, recipient in enumerate(head.recipients, 1):
        _across(sheet, line + number, 1, half, f"- {recipient}", size=11, left=True)
    for number, role in enumerate(head.signer_role):
        _across(sheet, line + number, half + 1, width, role.upper(), bold=True)
    if head.signer:
        _across(sheet, line + len(head.signer_role) + 4, half + 1, width, head.signer, bold=True)


def _table(sheet: Worksheet, headings: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> None:
    for place, (heading, width) in enumerate(headings, 1):
        _write(sheet, 1, place, heading, bold=True, border=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
    for line, row in enumerate(rows, 2):
        for place, text in enumerate(row, 1):
            _write(sheet, line, place, text, border=True, left=True)
    sheet.freeze_panes = "A2"
    _print(sheet, "landscape")


def _across(
    sheet: Worksheet,
    line: int,
    first: int,
    last: int,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 13,
    left: bool = False,
) -> None:
    _write(sheet, line, first, text, bold=bold, italic=italic, size=size, left=left)
    if last > first:
        sheet.merge_cells(start_row=line, end_row=line, start_column=first, end_column=last)


def _write(
    sheet: Worksheet,
    line: int,
    place: int,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 13,
    border: bool = False,
    left: bool = False,
) -> None:
    cell = sheet.cell(line, place)
    assert isinstance(cell, Cell)
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA)  # so that it stays text when somebody edits it
    cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
    cell.alignment = Alignment(
        horizontal="left" if left else "center", vertical="center" if border else "top", wrap_text=True
    )
    if border:
        cell.border = THIN


def _print(sheet: Worksheet, orientation: Literal["portrait", "landscape"]) -> None:
    """A4, as wide as the page, with the margins that the decree asks for."""
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = (mm / 25.4 for mm in (30, 15, 20, 20))
    sheet.oddHeader.center.text = "&P"  # type: ignore[union-attr]
    sheet.HeaderFooter.differentFirst = True
