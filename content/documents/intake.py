"""The door for documents: what kind a file really is, and its passages."""

from collections.abc import Callable
from pathlib import PurePath

from content.documents.blocks import Line, blocks_of
from content.documents.errors import (
    DocumentEmpty,
    DocumentTooBig,
    DocumentTooLong,
    OldWord,
    UnknownKind,
    WrongExtension,
)
from content.documents.pdf import lines_of_pdf
from content.documents.plain import lines_of_markdown, lines_of_text
from content.documents.sections import Passage, passages_of
from content.documents.word import lines_of_docx

MOST_MB = 20
MOST_CHARACTERS = 500_000  # eleven hours on air
_READERS: dict[str, Callable[[str, bytes], list[Line]]] = {
    ".txt": lines_of_text,
    ".md": lines_of_markdown,
    ".docx": lines_of_docx,
    ".pdf": lines_of_pdf,
}
_KIND_INSIDE = {
    ".txt": "văn bản",
    ".md": "văn bản",
    ".docx": "tài liệu Word hoặc tệp nén",
    ".pdf": "tài liệu PDF",
}


def passages(name: str, data: bytes) -> list[Passage]:
    """Read a document and cut it into passages in its own order; raise a DocumentError with its reason."""
    extension = PurePath(name).suffix.lower()
    _check(name, extension, data)
    lines = _READERS[extension](name, data)
    if sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise DocumentTooLong(name, MOST_CHARACTERS)
    found = passages_of(blocks_of(lines))
    if not found:
        raise DocumentEmpty(name)
    return found


def _check(name: str, extension: str, data: bytes) -> None:
    if extension not in _READERS:
        raise OldWord(name) if extension == ".doc" else UnknownKind(name)
    if len(data) > MOST_MB * 1024 * 1024:
        raise DocumentTooBig(name, MOST_MB)
    if not data.strip(b"\0 \r\n\t"):
        raise DocumentEmpty(name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWord(name)
    inside = _kind_inside(data)
    if inside != extension and {inside, extension} != {".txt", ".md"}:
        raise WrongExtension(name, _KIND_INSIDE.get(inside, "dữ liệu không phải văn bản"))


def _kind_inside(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    is_text = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data[:4096]
    return ".txt" if is_text else ""
