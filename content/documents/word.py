"""Word documents (.docx): a zip of XML, looked at before anything parses it."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from content.documents.blocks import Line
from content.documents.cleaning import tidy, without_letterhead
from content.documents.errors import DocumentDamaged, Suspicious

_MOST_UNPACKED = 100 * 1024 * 1024  # bytes; a long plan with photographs is a tenth of this
_MOST_PARTS = 2000
# What python-docx lets through of a broken file; lxml's parse error is a SyntaxError.
_BROKEN = (OpcError, SyntaxError, zipfile.BadZipFile, LookupError, ValueError, RuntimeError, AttributeError)
_DECLARATIONS = tuple(mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le"))


def lines_of_docx(name: str, data: bytes) -> list[Line]:
    try:
        _check_package(name, data)
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
    except _BROKEN as error:
        raise DocumentDamaged(name) from error
    kept = without_letterhead([line.text for line in lines])
    return [line for line, text in zip(lines, kept, strict=True) if text]


def _check_package(name: str, data: bytes) -> None:
    """Refuse a package that would unpack to too much, or whose XML declares entities: Word writes neither."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise Suspicious(name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares_entities(package.read(part)):
                raise Suspicious(name)


def _declares_entities(xml: bytes) -> bool:
    return any(mark in xml for mark in _DECLARATIONS)


def _lines(document: Document) -> Iterator[Line]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield from _paragraph(block)


def _rows(table: Table) -> Iterator[Line]:
    """Read a row as one line; a table of one row is lay-out, its paragraphs stand alone."""
    for row in table.rows:
        cells = [[p for p in cell.paragraphs if p.text.strip()] for cell in dict.fromkeys(row.cells)]
        if len(table.rows) == 1:
            yield from (line for cell in cells for paragraph in cell for line in _paragraph(paragraph))
            continue
        words = ", ".join(" ".join(_words(p.text) for p in cell) for cell in cells if cell)
        yield Line(words, starts_block=True)


def _paragraph(paragraph: Paragraph) -> Iterator[Line]:
    words = _words(paragraph.text)
    if words:
        yield Line(_bullet(paragraph) + words, _heading_level(paragraph), starts_block=True)


def _words(text: str) -> str:
    return " ".join(tidy(text).split())


def _heading_level(paragraph: Paragraph) -> int:
    style = (paragraph.style.name or "") if paragraph.style else ""
    if style == "Title":
        return 1
    return int(style[8:]) if style.startswith("Heading ") and style[8:].isdigit() else 0


def _bullet(paragraph: Paragraph) -> str:
    """Show an automatic bullet or number, which the text itself does not hold, as an item."""
    style = (paragraph.style.name or "") if paragraph.style else ""
    properties = paragraph._p.pPr
    is_numbered = properties is not None and properties.numPr is not None
    return "- " if (is_numbered or style.startswith("List")) and not _heading_level(paragraph) else ""
