"""Text as documents hold it, made clean: one form of each letter, no invisible marks, no page furniture."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_EDGE_LINES = 2  # a running header or footer is looked for in this many lines of each page's edge
_PAGE_NUMBER = re.compile(r"(?:trang|page|tr\.)?\s*[-–—|]?\s*\d{1,4}\s*(?:(?:/|trên|of)\s*\d{1,4})?\s*[-–—|]?", re.I)
_RULE = re.compile(r"[-–—_=*.·•~\s]{3,}")
_BARE_ADDRESS = re.compile(r"(?:\[?\d+\]?\s*)?(?:https?://|www\.)\S+", re.I)
_PLACE_AND_DATE = re.compile(r"[^\W\d_][\w .'-]{1,40},\s*ngày[\s\d.…]{0,10}tháng[\s\d.…]{0,10}năm[\s\d.…]{0,10}", re.I)
_DOCUMENT_NUMBER = re.compile(r"Số\s*:\s*[\d.…\s]{0,12}/[\w/-]{1,20}(?:\s*[-–]\s*\w+)?", re.I)
_MOTTO = re.compile(r"cộng h[òo][aà] xã hội chủ nghĩa việt nam|độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc", re.I)
_LETTERHEAD_LINES = 15
_RECIPIENTS = re.compile(r"nơi (?:nhận|gửi)\s*:?", re.I)
_APPENDIX = re.compile(r"phụ lục\b", re.I)


def tidy(text: str) -> str:
    """Compose letters (NFC), drop what cannot be seen, and make every kind of space a plain one."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    return "".join(_seen(letter) for letter in text)


def _seen(letter: str) -> str:
    if letter in "\n\f":
        return letter
    category = unicodedata.category(letter)
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs" or letter == "\t":
        return " "
    return "" if category in ("Cc", "Cf", "Cs", "Co", "Cn") else letter


def lines_of(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.split("\n")]


def without_furniture(pages: Sequence[Sequence[str]]) -> list[str]:
    """Drop page numbers, drawn lines, bare addresses, and headers or footers that come back on each page."""
    repeated = _repeated(pages)
    kept: list[str] = []
    for page in pages:
        edge = _edges(page)
        for number, line in enumerate(page):
            is_running = number in edge and _shape(line) in repeated
            is_number = number in edge and bool(_PAGE_NUMBER.fullmatch(line))
            kept.append("" if is_running or is_number or _is_noise(line) else line)
        kept.append("")  # a page ends; whether a sentence does is seen later
    return kept


def _is_noise(line: str) -> bool:
    return bool(_RULE.fullmatch(line) or _BARE_ADDRESS.fullmatch(line))


def _edges(page: Sequence[str]) -> set[int]:
    written = [number for number, line in enumerate(page) if line]
    return set(written[:_EDGE_LINES]) | set(written[-_EDGE_LINES:])


def _shape(line: str) -> str:
    """See through the page number in a running line."""
    return re.sub(r"^\d+\b|\d+(?:\s*/\s*\d+)?$", "#", line).casefold()


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    if len(pages) < 2:
        return set()
    seen = Counter(shape for page in pages for shape in {_shape(page[n]) for n in _edges(page)})
    return {shape for shape, times in seen.items() if times >= max(2, len(pages) // 2)}


def without_letterhead(lines: Sequence[str]) -> list[str]:
    """Drop what an official paper carries around its words: motto, number, place, recipients, signatures.

    The list returned has as many lines as were given; those dropped are empty.
    """
    return _without_end(_without_start(lines))


def _without_start(lines: Sequence[str]) -> list[str]:
    top = [number for number, line in enumerate(lines) if line][:_LETTERHEAD_LINES]
    mottoes = [number for number in top if _MOTTO.search(lines[number])]
    first = max(mottoes) + 1 if mottoes else 0
    return ["" if number < first or (number in top and _is_stamp(line)) else line for number, line in enumerate(lines)]


def _is_stamp(line: str) -> bool:
    bare = line.strip("#*_ ")
    return bool(_DOCUMENT_NUMBER.fullmatch(bare) or _PLACE_AND_DATE.fullmatch(bare))


def _without_end(lines: Sequence[str]) -> list[str]:
    """Cut from "Nơi nhận" to the end, or to an appendix."""
    starts = [number for number, line in enumerate(lines) if _RECIPIENTS.fullmatch(line.strip("#*_ "))]
    if not starts:
        return list(lines)
    start = starts[-1]
    appendices = (n for n in range(start, len(lines)) if _APPENDIX.match(lines[n].strip("#*_ ")))
    end = next(appendices, len(lines))
    return [*lines[:start], *[""] * (end - start), *lines[end:]]
