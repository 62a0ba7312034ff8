"""A text and how it will be read, cut into pieces that a page can mark; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from content.lexicontable import LONGEST_WRITTEN, plain
from content.wording.reading import Doubt, Reading, Token
from content.wording.values import MARKS


@dataclass(frozen=True)
class Piece:
    """A stretch of the written text, what is said for it, and whether that is an expansion or a doubt."""

    written: str
    spoken: str
    expanded: bool
    doubted: bool
    candidates: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Is this read otherwise than it is written, or doubtful?"""
        return self.expanded or self.doubted

    @property
    def fixable(self) -> bool:
        """May an editor say how this is read?"""
        return self.marked and 0 < len(plain(self.written)) <= LONGEST_WRITTEN


def written(text: str, reading: Reading) -> list[Piece]:
    """Return the whole text in order, nothing left out, with what is expanded or doubted as pieces of their own."""
    found: list[Piece] = []
    end = 0
    for token in _tokens(reading):
        if token.start < end:
            continue
        piece = _piece(token, reading.doubts)
        if piece.marked:
            _plain(found, text[end : token.start])
            found.append(piece)
        else:
            _plain(found, text[end : token.end])
        end = token.end
    _plain(found, text[end:])
    return found


def spoken(reading: Reading) -> list[list[Piece]]:
    """Return what is said, a list of pieces for each sentence; a sign stands on the word before it."""
    return [_sentence(sentence.tokens, reading.doubts) for sentence in reading.sentences]


def _sentence(tokens: tuple[Token, ...], doubts: tuple[Doubt, ...]) -> list[Piece]:
    found: list[Piece] = []
    for token in tokens:
        if not token.spoken:
            continue
        piece = _piece(token, doubts)
        if token.spoken in MARKS and found:
            last = found.pop()
            sign = "" if last.spoken[-1] in MARKS else token.spoken
            piece = replace(last, spoken=last.spoken + sign)
        found.append(piece)
    return found


def _tokens(reading: Reading) -> Iterator[Token]:
    yield from sorted((token for each in reading.sentences for token in each.tokens), key=lambda token: token.start)


def _piece(token: Token, doubts: tuple[Doubt, ...]) -> Piece:
    expanded = bool(token.spoken) and token.spoken not in MARKS and token.spoken.casefold() != token.written.casefold()
    here = [doubt for doubt in doubts if doubt.start < token.end and token.start < doubt.end]
    candidates = tuple(dict.fromkeys(candidate for doubt in here for candidate in doubt.candidates))
    return Piece(token.written, token.spoken, expanded, bool(here), candidates)


def _plain(found: list[Piece], text: str) -> None:
    """Add text that needs no mark, to the piece before it where that needs none either."""
    if text and found and not (found[-1].marked):
        text = found.pop().written + text
    if text:
        found.append(Piece(text, text, False, False))
