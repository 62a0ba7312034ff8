"""Abbreviations: what each may stand for, chosen by the words beside it, asked about when only guessed."""

import re
from functools import lru_cache
from typing import NamedTuple

from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.syllables import is_syllable
from content.wording.tables import LOANWORDS, MEANINGS, Meaning

_COMPOUND = re.compile(r"[^\W\d_][^\W_]{0,19}(?:(?:[-–&/.'+,]|\.{2,3})[^\W_]{1,20}){0,5}[.:]?")
_LAST_PART = re.compile(r"(?:(?<=[-–&/.'+,])[^\W_]+|[-–&/.'+,:]+|(?<=[^\W\d_])\d[^\W_]*)$")
_FEW_DIGITS = re.compile(r"\d{1,4}(?!\d)")
_WORD = re.compile(r"\w+")
_SIGN_CUES = frozenset(":,")
_MAX_CANDIDATES = 4
_ONE_LETTER = {
    "P": "phòng",
    "B": "ban",
    "S": "sở",
    "H": "hội",
    "X": "xã",
    "Đ": "đoàn",
    "Q": "quỹ",
    "T": "tỉnh",
}


class _Beside(NamedTuple):
    """What stands beside an abbreviation: words in lower case, and the signs of the data file that hold."""

    before: str
    before_signs: str
    after: str
    after_signs: str


def _beside(cursor: Cursor, end: int) -> _Beside:
    words = cursor.words_before
    before_signs = ("^" if cursor.line_start else "") + ("#" if words and words[-1].isdigit() else "")
    rest = cursor.text[end : end + 40].partition("\n")[0].lstrip()
    bare = rest.lstrip(" .:-–/&(,")
    number = rest.lstrip(" .")
    after_signs = rest[:1] if rest[:1] in _SIGN_CUES else ""
    if number[:1].isdigit():
        after_signs += "#"
    if number.startswith(("0", "+84", "(0")):
        after_signs += "0"
    if number[:1].isupper():
        after_signs += "A"
    after = " ".join(_WORD.findall(bare.casefold()))
    return _Beside(f" {' '.join(words)}", before_signs, f"{after} ", after_signs)


def _holds(meaning: Meaning, beside: _Beside) -> bool:
    before, after = meaning.before, meaning.after
    if before and not (beside.before.endswith(before.words) or _share(before.signs, beside.before_signs)):
        return False
    return not after or beside.after.startswith(after.words) or _share(after.signs, beside.after_signs)


def _share(asked: str, found: str) -> bool:
    return any(sign in found for sign in asked)


def _choose(meanings: tuple[Meaning, ...], cursor: Cursor, end: int) -> Said | None:
    first = meanings[0]
    if not (first.before or first.after or first.guess):
        return Said(end, first.spoken, 0.97 if len(meanings) == 1 else 0.9)
    beside = _beside(cursor, end)
    for meaning in meanings:
        if _holds(meaning, beside):
            if not meaning.guess:
                return Said(end, meaning.spoken, 0.9)
            return Said(end, meaning.spoken, 0.5, _which(meanings))
    return None


@lru_cache(maxsize=1024)
def _which(meanings: tuple[Meaning, ...]) -> Question | None:
    """Ask which of the meanings is meant, if there are several."""
    candidates = tuple(dict.fromkeys(each.spoken for each in meanings))
    return Question("ambiguous", candidates) if len(candidates) > 1 else None


def in_capitals(cursor: Cursor, end: int) -> bool:
    """Answer whether the line around the word is written in capitals, so that words are too."""
    start = max(0, cursor.at - 40)
    before = cursor.text[start : cursor.at].rpartition("\n")[2]
    after = cursor.text[end : end + 40].partition("\n")[0]
    around = list(re.findall(r"[^\W\d_]{2,}", f"{before[-24:]} {after[:24]}"))
    if not around or not all(word.isupper() for word in around):
        return False
    return any(is_syllable(word.lower()) for word in around)


def _abbreviation(cursor: Cursor) -> Said | None:
    """Look the longest known abbreviation up; in a line of capitals a syllable stays a word."""
    match = _COMPOUND.match(cursor.text, cursor.at)
    if match is None:
        return None
    written = match[0]
    while written:
        end = cursor.at + len(written)
        meanings = MEANINGS.get(written)
        if meanings is None and written.islower() and not is_syllable(written) and written not in LOANWORDS:
            meanings = MEANINGS.get(written.upper())
        if meanings and _may_end(cursor, end, written):
            is_word = is_syllable(written.lower()) and in_capitals(cursor, end)
            said = None if is_word else _choose(meanings, cursor, end)
            if said:
                return said
        shorter = _LAST_PART.sub("", written)
        written = shorter if shorter != written else ""
    return None


def _may_end(cursor: Cursor, end: int, written: str) -> bool:
    """Answer whether an abbreviation can end here: not within a word, nor with the dot of its sentence."""
    following = cursor.character(end)
    if following.isalnum() or following == "_":
        short = _FEW_DIGITS.match(cursor.text, end) is not None
        return short or (written[-1] == "." and not following.isdecimal())
    if written[-1] != "." or written.count(".") > 1:
        return True
    return following not in {"", "\n"}


@lru_cache(maxsize=4096)
def guesses(letters: str) -> tuple[str, ...]:
    """Guess what an unknown abbreviation stands for, by cutting it into known ones."""
    if not 3 <= len(letters) <= 12:
        return ()
    ways: list[list[str]] = [[""]] + [[] for _ in letters]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 8), end):
            words = _piece(letters[start:end], is_first=start == 0)
            if words is not None:
                ways[end] += [f"{head} {words}".strip() for head in ways[start]]
        ways[end] = ways[end][:_MAX_CANDIDATES]
    return tuple(ways[len(letters)])


def _piece(letters: str, *, is_first: bool) -> str | None:
    if len(letters) == 1:
        return _ONE_LETTER.get(letters) if is_first or letters == "X" else None
    meanings = MEANINGS.get(letters)
    return meanings[0].spoken if meanings else None


RULES = (Rule("abbreviation", Start.LETTER, _abbreviation),)
