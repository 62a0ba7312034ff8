"""Plain text and Markdown."""

import re

from content.documents.blocks import Line
from content.documents.cleaning import lines_of, tidy, without_furniture, without_letterhead
from content.documents.errors import NotUnicode

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_LINK = re.compile(r"!?\[([^\]]{0,300})\]\([^)\s]{0,1000}(?:\s+\"[^\"]{0,300}\")?\)")
_STARS = re.compile(r"(?<![\w\\])(\*{1,3}|_{1,3}|~~|`{1,3})(?=\S)(.{1,300}?)(?<=[^\s\\])\1(?!\w)")
_LONGEST_LINE = 5000  # characters
_ANY_STARS = re.compile(r"[*_~`]{1,3}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_TAG = re.compile(r"<(?:!--.{0,300}?--|/?[a-zA-Z][^<>]{0,300})>")
_QUOTE = re.compile(r"(?:>\s?)+")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\|?")


def text_of(name: str, data: bytes) -> str:
    """Decode UTF-8, or UTF-16 that says so; older Vietnamese encodings cannot be told apart."""
    try:
        return data.decode("utf-16" if data.startswith(_UTF16_MARKS) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUnicode(name) from error


def lines_of_text(name: str, data: bytes) -> list[Line]:
    pages = [lines_of(page) for page in tidy(text_of(name, data)).split("\f")]
    return [Line(text) for text in without_letterhead(without_furniture(pages))]


def lines_of_markdown(name: str, data: bytes) -> list[Line]:
    pages = [lines_of(tidy(text_of(name, data)))]
    return [_line(text) for text in without_letterhead(without_furniture(pages))]


def _line(text: str) -> Line:
    heading = _HEADING.fullmatch(text)
    if heading:
        return Line(without_marks(heading[2]), heading_level=len(heading[1]))
    if _TABLE_RULE.fullmatch(text) or text.startswith("```"):
        return Line("")
    if text.startswith("|"):
        return Line(", ".join(cell.strip() for cell in without_marks(text).strip("|").split("|")), starts_block=True)
    return Line(without_marks(_QUOTE.sub("", text, count=1) if text.startswith(">") else text))


def without_marks(text: str) -> str:
    """Keep the words, drop the marks around them; pairs are not sought in lines that no writer makes."""
    if len(text) > _LONGEST_LINE:
        return _ANY_STARS.sub("", text)
    text = _TAG.sub("", _LINK.sub(r"\1", text))
    for _ in range(3):  # bold inside italic inside a link
        text = _STARS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text).strip()
