"""Abbreviations: what each may stand for, chosen by the words beside it, asked about when only guessed."""

import re
from functools import lru_cache

from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.syllables import is_syllable
from content.wording.tables import LOANWORDS, MEANINGS, Meaning

_COMPOUND = re.compile(r"[^\W\d_][^\W_]{0,19}(?:(?:[-–&/.'+,]|\.{2,3})[^\W_]{1,20}){0,5}[.:]?")
_LAST_PART = re.compile(r"(?:(?<=[-–&/.'+,])[^\W_]+|[-–&/.'+,:]+|(?<=[^\W\d_])\d[^\W_]*)$")
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


def _stands(cues: tuple[str, ...], cursor: Cursor) -> bool:
    """Answer whether one of the cues stands right before the cursor."""
    if not cues:
        return True
    words = f" {' '.join(cursor.words_before)}"
    for cue in cues:
        if cue == "^":
            found = cursor.line_start
        elif cue == "#":
            found = words[-1:].isdigit()
        else:
            found = words.endswith(f" {cue}")
        if found:
            return True
    return False


def _comes(cues: tuple[str, ...], cursor: Cursor, end: int) -> bool:
    """Answer whether one of the cues comes right after `end`."""
    if not cues:
        return True
    rest = cursor.text[end : end + 24].partition("\n")[0]
    bare = rest.lstrip(" .:-–/&(,")
    after = bare.casefold()
    for cue in cues:
        if cue in {":", ","}:
            found = rest.lstrip().startswith(cue)
        elif cue == "#":
            found = rest.lstrip(" .")[:1].isdigit()
        elif cue == "0":
            found = rest.lstrip(" .").startswith(("0", "+84", "(0"))
        elif cue == "A":
            found = bare[:1].isupper()
        else:
            found = after.startswith(cue) and not after[len(cue) : len(cue) + 1].isalnum()
        if found:
            return True
    return False


def _choose(meanings: tuple[Meaning, ...], cursor: Cursor, end: int) -> Said | None:
    for meaning in meanings:
        if _stands(meaning.before, cursor) and _comes(meaning.after, cursor, end):
            candidates = tuple(dict.fromkeys(each.spoken for each in meanings))
            if meaning.guess and len(candidates) > 1:
                return Said(end, meaning.spoken, 0.5, Question("ambiguous", candidates))
            return Said(end, meaning.spoken, 0.97 if len(meanings) == 1 else 0.9)
    return None


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
        return bool(following.isdigit()) or written[-1] == "."
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
