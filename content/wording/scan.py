"""Walks a tidied text once, from left to right; at each place the first rule that hears something wins."""

import re
from functools import lru_cache
from typing import NamedTuple

from content.wording import (
    abbreviations,
    contacts,
    dates,
    documents,
    headings,
    hours,
    months,
    quantities,
    ratios,
    romans,
    signs,
    words,
)
from content.wording.lexicon import Lexicon
from content.wording.rules import Cursor, Question, Rule, Said, Start
from content.wording.values import Style
from content.wording.words import plain_word

# The order in which rules are asked: the more a rule needs to see, the earlier it comes.
ORDER: tuple[Rule, ...] = (
    *contacts.RULES,
    *documents.RULES,
    *headings.RULES,
    *quantities.EARLY_RULES,
    *hours.EARLY_RULES,
    *months.RULES,
    *dates.RULES,
    *hours.RULES,
    *ratios.RULES,
    *quantities.RULES,
    *words.EARLY_RULES,
    *romans.RULES,
    *abbreviations.RULES,
    *words.RULES,
    *signs.RULES,
)


@lru_cache(maxsize=8192)
def _asked(first: str, then: str, glued: bool, line_start: bool) -> tuple[Rule, ...]:
    """Return the rules worth asking about a token with such a beginning."""
    start = Start.LETTER if first.isalpha() else Start.DIGIT if first.isdecimal() else Start.SIGN
    return tuple(
        rule
        for rule in ORDER
        if rule.starts is start
        and (not rule.first or first in rule.first)
        and (not rule.then or then in rule.then)
        and (glued or not rule.glued)
        and (line_start or not rule.at_line_start)
    )


MAX_CHUNK = 300  # characters without a space; no rule is tried on anything longer
_CHUNK = re.compile(rf"[^ \n]{{{MAX_CHUNK},}}")
_DIGITS = re.compile(r"\d+ ?")
_EDGE = re.compile(r"([^\w\s])\1*")

# A plain word before a space or simple punctuation, a line end, or the start of something else.
_LEXEME = re.compile(r" *(?:([^\W\d_]+)(?=[ ,;!?\n)\"”]|:(?!//)|\.(?:[ \n]|\Z)|\Z)|(\n+)|([^ \n]))")
_SAME_LINE_START = frozenset({"bullet"})
_FAINT = frozenset({"word", "punctuation", "dash", "sign", "newline"})


class Heard(NamedTuple):
    """A stretch of the tidied text and what was heard in it; rule "newline" parts two lines."""

    start: int
    end: int
    words: str
    rule: str
    confidence: float
    pause_ms: int
    question: Question | None


def _long_chunks(text: str) -> dict[int, int]:
    """Find what is too long to be a word, leaving a row of one sign at either end to be read as such."""
    found: dict[int, int] = {}
    for match in _CHUNK.finditer(text):
        edge = _EDGE.match(text, match.start())
        start = edge.end() if edge else match.start()
        last = text[match.end() - 1]
        end = match.end() if last.isalnum() else start + len(text[start : match.end()].rstrip(last))
        if end - start >= MAX_CHUNK:
            found[start] = end
    return found


def _ask(cursor: Cursor, lexicon: Lexicon, *, glued: bool) -> tuple[str, Said]:
    """Ask the lexicon, then every rule that may start here."""
    if lexicon and (own := lexicon.read(cursor)):
        return "lexicon", own
    first = cursor.text[cursor.at]
    then = ""
    if digits := _DIGITS.match(cursor.text, cursor.at):
        then = cursor.text[digits.end() : digits.end() + 1] or "\n"
    for rule in _asked(first, then, glued, cursor.line_start):
        if said := rule.read(cursor):
            return rule.name, said
    return "sign", Said(cursor.at + 1, "", 0.0, Question("symbol"))


def scan(text: str, lexicon: Lexicon, style: Style) -> list[Heard]:
    """Hear a whole tidied text."""
    cursor = Cursor(text, style)
    chunks = _long_chunks(text)
    heard: list[Heard] = []
    add, lexeme = heard.append, _LEXEME.match
    at, line_start = 0, True
    while match := lexeme(text, at):
        kind = match.lastindex or 0
        start = match.start(kind)
        at = match.end()
        if kind == 2:
            add(Heard(start, at, match[2], "newline", 1.0, 0, None))
            line_start = True
            continue
        if chunks and start in chunks:
            at = chunks[start]
            add(_long(cursor, start, at))
            continue
        if kind == 1 and not (lexicon and lexicon.may_begin(text[start])):
            word = match[1]
            spoken = plain_word(word)
            if spoken is not None:
                add(Heard(start, at, spoken, "word", 1.0, 0, None))
                line_start = False
                continue
        cursor.move_to(start, line_start=line_start)
        _remember(cursor, heard)
        name, said = _ask(cursor, lexicon, glued=kind != 1)
        at = said.end
        add(Heard(start, at, said.words, name, said.confidence, said.pause_ms, said.question))
        line_start = line_start and name in _SAME_LINE_START
    return heard


def _long(cursor: Cursor, start: int, end: int) -> Heard:
    """Take a chunk too long to be read as a whole: a web address, or something for the editor to see."""
    kind = "address" if cursor.text.startswith(("http://", "https://", "www."), start) else "too long"
    return Heard(start, end, "", "too long", 0.0, 0, Question(kind))


def _remember(cursor: Cursor, heard: list[Heard]) -> None:
    """Tell the cursor what was heard last, and which rule last said something of its own on this line."""
    cursor.heard, cursor.heard_rule = (heard[-1].words, heard[-1].rule) if heard else ("", "")
    cursor.recent_rule = ""
    for piece in heard[-1:-6:-1]:
        if piece.rule == "newline":
            break
        if piece.rule not in _FAINT:
            cursor.recent_rule = piece.rule
            break
