"""A printed schedule as .docx, laid out as an official document is (decree 30/2020/NĐ-CP, appendix I)."""

import io
from collections.abc import Sequence
from datetime import datetime

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from playlists.interchange import columns_out
from playlists.interchange.paper import MOTTO, NATION, Letterhead, Paper

FONT = "Times New Roman"
LEFT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
HALVES = (66, 99)  # mm: the issuing body, the nation
CELL_EDGES = 4  # mm that a cell keeps free on both sides together
MOTTO_MM = 50  # the line below the motto is as wide as the motto


def document(paper: Paper, *, now: datetime) -> bytes:
    """Return the file."""
    made = docx.Document()
    made.core_properties.created = made.core_properties.modified = now.replace(tzinfo=None)
    made.core_properties.author, made.core_properties.title = paper.head.unit, f"{paper.head.title} - {paper.subject}"
    _page(made)
    _head(made, paper.head)
    _paragraph(made, paper.head.title.upper(), size=14, bold=True, before=12)
    _paragraph(made, paper.subject, size=14, bold=True, after=10)
    for place, text in enumerate(columns_out.campaigns(paper)):
        _line(made.add_paragraph(), text, 13, bold=place == 0, align=LEFT)
    _table(made, paper)
    if not paper.days:
        _paragraph(made, "Không có buổi phát nào trong thời gian này.", size=13, before=6)
    _foot(made, paper.head)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _page(made: "docx.document.Document") -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = True  # the first page bears no number
    number = section.header.paragraphs[0]
    number.alignment = CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.element.rPr.rFonts.set(qn("w:cs"), FONT)


def _head(made: "docx.document.Document", head: Letterhead) -> None:
    table = made.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, HALVES)
    (unit, nation), (number, place) = (row.cells for row in table.rows)
    _lines(unit, [(head.authority.upper(), 12, False), (head.unit.upper(), 12, True)])
    _rule(unit.add_paragraph(), (HALVES[0] - CELL_EDGES) / 2, (HALVES[0] - CELL_EDGES) / 3)
    _lines(nation, [(NATION, 12, True), (MOTTO, 13, True)])
    _rule(nation.add_paragraph(), (HALVES[1] - CELL_EDGES) / 2, MOTTO_MM)
    _lines(number, [(head.number_line, 13, False)])
    _lines(place, [(head.place_and_day, 13, False)], italic=True)


def _table(made: "docx.document.Document", paper: Paper) -> None:
    columns = columns_out.columns(paper)
    table = made.add_table(rows=1, cols=len(columns))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, column.heading, bold=True)
    _mark(table.rows[0], "w:tblHeader")  # comes again on every page
    for day in paper.days:
        first = None
        for line in day.lines:
            row = table.add_row()
            _mark(row, "w:cantSplit")
            for place, text in enumerate(columns_out.cells(line, with_zones=not paper.zone), 1):
                _fill(row.cells[place], text, left=place in (2, 3))
            first = first or row.cells[0]
        if first is not None:
            merged = first.merge(table.rows[-1].cells[0]) if len(day.lines) > 1 else first
            _fill(merged, columns_out.day_cell(day))
    _set_widths(table, [column.mm for column in columns])


def _foot(made: "docx.document.Document", head: Letterhead) -> None:
    if not (head.recipients or head.signer_role or head.signer):
        return
    _paragraph(made, "", size=6)
    table = made.add_table(rows=1, cols=2)
    _set_widths(table, (82, 83))
    _mark(table.rows[0], "w:cantSplit")
    left, right = table.rows[0].cells
    if head.recipients:
        _line(left.paragraphs[0], "Nơi nhận:", 12, bold=True, italic=True, align=LEFT)
    for recipient in head.recipients:
        _line(left.add_paragraph(), f"- {recipient}", 11, align=LEFT)
    roles = [(role.upper(), 13, True) for role in head.signer_role]
    _lines(right, [*roles, *[("", 13, False)] * 4, (head.signer, 14, True)])


def _lines(cell: "docx.table._Cell", texts: Sequence[tuple[str, int, bool]], *, italic: bool = False) -> None:
    for number, (text, size, bold) in enumerate(texts):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _line(paragraph, text, size, bold=bold, italic=italic)


def _rule(paragraph: Paragraph, middle_mm: float, width_mm: float) -> None:
    """Draw a line so wide around the middle of its cell."""
    _line(paragraph, "", 4)
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(middle_mm - width_mm / 2)
    border, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    paragraph._p.get_or_add_pPr().append(border)


def _fill(cell: "docx.table._Cell", text: str, *, bold: bool = False, left: bool = False) -> None:
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _line(cell.paragraphs[0], text, 12, bold=bold, align=LEFT if left else CENTER)


def _paragraph(
    made: "docx.document.Document", text: str, *, size: int, bold: bool = False, before: int = 0, after: int = 0
) -> None:
    paragraph = made.add_paragraph()
    _line(paragraph, text, size, bold=bold)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)


def _line(
    paragraph: Paragraph,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold, run.italic = FONT, Pt(size), bold, italic


def _set_widths(table: "docx.table.Table", widths: Sequence[int]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _mark(row: "docx.table._Row", name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
