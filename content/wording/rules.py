"""The shape of a rule: it looks at one place of a tidied text and says what it hears there, or nothing."""

import re
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from content.wording.tables import CUES
from content.wording.values import Style

LOOK_BACK = 72  # characters a rule may look back, so that no text can make it slow
LAST_WORDS = 40  # characters that hold the last few words, all that most rules look at
_WORD = re.compile(r"\w+")


class Question(NamedTuple):
    """A doubt in the making: what kind it is, and what the words might mean instead."""

    kind: str
    candidates: tuple[str, ...] = ()


class Said(NamedTuple):
    """What a rule hears from the cursor up to `end`."""

    end: int
    words: str
    confidence: float = 1.0
    question: Question | None = None
    pause_ms: int = 0


class Start(Enum):
    """The kinds of character a token can begin with."""

    LETTER = "letter"
    DIGIT = "digit"
    SIGN = "sign"


class Cursor:
    """One place in a tidied text, and what was heard just before it."""

    __slots__ = (
        "_before",
        "_words",
        "at",
        "heard",
        "heard_rule",
        "line_start",
        "recent_rule",
        "style",
        "text",
    )

    def __init__(self, text: str, style: Style) -> None:
        self.text = text
        self.style = style
        self.recent_rule = ""
        self.move_to(0, "", "", line_start=True)

    def move_to(self, place: int, heard: str, heard_rule: str, *, line_start: bool) -> None:
        self.at = place
        self.heard, self.heard_rule = heard, heard_rule
        self.line_start = line_start
        self._before: str | None = None
        self._words: list[str] | None = None

    @property
    def before(self) -> str:
        """The end of the line before the cursor, in lower case."""
        if self._before is None:
            reach = self.text[max(0, self.at - LOOK_BACK) : self.at]
            self._before = reach.rpartition("\n")[2].casefold()
        return self._before

    @property
    def words_before(self) -> list[str]:
        """The last few words of the line before the cursor."""
        if self._words is None:
            self._words = _WORD.findall(self.before[-LAST_WORDS:])
        return self._words

    def word_before(self, distance: int = 1) -> str:
        words = self.words_before
        return words[-distance] if len(words) >= distance else ""

    def follows(self, cue: str, within: int = 1) -> bool:
        """Answer whether one of the last words belongs to the named set of cues."""
        return any(word in CUES[cue] for word in self.words_before[-within:])

    def character(self, place: int) -> str:
        return self.text[place : place + 1]

    def after(self, place: int, length: int = 40) -> str:
        """The rest of the line from `place`, in lower case, without leading signs."""
        return self.text[place : place + length].partition("\n")[0].casefold().lstrip(" .:-–/&(")

    def word_after(self, place: int) -> str:
        match = _WORD.match(self.after(place))
        return match[0] if match else ""


class Rule(NamedTuple):
    """A named reader of tokens that begin with a certain kind of character.

    The rest says when asking it is worth the time; a rule never relies on it to be right.
    """

    name: str
    starts: Start
    read: Callable[[Cursor], Said | None]
    first: str = ""  # the characters it may begin with; empty for all
    then: str = ""  # what may come after the first digits and a space; empty for all
    glued: bool = False  # whether a word must have something glued on: a sign, a digit
    at_line_start: bool = False
