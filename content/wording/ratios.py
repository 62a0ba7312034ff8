"""Two numbers and a slash that are no date: 1/2 diện tích, 19/19 tiêu chí, số nhà 12/3."""

import re

from content.wording.numbers import amount, cardinal, number_words
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.tables import CUES

_RATIO = re.compile(r"(\d{1,6}(?:,\d{1,2})?)([A-HK-N]?) ?/ ?(\d{1,6})([A-HK-N]?)(?:/(\d{1,4}))?(?![\w/]|[.,]\d)")
_SCALE = re.compile(r"(\d{1,3}):(\d{1,7}(?:\.\d{3})*)(?![\w:]|[.,]\d)")


def _is_fraction(cursor: Cursor, top: int, bottom: int, end: int) -> bool:
    """Answer whether a/b is a part of a whole: a listener hears "hai phần ba"."""
    if not (0 < top < bottom <= 100) or cursor.follows("address"):
        return False
    after = cursor.word_after(end)
    if after in CUES["ratio_after"] - CUES["fraction_after"]:
        return bottom <= 4 and after in CUES["fraction_of_few"]
    if after in CUES["fraction_after"] or cursor.follows("fraction_before"):
        return True
    return bottom <= 10


def _ratio(cursor: Cursor) -> Said | None:
    match = _RATIO.match(cursor.text, cursor.at)
    if match is None:
        return None
    top, bottom, third = match[1], match[3], match[5]
    plain = top.isdigit() and not (third or match[2] or match[4])
    if plain and _is_fraction(cursor, int(top), int(bottom), match.end()):
        return _fraction(cursor, top, bottom, match.end())
    parts = [f"{amount(top, cursor.style)} {match[2].lower()}".rstrip()]
    parts.append(f"{number_words(bottom, cursor.style)} {match[4].lower()}".rstrip())
    if third:
        parts.append(number_words(third, cursor.style))
    known = cursor.follows("address") or cursor.word_after(match.end()) in CUES["ratio_after"]
    return Said(match.end(), " trên ".join(parts), 0.9 if known else 0.7)


def _fraction(cursor: Cursor, top: str, bottom: str, end: int) -> Said:
    below = "tư" if int(bottom) == 4 else cardinal(bottom, cursor.style)
    sure = cursor.word_after(end) in CUES["fraction_after"] or cursor.follows("fraction_before")
    words = f"{cardinal(top, cursor.style)} phần {below}"
    if sure or int(bottom) > 12:
        return Said(end, words, 0.95)
    day = f"ngày {cardinal(top, cursor.style)} tháng {below}"
    return Said(end, words, 0.6, Question("ambiguous", (words, day)))


def _scale(cursor: Cursor) -> Said | None:
    """Read 1:500, tỷ lệ 1:3."""
    match = _SCALE.match(cursor.text, cursor.at)
    if match is None:
        return None
    last = cardinal(match[2].replace(".", ""), cursor.style)
    return Said(match.end(), f"{cardinal(match[1], cursor.style)} trên {last}", 0.8)


RULES = (
    Rule("ratio", Start.DIGIT, _ratio, then="/,ABCDEFGHKLMN"),
    Rule("ratio", Start.DIGIT, _scale, then=":"),
)
