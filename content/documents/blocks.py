"""From lines as a page holds them to whole paragraphs, items and headings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise


class Kind(Enum):
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Line:
    text: str
    heading_level: int = 0  # what the file itself says (# in Markdown, a style in Word); 0 says nothing
    starts_block: bool = False  # true where the file keeps paragraphs apart by itself


@dataclass(frozen=True)
class Block:
    kind: Kind
    text: str
    level: int = 0  # of a heading: 1 is outermost


_BULLET = re.compile(r"[-–—+•●▪◦*·]\s+")
_ROMAN = re.compile(r"[IVX]{1,5}[.)/]\s+")
_NUMBER = re.compile(r"(?:\d{1,2}\.)*\d{1,2}[.)/]\s+|\d{1,2}(?:\.\d{1,2})+\s+")
_LETTER = re.compile(r"[a-zđ][.)]\s+")
_NAMED = re.compile(r"(?:Phần|Chương|Mục|Điều|Phụ lục)\s+(?:thứ\s+)?[\dIVXA-Z]+\b[.:]?", re.I)
_ENDED = re.compile(r"[.;:!?…]['”’»)]*$")
_FULL_LINE = 0.75  # of the usual width: a line this long was wrapped, not ended
_LONGEST_HEADING = 500  # characters


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Join the lines of each paragraph, then tell headings from items and paragraphs."""
    return [_block(line, after) for line, after in pairwise([*_joined(lines), Line("")])]


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    width = usual_width(line.text for line in lines)
    current: list[Line] = []
    blank_between = False
    for line in lines:
        if not line.text:
            blank_between = True
            continue
        if current and not _continues(current[-1], line, width, blank_between=blank_between):
            yield _one(current)
            current = []
        current.append(line)
        blank_between = False
    if current:
        yield _one(current)


def usual_width(texts: Iterable[str]) -> int:
    """Return the width at which lines are wrapped: what nine lines in ten do not exceed."""
    lengths = sorted(len(text) for text in texts if text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _one(lines: Sequence[Line]) -> Line:
    text = " ".join(line.text for line in lines)
    return Line(re.sub(r"(?<=[^\W\d_]-) (?=[^\W\d_])|(?<=/) (?=\w)", "", text), lines[0].heading_level)


def _continues(before: Line, line: Line, width: int, *, blank_between: bool) -> bool:
    """Say whether a line goes on with the sentence of the line before it, even over the end of a page."""
    if line.starts_block or line.heading_level or before.heading_level or starts_item(line.text):
        return False
    if is_capitals(before.text) != is_capitals(line.text):
        return False
    if _ENDED.search(before.text):
        return not blank_between and len(before.text) >= _FULL_LINE * width
    if line.text[0].islower() or before.text.endswith(","):
        return True
    return len(before.text) >= _FULL_LINE * width and not (blank_between and is_capitals(line.text))


def starts_item(text: str) -> bool:
    return any(mark.match(text) for mark in (_BULLET, _ROMAN, _NUMBER, _LETTER, _NAMED))


def is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)


def _block(line: Line, after: Line) -> Block:
    level = _heading_level(line, after)
    if level:
        return Block(Kind.HEADING, line.text, level)
    bullet = _BULLET.match(line.text)
    if bullet:
        return Block(Kind.ITEM, line.text[bullet.end() :])
    return Block(Kind.ITEM if starts_item(line.text) else Kind.PARAGRAPH, line.text)


def _heading_level(line: Line, after: Line) -> int:
    """Return the depth of a heading, 0 for what is none; the number a writer gave says more than a style."""
    text = line.text
    if len(text) > _LONGEST_HEADING or _BULLET.match(text):
        return 0
    if _NAMED.match(text) and not _ENDED.search(text[8:]):
        return 1
    if _ROMAN.match(text) and (is_capitals(text) or not text.endswith((".", ";"))):
        return 1
    if _NUMBER.match(text) and _heads_what_follows(text, after):
        return 2 + _depth(text)
    if line.heading_level and not starts_item(text):
        return min(line.heading_level, 2)
    return 1 if is_capitals(text) and not text.endswith((".", ";", ",")) else 0


def _heads_what_follows(text: str, after: Line) -> bool:
    """Tell "1. Mục đích" over its items from "1. Thời gian: 7 giờ" in a list."""
    if not after.text or ": " in text:
        return False
    if _BULLET.match(after.text) or after.text.startswith(text.split()[0]):
        return len(text) <= 100 or not _ENDED.search(text)
    is_sibling = bool(_NUMBER.match(after.text)) and _depth(after.text) == _depth(text)
    return not _ENDED.search(text) and not is_sibling


def _depth(text: str) -> int:
    found = _NUMBER.match(text)
    return found.group().strip(" .)/").count(".") if found else 0
