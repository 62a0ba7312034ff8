"""Tells a line that was broken by the page's width from one that ends where its sentence ends.

After `join_lines` a text holds single spaces, "\\n" where a line really ends and "\\n\\n" between paragraphs.
"""

import re

from content.wording.draft import Draft

BULLETS = "-–—−•*+▪●○■□◆◇►▶➢➤✓✔❖·\uf0b7\uf0a7\uf0d8"
_GAP = re.compile(r"[ \n]{2,}|\n|^ ")
_WINDOW = 80  # characters of a line that are looked at: enough to judge it, never the whole text
_LONG_LINE = 45  # characters; a shorter line was not broken by the page's width

_NEW_BULLET = re.compile(rf"[{re.escape(BULLETS)}]+ ?[^\W\d]")
_NEW_ITEM = re.compile(
    rf"[{re.escape(BULLETS)}]+ ?\S"
    rf"|(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)/]|[a-zđ][.)/]|[IVXA-H]{{1,5}}[.)/]) ?\D"
)
_OPEN_WORD = re.compile(
    r"(?:^|[ (])(?:(?i:của|và|về|số|ngày|năm|tháng|các|những|cho|từ|đến|tại|với|là|theo|để|do|ở|hoặc|trong|trên|dưới)"
    r"|tỉnh|xã|thôn|huyện|giai|điều|khoản|quý|ông|bà|TP\.|TX\.|TT\.|Q\.|P\.)$"
)
_SIGNATURE = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ|Q)\. ?[^\W\d_]")
_BROKEN_CODE = re.compile(r"\w[-/–]$")


def _is_capitals(line: str) -> bool:
    return line.isupper() and len(line) > 3


def _continues(before: str, after: str, *, blank: bool) -> bool:
    """Answer whether the line `after` goes on with the sentence of the line `before`."""
    if not before or not after:
        return False
    if _NEW_BULLET.match(after) or _SIGNATURE.match(after):
        return False
    if _OPEN_WORD.search(before[-12:]) or (_BROKEN_CODE.search(before) and not blank):
        return True
    if before[-1] in ".!?:;…" or _NEW_ITEM.match(after):
        return False
    if after[0].islower() or before[-1] in ",(":
        return True
    if blank or _is_capitals(before):
        return False
    return after[0].isdigit() or after[0] in "/–-(" or len(before) >= _LONG_LINE


def join_lines(draft: Draft) -> Draft:
    """Join broken lines, squeeze spaces, keep real line ends and paragraphs."""
    text = draft.text

    def settle(match: re.Match[str]) -> str:
        gap = match[0]
        if "\n" not in gap:
            return " " if match.start() else ""
        before = text[max(0, match.start() - _WINDOW) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + _WINDOW].partition("\n")[0]
        blank = gap.count("\n") > 1
        if _continues(before, after, blank=blank):
            return " "
        return "\n\n" if blank else "\n"

    return draft.rebuild(_GAP, settle)
