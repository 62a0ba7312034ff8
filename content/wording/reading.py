"""The front of the house: written official Vietnamese in, a Reading out."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from content.wording.doubts import doubt, nothing_to_say
from content.wording.draft import Draft, tidy_characters
from content.wording.lexicon import EmptyEntry, EntriesLoop, EntryReadsItself, check_lexicon, lexicon_of
from content.wording.lines import join_lines
from content.wording.markup import strip_markup
from content.wording.scan import Heard, scan
from content.wording.values import MARKS, NORTHERN, SOUTHERN, Doubt, Reading, Sentence, Style, Token

MAX_TOKENS = 250  # a sentence longer than this is parted: no voice has the breath for it
NO_LEXICON: Mapping[str, str] = MappingProxyType({})
STYLES: Mapping[str, Style] = MappingProxyType({"northern": NORTHERN, "southern": SOUTHERN})
_SENTENCE_MARKS = frozenset(".?!")
_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"  # combining marks: they belong to the letter before them


def read(text: str, lexicon: Mapping[str, str] = NO_LEXICON, style: Style = NORTHERN) -> Reading:
    """Read a written text: every token of it is spoken, expanded, silent by nature, or doubted."""
    draft = join_lines(strip_markup(tidy_characters(text)))
    heard = scan(draft.text, lexicon_of(tuple(sorted(lexicon.items()))), style)
    sentences = tuple(_sentences(heard, draft, text, style))
    if not sentences:
        return Reading((), (nothing_to_say(text),))
    return Reading(sentences, tuple(_doubts(heard, draft, text)))


def spoken(text: str) -> str:
    """Return the words of a text as they will be spoken."""
    return read(text).spoken


def _span(piece: Heard, draft: Draft, text: str) -> tuple[int, int]:
    start, end = draft.span(piece.start, piece.end)
    while end < len(text) and _FIRST_MARK <= text[end] <= _LAST_MARK:
        end += 1
    return start, end


def _doubts(heard: list[Heard], draft: Draft, text: str) -> Iterator[Doubt]:
    for piece in heard:
        if piece.question is not None:
            start, end = _span(piece, draft, text)
            yield doubt(piece.question, start, end, text[start:end])


def _sentences(heard: list[Heard], draft: Draft, text: str, style: Style) -> Iterator[Sentence]:
    """Group what was heard into sentences; silent tokens go with the sentence they stand beside."""
    for pieces, pause in _groups(heard, style):
        tokens = []
        for piece in pieces:
            start, end = _span(piece, draft, text)
            tokens.append(Token(text[start:end], start, end, piece.words, piece.rule, piece.confidence, piece.pause_ms))
        yield Sentence(tuple(tokens), pause)


def _groups(heard: list[Heard], style: Style) -> list[tuple[list[Heard], int]]:
    groups: list[tuple[list[Heard], int]] = []
    current: list[Heard] = []
    has_words = False
    for piece in heard:
        if piece.rule == "newline":
            pause = _line_pause(piece.words, current, style)
            if has_words:
                groups.append((current, pause))
                current, has_words = [], False
            elif groups:
                groups[-1] = (groups[-1][0], max(groups[-1][1], pause))
            continue
        current.append(piece)
        has_words = has_words or bool(piece.words and piece.words not in MARKS)
        if has_words and (piece.words in _SENTENCE_MARKS or len(current) >= MAX_TOKENS):
            ended = piece.words in _SENTENCE_MARKS
            groups.append((current, style.sentence_ms if ended else style.comma_ms))
            current, has_words = [], False
    if has_words:
        groups.append((current, style.paragraph_ms))
    elif groups:
        groups[-1] = (groups[-1][0] + current, groups[-1][1])
    return groups


def _line_pause(newlines: str, line: list[Heard], style: Style) -> int:
    """Return the silence at a line's end: long after a paragraph or a heading, short after an item."""
    if len(newlines) > 1:
        return style.paragraph_ms
    rules = {piece.rule for piece in line[:2]}
    if "bullet" in rules:
        return style.item_ms
    return style.heading_ms if "heading" in rules else style.sentence_ms


__all__ = [
    "NORTHERN",
    "SOUTHERN",
    "STYLES",
    "Doubt",
    "EmptyEntry",
    "EntriesLoop",
    "EntryReadsItself",
    "Reading",
    "Sentence",
    "Style",
    "Token",
    "check_lexicon",
    "read",
    "spoken",
]
