"""The commune's own readings: what it writes here is said as it says, whatever any rule thinks."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from content.wording.rules import Cursor, Said
from content.wording.syllables import is_syllable
from station.errors import StationError


class EmptyEntry(StationError):
    def __init__(self, written: str) -> None:
        super().__init__(f"Mục «{written}» trong từ điển đọc phải có cả chữ viết và cách đọc.")


class EntryReadsItself(StationError):
    def __init__(self, written: str) -> None:
        super().__init__(f"Cách đọc của «{written}» lặp lại chính nó nên không giúp được gì.")


class EntriesLoop(StationError):
    def __init__(self, chain: list[str]) -> None:
        super().__init__(f"Các mục {' → '.join(f'«{word}»' for word in chain)} trong từ điển đọc nối vòng vào nhau.")


def _normal(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())


def _repeats_itself(written: str, spoken: str) -> bool:
    """Answer whether an abbreviation is still there, unread, in its own reading."""
    if written.lower() == spoken.lower():
        return True
    readable = all(is_syllable(word.lower()) for word in written.split())
    return not readable and re.search(rf"(?<!\w){re.escape(written)}(?!\w)", spoken) is not None


def check_lexicon(entries: Mapping[str, str]) -> None:
    """Refuse entries that are empty, that read themselves, or that lead back to where they began."""
    pairs = {_normal(written): _normal(spoken) for written, spoken in entries.items()}
    for written, spoken in pairs.items():
        if not written or not spoken:
            raise EmptyEntry(written)
        if _repeats_itself(written, spoken):
            raise EntryReadsItself(written)
    for written in pairs:
        chain = [written]
        while (following := pairs.get(chain[-1])) in pairs and following is not None:
            if following in chain:
                raise EntriesLoop([*chain, following])
            chain.append(following)


class Lexicon:
    """Entries indexed by their first letter, the longest tried first."""

    def __init__(self, entries: tuple[tuple[str, str], ...]) -> None:
        self._spoken: dict[str, list[tuple[str, str]]] = {}
        for written, spoken in entries:
            key, words = _normal(written), _normal(spoken)
            if key and words:
                self._spoken.setdefault(key.lower(), []).append((key, words))
        by_letter: dict[str, list[str]] = {}
        for key in sorted(self._spoken, key=len, reverse=True):
            by_letter.setdefault(key[0].lower(), []).append(_pattern(key))
        self._patterns = {
            letter: re.compile("|".join(patterns), re.IGNORECASE) for letter, patterns in by_letter.items()
        }
        self.starts = frozenset("".join(letter + letter.upper() for letter in by_letter))

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def read(self, cursor: Cursor) -> Said | None:
        """Say the longest entry that stands at the cursor."""
        pattern = self._patterns.get(cursor.character(cursor.at).lower())
        match = pattern.match(cursor.text, cursor.at) if pattern else None
        if match is None:
            return None
        found = match[0]
        for written, spoken in self._spoken.get(found.lower(), ()):
            if found == written or written.islower() or (found.isupper() and len(found) > 1):
                return Said(match.end(), spoken)
        return None


def _pattern(key: str) -> str:
    """Match an entry as whole words only."""
    before = r"(?<!\w)" if key[0].isalnum() else ""
    after = r"(?!\w)" if key[-1].isalnum() else ""
    return f"{before}{re.escape(key)}{after}"


@lru_cache(maxsize=16)
def lexicon_of(entries: tuple[tuple[str, str], ...]) -> Lexicon:
    return Lexicon(entries)
