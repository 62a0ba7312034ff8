"""Walks a tidied text once, from left to right; at each place the first rule that hears something wins."""

import re
from collections.abc import Iterator
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
from content.wording.rules import Cursor, Question, Rule, Start
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
_LEXEME = re.compile(r" *(?:([^\W\d_]{2,})(?=[ ,;!?\n)\"”]|:(?!//)|\.(?:[ \n]|\Z)|\Z)|(\n+)|([^ \n]))")
_WORD, _LINE_END = 1, 2  # the groups of a lexeme
_FAINT = frozenset({"word", "punctuation", "dash", "sign"})


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


def _ask(cursor: Cursor, lexicon: Lexicon, *, glued: bool) -> Heard:
    """Ask the lexicon, then every rule that may start here."""
    at = cursor.at
    if lexicon and (own := lexicon.read(cursor)):
        return Heard(at, own.end, own.words, "lexicon", own.confidence, own.pause_ms, own.question)
    then = ""
    if digits := _DIGITS.match(cursor.text, at):
        then = cursor.text[digits.end() : digits.end() + 1] or "\n"
    for rule in _asked(cursor.text[at], then, glued, cursor.line_start):
        if said := rule.read(cursor):
            end, words, confidence, question, pause_ms = said
            return Heard(at, end, words, rule.name, confidence, pause_ms, question)
    return Heard(at, at + 1, "", "sign", 0.0, 0, Question("symbol"))


def scan(text: str, lexicon: Lexicon, style: Style) -> Iterator[Heard]:
    """Hear a whole tidied text, piece by piece; most pieces are plain words, which ask no rule."""
    cursor = Cursor(text, style)
    chunks = _long_chunks(text)
    lexeme = _LEXEME.match
    at, line_start = 0, True
    last = Heard(0, 0, "", "newline", 1.0, 0, None)
    while match := lexeme(text, at):
        kind = match.lastindex or 0
        start = match.start(kind)
        at = match.end()
        if kind == _LINE_END:
            last = Heard(start, at, match[kind], "newline", 1.0, 0, None)
            cursor.recent_rule = ""
        elif chunks and start in chunks:
            at = chunks[start]
            last = _long(text, start, at)
        elif kind == _WORD and text[start] not in lexicon.starts and (word := plain_word(match[kind])):
            last = Heard(start, at, word, "word", 1.0, 0, None)
        else:
            cursor.move_to(start, last.words, last.rule, line_start=line_start)
            last = _ask(cursor, lexicon, glued=kind != _WORD)
            at = last.end
            if last.rule not in _FAINT:
                cursor.recent_rule = last.rule
        line_start = last.rule == "newline" or (line_start and last.rule == "bullet")
        yield last


def _long(text: str, start: int, end: int) -> Heard:
    """Take a chunk too long to be read as a whole: a web address, or something for the editor to see."""
    kind = "address" if text.startswith(("http://", "https://", "www."), start) else "too long"
    return Heard(start, end, "", "too long", 0.0, 0, Question(kind))
