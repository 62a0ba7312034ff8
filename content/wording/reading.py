"""The front of the house: written official Vietnamese in, a Reading out."""

from collections.abc import Mapping
from types import MappingProxyType

from content.wording.composing import Composer
from content.wording.draft import tidy_characters
from content.wording.lexicon import EmptyEntry, EntriesLoop, EntryReadsItself, check_lexicon, lexicon_of
from content.wording.lines import join_lines
from content.wording.markup import strip_markup
from content.wording.scan import scan
from content.wording.values import NORTHERN, SOUTHERN, Doubt, Reading, Sentence, Style, Token

NO_LEXICON: Mapping[str, str] = MappingProxyType({})
STYLES: Mapping[str, Style] = MappingProxyType({"northern": NORTHERN, "southern": SOUTHERN})


def read(text: str, lexicon: Mapping[str, str] = NO_LEXICON, style: Style = NORTHERN) -> Reading:
    """Read a written text: every token of it is spoken, expanded, silent by nature, or doubted."""
    draft = join_lines(strip_markup(tidy_characters(text)))
    composer = Composer(text, draft, style)
    for heard in scan(draft.text, lexicon_of(tuple(sorted(lexicon.items()))), style):
        composer.take(heard)
    return composer.reading()


def spoken(text: str) -> str:
    """Return the words of a text as they will be spoken."""
    return read(text).spoken


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
