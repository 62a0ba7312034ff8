"""Roman numerals, read as numbers only after a word that calls for one: lần thứ XIV, mục III và V."""

import re

from content.wording.numbers import cardinal, ordinal, roman
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.syllables import is_syllable

_ROMAN = re.compile(r"([IVX]{1,8})(?![\w'])(?:\.(\d{1,2})(?!\d))?")
_RANGE = re.compile(r"([IVX]{1,8}) ?[-–] ?([IVX]{1,8})(?!\w)")

_LISTED = re.compile(r"(?<!\w)[ivx]{1,8}(?:, ?|; ?| ?[-–&] ?| (?:và|đến|tới|hoặc|hay) )$")


def _is_called_for(cursor: Cursor) -> bool:
    """Answer whether the words before call for a Roman numeral, directly or by a list of them."""
    if cursor.follows("roman"):
        return not (cursor.word_before() == "hội" and cursor.word_before(2) not in {"đại", "kỳ", "quốc"})
    return cursor.recent_rule == "roman" and _LISTED.search(cursor.before) is not None


def _range(cursor: Cursor) -> Said | None:
    match = _RANGE.match(cursor.text, cursor.at)
    if match is None or not _is_called_for(cursor):
        return None
    first, last = roman(match[1]), roman(match[2])
    if not first or not last:
        return None
    words = f"{cardinal(str(first), cursor.style)} đến {cardinal(str(last), cursor.style)}"
    return Said(match.end(), words, 0.95)


def _roman(cursor: Cursor) -> Said | None:
    match = _ROMAN.match(cursor.text, cursor.at)
    number = roman(match[1]) if match else None
    if match is None or not number:
        return None
    if not _is_called_for(cursor):
        return _unasked(match, number, cursor)
    ordered = cursor.word_before() == "thứ"
    words = ordinal(number, cursor.style) if ordered else cardinal(str(number), cursor.style)
    if match[2]:
        words += f" chấm {cardinal(match[2], cursor.style)}"
    return Said(match.end(), words, 0.98)


def _unasked(match: re.Match[str], number: int, cursor: Cursor) -> Said | None:
    """Read XIV or III without a cue as a number, but ask; leave VI, XI and single letters alone."""
    written = match[1]
    if len(written) == 1 or is_syllable(written.lower()) or match[2]:
        return None
    words = cardinal(str(number), cursor.style)
    return Said(match.end(1), words, 0.6, Question("roman", (words,)))


RULES = (
    Rule("roman", Start.LETTER, _range, first="IVX"),
    Rule("roman", Start.LETTER, _roman, first="IVX"),
)
