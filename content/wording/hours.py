"""The time of day: 7h, 7h30', 13g30, 07:30, 7 giờ 30, 7-9h, 24/24h."""

import re

from content.wording.numbers import cardinal
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import CUES

_END = r"(?![\w/]|:\d)"
_CLOCK = re.compile(
    r"(\d{1,3}) ?"
    rf"(?:[hHg]|giờ(?= ?\d{{1,2}}(?: ?(?:phút|'|p\b)| ?[-–,.;)\n]| (?:ngày|sáng|chiều|tối|trưa|đến)|$)))"
    rf" ?(\d{{1,2}})(?: ?(?:'|phút|ph|p)(?!\w))?{_END}"
)
_HOUR = re.compile(r"(\d{1,3}) ?[hHg](?!\w|[.]\w|/\w)")
_COLON = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\w:]|,\d|[./]\d)(?: ?[hg](?!\w))?")
_RANGE = re.compile(r"(\d{1,2}) ?[-–] ?(\d{1,2}) ?[hHg](\d{2})?(?![\w/])")
_ROUND = re.compile(r"24h?/(24|7)(?:h|g| giờ)?(?!\w)")
_MINUTES = re.compile(r"(\d{1,3}) ?'(?!\w|')")
_SCALE_WORDS = frozenset({"lệ", "pha", "số", "tỷ", "tỉ"})


def say_clock(hour: str, minute: str | None, cursor: Cursor) -> str:
    words = f"{cardinal(hour, cursor.style)} giờ"
    if minute and int(minute):
        words += f" {cardinal(minute, cursor.style)} phút"
    return words


def _doubt(hour: str, minute: str | None) -> Question | None:
    if minute and (int(minute) > 59 or int(hour) > 24):
        return Question("impossible time")
    return None


def _clock(cursor: Cursor) -> Said | None:
    match = _CLOCK.match(cursor.text, cursor.at)
    if match is None:
        return None
    hour, minute = match.groups()
    return Said(match.end(), say_clock(hour, minute, cursor), 0.98, _doubt(hour, minute))


def _hour(cursor: Cursor) -> Said | None:
    match = _HOUR.match(cursor.text, cursor.at)
    if match is None or (match[0][-1] == "g" and int(match[1]) > 24):
        return None
    return Said(match.end(), say_clock(match[1], None, cursor), 0.95)


def _colon(cursor: Cursor) -> Said | None:
    match = _COLON.match(cursor.text, cursor.at)
    if match is None or cursor.word_before() in _SCALE_WORDS:
        return None
    hour, minute, second = match.groups()
    words = say_clock(hour, minute, cursor)
    if second and int(second):
        words += f" {cardinal(second, cursor.style)} giây"
    return Said(match.end(), words, 0.95)


def _range(cursor: Cursor) -> Said | None:
    """Read 7-9h and 7-9h30."""
    match = _RANGE.match(cursor.text, cursor.at)
    if match is None:
        return None
    first, last, minute = match.groups()
    words = f"{cardinal(first, cursor.style)} đến {say_clock(last, minute, cursor)}"
    return Said(match.end(), words, 0.95, _doubt(last, minute))


def _round(cursor: Cursor) -> Said | None:
    """Read 24/24h, 24h/24h and 24/7."""
    match = _ROUND.match(cursor.text, cursor.at)
    if match is None or cursor.word_before() in CUES["day_said"]:
        return None
    day = cardinal("24", cursor.style)
    first = f"{day} giờ" if match[0].startswith("24h") else day
    last = cardinal(match[1], cursor.style)
    hours = " giờ" if match[0][-1] in "hgờ" else ""
    return Said(match.end(), f"{first} trên {last}{hours}", 0.98)


def _minutes(cursor: Cursor) -> Said | None:
    """Read 90' as ninety minutes."""
    match = _MINUTES.match(cursor.text, cursor.at)
    if match is None:
        return None
    return Said(match.end(), f"{cardinal(match[1], cursor.style)} phút", 0.9)


EARLY_RULES = (Rule("time", Start.DIGIT, _round, first="2", then="/h"),)
RULES = (
    Rule("time", Start.DIGIT, _range, then="-–"),
    Rule("time", Start.DIGIT, _clock, then="hHg"),
    Rule("time", Start.DIGIT, _hour, then="hHg"),
    Rule("time", Start.DIGIT, _colon, then=":"),
    Rule("time", Start.DIGIT, _minutes, then="'"),
)
