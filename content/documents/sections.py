"""From blocks to passages: each short enough to be one announcement, under a heading of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.documents.blocks import Block, Kind

LONGEST = 1500  # characters: about 320 words, two minutes on air
_LONGEST_HEADING = 120
_HEADING_NUMBER = re.compile(r"(?:[IVX]{1,5}[.)/]|(?:\d{1,2}\.)*\d{1,2}[.)/]?|[a-zđ][.)])\s+")
_CLOSING = "Trên đây là"  # the end of a plan or report speaks of all of it, not of its last section
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True)
class Passage:
    heading: str
    text: str


@dataclass(frozen=True)
class Section:
    headings: tuple[str, ...]  # outermost first
    texts: tuple[str, ...]


def passages_of(blocks: Sequence[Block]) -> list[Passage]:
    sections = [section for section in _sections(blocks) if section.texts]
    return [passage for section in sections for passage in _passages(section)]


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    """Cut at every heading, remembering those above it."""
    title, body = _title(blocks)
    above: list[tuple[int, str]] = [(0, title)] if title else []
    texts: list[str] = []
    for block in body:
        if block.text.startswith(_CLOSING) and texts:
            yield Section(tuple(text for _, text in above), tuple(texts))
            above, texts = above[:1], []
        if block.kind is not Kind.HEADING:
            texts.append(block.text)
            continue
        yield Section(tuple(text for _, text in above), tuple(texts))
        above = [(level, text) for level, text in above if level < block.level]
        above.append((block.level, _HEADING_NUMBER.sub("", block.text, count=1)))
        texts = []
    yield Section(tuple(text for _, text in above), tuple(texts))


def _title(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """Take the headings that open a document, and a line that goes on with them, as its title."""
    end = 0
    while end < len(blocks) and _opens(blocks, end):
        end += 1
    return " ".join(block.text for block in blocks[:end]), blocks[end:]


def _opens(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    if _HEADING_NUMBER.match(block.text):
        return False
    goes_on = place > 0 and len(block.text) <= _LONGEST_HEADING and not block.text.endswith((".", ":", ";", "!"))
    return block.kind is Kind.HEADING or (goes_on and block.kind is Kind.PARAGRAPH)


def _passages(section: Section) -> list[Passage]:
    heading, first = _heading(section)
    groups = list(_grouped([*first, *section.texts]))
    if len(groups) == 1:
        return [Passage(heading, groups[0])]
    return [Passage(f"{heading} ({n}/{len(groups)})", text) for n, text in enumerate(groups, start=1)]


def _heading(section: Section) -> tuple[str, list[str]]:
    """Return the heading, and the words of a long one again, so that none is lost by shortening it."""
    if not section.headings:
        return _shortened(section.texts[0], 60), []
    own = section.headings[-1]
    if len(own) > _LONGEST_HEADING:
        return _shortened(own, _LONGEST_HEADING), [own.rstrip(" .:;") + "."]
    path = " – ".join(text.rstrip(" .:") for text in section.headings[-2:])
    return (path if len(path) <= _LONGEST_HEADING else own.rstrip(" .:")), []


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.-–") + "…"


def _grouped(texts: Sequence[str]) -> Iterator[str]:
    """Fill passages with whole paragraphs; a paragraph longer than a passage is cut between sentences."""
    group: list[str] = []
    for text in (piece for whole in texts for piece in _pieces(whole)):
        if group and sum(map(len, group)) + len(text) > LONGEST:
            yield "\n".join(group)
            group = []
        group.append(text)
    if group:
        yield "\n".join(group)


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for sentence in _SENTENCE_END.split(text) if len(text) > LONGEST else [text]:
        if piece and len(piece) + len(sentence) > LONGEST:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}".strip()
    yield piece
