"""What a Vietnamese syllable can look like: onset, rime, tone."""

import re
import unicodedata
from functools import lru_cache

from content.wording.tables import RIMES

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED_TONES = "\u0301\u0323"  # a syllable that ends in a stop carries sắc or nặng

_ONSET = re.compile(r"ngh|ng|nh|kh|gh|gi|ph|th|tr|ch|qu|[bcdđghklmnprstvx]|")

_RIMES, _AFTER_QU = RIMES["any"], RIMES["qu"]
_VOWEL_RUN = re.compile(r"[aeiouyăâêôơư]+")


def _strip_tone(word: str) -> tuple[str, str]:
    """Split a word into its letters and its tone marks."""
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in parts if mark in _TONES)
    letters = "".join(mark for mark in parts if mark not in _TONES)
    return unicodedata.normalize("NFC", letters), tones


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Answer whether a lower-case word could be a Vietnamese syllable."""
    if len(word) > 7:
        return False
    letters, tones = _strip_tone(word)
    if len(tones) > 1:
        return False
    onset = _ONSET.match(letters)
    if onset is None:
        return False
    first, rime = onset[0], letters[onset.end() :]
    fits = rime in (_AFTER_QU if first == "qu" else _RIMES)
    if first == "gi" and not fits:
        fits = f"i{rime}" in _RIMES
    if not fits:
        return False
    return not rime.endswith(("c", "ch", "p", "t")) or (tones != "" and tones in _STOPPED_TONES)


@lru_cache(maxsize=65536)
def _syllables_of(word: str) -> int:
    lowered = word.casefold()
    if not any(letter.isalnum() for letter in lowered):
        return 0
    if is_syllable(lowered):
        return 1
    return max(1, len(_VOWEL_RUN.findall(_strip_tone(lowered)[0])))


def count_syllables(spoken: str) -> int:
    """Count the syllables of spoken words; a foreign word counts its runs of vowels."""
    return sum(_syllables_of(word.strip(",.?!")) for word in spoken.split())


def has_vowel(word: str) -> bool:
    return _VOWEL_RUN.search(_strip_tone(word.casefold())[0]) is not None
