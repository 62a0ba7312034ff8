"""PDF files with words in them; a scan holds only pictures of words and is refused."""

import io

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from content.documents.blocks import Line
from content.documents.cleaning import lines_of, tidy, without_furniture, without_letterhead
from content.documents.errors import DocumentDamaged, DocumentLocked, Scanned, Suspicious

_MOST_PAGES = 500
_FEWEST_LETTERS = 3  # a page: fewer is a stray mark on a scan


def lines_of_pdf(name: str, data: bytes) -> list[Line]:
    pages = [lines_of(tidy(page)) for page in _pages(name, data)]
    letters = sum(letter.isalpha() for page in pages for line in page for letter in line)
    if letters < _FEWEST_LETTERS * len(pages):
        raise Scanned(name)
    return [Line(text) for text in without_letterhead(without_furniture(pages))]


def _pages(name: str, data: bytes) -> list[str]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentLocked(name)
        if len(reader.pages) > _MOST_PAGES:
            raise Suspicious(name)
        return [page.extract_text() for page in reader.pages]
    except DependencyError as error:
        raise DocumentLocked(name) from error
    # A broken file breaks pypdf in ways it does not name itself.
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise DocumentDamaged(name) from error
