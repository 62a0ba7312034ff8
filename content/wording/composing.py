"""Puts what was heard together: tokens into sentences, silences between them, questions to the editor."""

from dataclasses import replace

from content.wording.doubts import doubt, nothing_to_say
from content.wording.draft import Draft
from content.wording.scan import Heard
from content.wording.values import MARKS, Doubt, Reading, Sentence, Style, Token

MAX_TOKENS = 250  # a sentence longer than this is parted: no voice has the breath for it
_SENTENCE_MARKS = frozenset(".?!")


class Composer:
    """Takes what was heard, piece by piece, and gives the reading; silent pieces go with their neighbours."""

    def __init__(self, text: str, draft: Draft, style: Style) -> None:
        self._text, self._draft, self._style = text, draft, style
        self._sentences: list[Sentence] = []
        self._doubts: list[Doubt] = []
        self._tokens: list[Token] = []
        self._has_words = False

    def take(self, heard: Heard) -> None:
        begin, finish, words, rule, confidence, pause_ms, question = heard
        if rule == "newline":
            self._end_line(words)
            return
        start, end = self._draft.span(begin, finish, self._text)
        written = self._text[start:end]
        self._tokens.append(Token(written, start, end, words, rule, confidence, pause_ms))
        if question is not None:
            self._doubts.append(doubt(question, start, end, written))
        if words and words not in MARKS:
            self._has_words = True
            if len(self._tokens) >= MAX_TOKENS:
                self._end_sentence(self._style.comma_ms)
        elif words in _SENTENCE_MARKS and self._has_words:
            self._end_sentence(self._style.sentence_ms)

    def reading(self) -> Reading:
        if self._has_words:
            self._end_sentence(self._style.paragraph_ms)
        elif self._sentences and self._tokens:
            last = self._sentences[-1]
            self._sentences[-1] = replace(last, tokens=last.tokens + tuple(self._tokens))
        if not self._sentences:
            return Reading((), (nothing_to_say(self._text),))
        return Reading(tuple(self._sentences), tuple(self._doubts))

    def _end_sentence(self, pause_ms: int) -> None:
        self._sentences.append(Sentence(tuple(self._tokens), pause_ms))
        self._tokens = []
        self._has_words = False

    def _end_line(self, newlines: str) -> None:
        pause_ms = self._line_pause(newlines)
        if self._has_words:
            self._end_sentence(pause_ms)
        elif self._sentences and self._sentences[-1].pause_ms < pause_ms:
            self._sentences[-1] = replace(self._sentences[-1], pause_ms=pause_ms)

    def _line_pause(self, newlines: str) -> int:
        """Return the silence at a line's end: long after a paragraph or a heading, short after an item."""
        if len(newlines) > 1:
            return self._style.paragraph_ms
        rules = {token.rule for token in self._tokens[:2]}
        if "bullet" in rules:
            return self._style.item_ms
        return self._style.heading_ms if "heading" in rules else self._style.sentence_ms
