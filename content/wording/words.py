"""Plain words, capitals, foreign words and codes of letters: whatever no other rule has claimed."""

import re
from functools import lru_cache

from content.wording.abbreviations import guesses, in_capitals
from content.wording.letters import NAMES, name_letters
from content.wording.numbers import number_words, spell_digits
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.syllables import has_vowel, is_syllable
from content.wording.tables import CUES, LOANWORDS, MEANINGS, UNITS

MAX_WORD = 40  # letters; nothing longer is a word
MIN_PAPER_DIGITS = 7  # a passport, an insurance card
MAX_SPELLED = 10  # letters; a longer run of capitals is spelled for nobody's good

# Words that begin or carry a rule, so that the quick path must not take them.
_CARRIERS = frozenset({"ngày", "tháng", "độ", "x", "ông", "âm", "dương"})

_WORD = re.compile(r"[^\W\d_]+")
_LOAN = re.compile(r"[^\W\d_]{1,20}(?:[-'][^\W_]{1,12}){1,3}|[^\W\d_]{1,12}\d{1,2}(?!\w)")
_CODE = re.compile(
    r"[A-ZĐ]{1,3}\d{5,40}(?!\w)|[A-ZĐ]{1,3}\d{1,4}(?:[A-ZĐ]{1,2}\d{0,3})?(?!\w)|[A-ZĐ]\d{1,3}\.\d{1,3}(?!\w)"
)
_RUNS = re.compile(r"\d+|\D")
_LONE_UNIT = re.compile(r"[^\W\d_]{1,5}[23²³](?!\w)|[^\W\d_]{2,5}(?!\w)")
_BIG_NUMBERS = frozenset({"trăm", "nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "mỗi", "một", "mấy", "vài", "nửa"})
_TIMES = re.compile(r"[x×](?= ?\d)")
_BLANK_DAY = re.compile(r"(ngày|tháng|năm)(?: ?[.…_]{1,80})?(?= ?(?:tháng|năm) ?(?:[.…_\d]|$|\n))", re.IGNORECASE)
_MONTH_NAMES = re.compile(r"T([1-9]|1[0-2])(?:/((?:19|20)\d\d))?(?!\w|[./]\d)")


@lru_cache(maxsize=65536)
def plain_word(word: str) -> str | None:
    """Return how a word is said if it can only be itself; None sends it to the rules."""
    lowered = word.lower()
    if (
        word in MEANINGS
        or lowered in _CARRIERS
        or f"{word}." in MEANINGS
        or (len(word) == 1 and word not in "aăâeêioôơuưyà")
    ):
        return None
    if word != lowered and word[1:] != lowered[1:]:
        return None
    if is_syllable(lowered):
        return word
    return None


def _blank_day(cursor: Cursor) -> Said | None:
    """Say "ngày tháng 3" as it stands, and tell that the day was never filled in."""
    match = _BLANK_DAY.match(cursor.text, cursor.at)
    if match is None:
        return None
    word = match[1].lower()
    tail = cursor.text[match.end() : match.end() + 24]
    dotted = len(match[0]) > len(match[1])
    if not dotted and not re.match(r" ?(?:tháng|năm) ?[.…_\d]", tail, re.IGNORECASE):
        return None
    if not dotted and word != "ngày":
        return None
    return Said(match.end(), match[1], 0.5, Question("blank"))


def _times(cursor: Cursor) -> Said | None:
    """Read the x of 3 x 4 m."""
    match = _TIMES.match(cursor.text, cursor.at)
    counted = cursor.heard_rule in {"number", "per"} or cursor.word_before() in CUES["each"]
    return Said(match.end(), "nhân", 0.9) if match and counted else None


def _unit(cursor: Cursor) -> Said | None:
    """Read a unit away from its number: 3,5 triệu m3, mỗi kg."""
    match = _LONE_UNIT.match(cursor.text, cursor.at)
    if match is None or match[0] not in UNITS or match[0] in MEANINGS:
        return None
    if is_syllable(match[0].lower()) and cursor.word_before() not in _BIG_NUMBERS:
        return None
    return Said(match.end(), UNITS[match[0]], 0.9)


def _weekday_or_month(cursor: Cursor) -> Said | None:
    """Read T7 as "thứ bảy" and T10/2025 as "tháng mười năm …", asking which was meant."""
    match = _MONTH_NAMES.match(cursor.text, cursor.at)
    if match is None:
        return None
    number = int(match[1])
    month = f"tháng {'tư' if number == 4 else number_words(match[1], cursor.style)}"
    if match[2]:
        return Said(match.end(), f"{month} năm {number_words(match[2], cursor.style)}", 0.9)
    if not 2 <= number <= 7:
        return Said(match.end(), month, 0.7, Question("ambiguous", (month,))) if number > 7 else None
    weekday = f"thứ {'tư' if number == 4 else number_words(match[1], cursor.style)}"
    return Said(match.end(), weekday, 0.6, Question("ambiguous", (weekday, month)))


def _loan(cursor: Cursor) -> Said | None:
    """Look a compound loanword up: Covid-19, Wi-Fi, VOV1."""
    match = _LOAN.match(cursor.text, cursor.at)
    if match is None:
        return None
    written = match[0]
    while written:
        spoken = LOANWORDS.get(written.casefold())
        if spoken and not cursor.character(cursor.at + len(written)).isalnum():
            return Said(cursor.at + len(written), spoken, 0.9)
        written = written.rpartition("-")[0]
    return None


def _code(cursor: Cursor) -> Said | None:
    """Read A1, H5N1, QL10A: letters by name, numbers as numbers."""
    match = _CODE.match(cursor.text, cursor.at)
    if match is None:
        return None
    parts = [_say_run(run, cursor) for run in _RUNS.findall(match[0])]
    paper = sum(letter.isdecimal() for letter in match[0]) >= MIN_PAPER_DIGITS
    return Said(match.end(), " ".join(parts), 0.8, Question("identity") if paper else None)


def _say_run(run: str, cursor: Cursor) -> str:
    if not run.isdecimal():
        return NAMES.get(run.lower(), "chấm")
    return spell_digits(run) if len(run) > 4 else number_words(run, cursor.style)


def _word(cursor: Cursor) -> Said:
    """Take any letters that no other rule wanted."""
    match = _WORD.match(cursor.text, cursor.at)
    if match is None:
        return Said(cursor.at + 1, "", 0.0, Question("symbol"))
    word, end = match[0], match.end()
    lowered = word.lower()
    if len(word) > MAX_WORD:
        return Said(end, "", 0.0, Question("too long"))
    if len(word) == 1:
        return Said(end, _single_letter(word), 0.95)
    if is_syllable(lowered):
        return Said(end, lowered if word.isupper() else word)
    if lowered in LOANWORDS:
        spoken = LOANWORDS[lowered]
        return Said(end, word if spoken == lowered and not word.isupper() else spoken, 0.95)
    if word.isupper() and len(word) <= MAX_SPELLED and _is_abbreviation(word, cursor, end):
        return Said(end, name_letters(word), 0.3, Question("unknown abbreviation", guesses(word)))
    if not has_vowel(word) and lowered.isascii():
        spelled = name_letters(word) if len(word) <= MAX_SPELLED else word
        return Said(end, spelled, 0.3, Question("unknown abbreviation", guesses(word.upper())))
    return Said(end, lowered if word.isupper() else word, 0.5, Question("foreign"))


def _single_letter(letter: str) -> str:
    return NAMES.get(letter.lower()) or LOANWORDS.get(letter, letter)


def _is_abbreviation(word: str, cursor: Cursor, end: int) -> bool:
    """Answer whether unknown capitals are letters: in a line of capitals they may be a foreign word."""
    return len(word) <= 5 or not has_vowel(word) or not in_capitals(cursor, end)


EARLY_RULES = (
    Rule("blank", Start.LETTER, _blank_day, first="ntNT"),
    Rule("number", Start.LETTER, _times, first="x"),
    Rule("number", Start.LETTER, _unit),
    Rule("word", Start.LETTER, _loan, glued=True),
)
RULES = (
    Rule("date", Start.LETTER, _weekday_or_month, first="T", glued=True),
    Rule("code", Start.LETTER, _code, glued=True),
    Rule("word", Start.LETTER, _word),
)
