"""A text being tidied, which never forgets where each character stood in the original."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_MARK = frozenset(map(chr, range(0x0300, 0x0370)))  # they belong to the letter before them


@dataclass(frozen=True)
class Draft:
    """Tidied text; `origin[i]` is the place of `text[i]` in the original."""

    text: str
    origin: Sequence[int]

    def rebuild(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> "Draft":
        """Replace every match, keeping track of places; what replaces a match stands where it began."""
        match = pattern.search(self.text)
        if match is None:
            return self
        pieces: list[str] = []
        origin: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = replace(match)
            pieces += (self.text[done : match.start()], new)
            origin += self.origin[done : match.start()]
            origin += [self.origin[match.start()]] * len(new)
            done = match.end()
        pieces.append(self.text[done:])
        origin += self.origin[done:]
        return Draft("".join(pieces), origin)

    def span(self, start: int, end: int, original: str) -> tuple[int, int]:
        """Return the span of the original text that `text[start:end]` came from, its last marks included."""
        last = self.origin[end - 1] + 1
        while original[last : last + 1] in _MARK:
            last += 1
        return self.origin[start], last


_UNUSUAL = re.compile("[^\n -~\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u017f\u01a0-\u01b0\u1ea0-\u1ef9“”–—…•°²³]")
_MARKS = "\u0300-\u036f"
_FORMAT = "\u00ad\u034f\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_COMPOSABLE = re.compile(f"[A-Za-z\u00c0-\u01b0\u1ea0-\u1ef9]?[{_MARKS}]+")
_FORMATTING = re.compile(f"[{_FORMAT}]+|\r\n?")

_SAME_WIDTH: dict[int, str] = {
    **dict.fromkeys([*range(10), 11, 12, *range(14, 32), *range(127, 160)], " "),
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([0x85, 0x2028, 0x2029], "\n"),
    **dict.fromkeys([0x2010, 0x2011, 0x2212, 0x00AC], "-"),
    **dict.fromkeys([0x2018, 0x2019, 0x02BC, 0x2032, 0x00B4], "'"),
    **{0xD0: "Đ", 0xF0: "đ", 0x2033: '"', 0xBA: "°", 0x2044: "/", 0x2215: "/", 0x20AB: "đ"},
}


def _compose(match: re.Match[str]) -> str:
    """Join a letter and its marks; a mark that joins nothing says nothing."""
    cluster = match[0][:6]
    if cluster[0] < "\u0300" or cluster[0] > "\u036f":
        return unicodedata.normalize("NFC", cluster)[0]
    return ""


def _newline_or_nothing(match: re.Match[str]) -> str:
    return "\n" if "\r" in match[0] else ""


def tidy_characters(text: str) -> Draft:
    """Compose letters, drop what has no width, and make all spaces, dashes and line ends alike."""
    draft = Draft(text, range(len(text)))
    if _UNUSUAL.search(text) is None:
        return draft
    draft = draft.rebuild(_FORMATTING, _newline_or_nothing)
    draft = draft.rebuild(_COMPOSABLE, _compose)
    return Draft(draft.text.translate(_SAME_WIDTH), draft.origin)
