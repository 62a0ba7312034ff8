"""Days of the week as people write them: «Thứ Hai», «T2, T4», «2-6», «hằng ngày»; pure."""

import re

from playlists.interchange.moments import Unreadable
from playlists.interchange.plain import plain

NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
EVERY_DAY = "Hằng ngày"

_WORDS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "cn": 6, "chunhat": 6}
_WORDS |= {f"{mark}{number + 2}": number for mark in ("", "t") for number in range(6)} | {"8": 6, "t8": 6}
_SILENT = {"thu", "t", "ngay", "cac", "moi", "hang", "tuan", "vao", "trong", "va", "phat", "buoi"}
_WHOLE_WEEK = ("hang ngay", "moi ngay", "ca tuan", "tat ca cac ngay", "cac ngay trong tuan", "7 ngay")
_DATES = re.compile(
    r"\(.*?\)|\d{1,4}\s*[/.]\s*\d{1,2}(\s*[/.]\s*\d{2,4})?|\d{1,4}-\d{1,2}-\d{2,4}"
    r"|ngay \d{1,2} thang \d{1,2}( nam \d{4})?"
)
_RANGE = re.compile(r"\s*(?:-|–|—|→|\bden\b|\btoi\b)\s*")


def weekdays_of(value: object) -> tuple[int, ...]:
    """Return the weekdays a cell names, 0 for Monday; dates beside them are passed over. Raise Unreadable."""
    text = (
        str(int(value)) if isinstance(value, float) and value.is_integer() else str(value if value is not None else "")
    )
    bare = _bare(text)
    if any(words in " ".join(bare.split()) for words in _WHOLE_WEEK):
        return tuple(range(7))
    found: set[int] = set()
    for part in re.split(r"[,;/+&\n]", bare):
        found |= _part(part)
    return tuple(sorted(found))


def told(weekdays: tuple[int, ...]) -> str:
    """Return weekdays in words, as they are read back: «Thứ Hai, Thứ Tư», «Hằng ngày»."""
    return EVERY_DAY if len(weekdays) == 7 else ", ".join(NAMES[number] for number in weekdays)


def _bare(text: str) -> str:
    kept = "".join(plain(letter) or letter for letter in text)
    return _DATES.sub(" ", re.sub(r"\btu (?=thu|t?\d)", "", kept)).replace("chu nhat", "chunhat")


def _part(text: str) -> set[int]:
    ends = [_words(each) for each in _RANGE.split(text) if each.strip()]
    if len(ends) == 2 and all(len(each) == 1 for each in ends):
        first, last = ends[0][0], ends[1][0]
        return {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return {number for each in ends for number in each}


def _words(text: str) -> list[int]:
    found = []
    for word in text.split():
        if word in _WORDS:
            found.append(_WORDS[word])
        elif word.strip(".:") not in _SILENT:
            raise Unreadable(text)
    return found
