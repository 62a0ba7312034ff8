"""Two readings are the same when a listener hears the same words: case, marks and spelling doublets apart."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_PLACE = (
    (re.compile(f"([oO])([{_TONES}])([aeAE])(?![a-zA-Z])"), r"\1\3\2"),
    (re.compile(f"(?<![qQ])([uU])([{_TONES}])([yY])(?![a-zA-Z])"), r"\1\3\2"),
)


def _word(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    for old, new in _OLD_PLACE:
        parts = old.sub(new, parts)
    return unicodedata.normalize("NFC", parts)


def heard(spoken: str) -> str:
    """Return the words a listener hears, hòa and hoà alike."""
    letters = unicodedata.normalize("NFC", spoken).casefold()
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return " ".join(_word(word) for word in words)
