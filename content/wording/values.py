"""What a reading is made of: tokens, sentences, doubts, and the style they are spoken in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from content.wording.syllables import count_syllables

MARKS = frozenset(",.?!")


@dataclass(frozen=True, eq=False)  # a key of every cache of number words: hashed by identity, for speed
class Style:
    """How numbers are said, and how long a silence each sign is worth (milliseconds)."""

    thousand: str = "nghìn"
    zero_ten: str = "linh"
    four_after_ten: str = "tư"
    first_days: str = "mùng"
    comma_ms: int = 250
    semicolon_ms: int = 400
    item_ms: int = 500
    sentence_ms: int = 600
    heading_ms: int = 800
    paragraph_ms: int = 1000


NORTHERN = Style()
SOUTHERN = Style(thousand="ngàn", zero_ten="lẻ", four_after_ten="bốn", first_days="mùng")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch [start, end) of the original text, what it becomes, and the rule that made it so."""

    written: str
    start: int
    end: int
    spoken: str
    rule: str
    confidence: float
    pause_ms: int


@dataclass(frozen=True)
class Doubt:
    """What an editor should look at, said in one Vietnamese sentence."""

    start: int
    end: int
    written: str
    kind: str
    sentence: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """What is said in one breath, and the silence after it."""

    tokens: tuple[Token, ...]
    pause_ms: int

    @property
    def spoken(self) -> str:
        """Return words and light punctuation, fit for a text-to-speech engine."""
        words: list[str] = []
        for token in self.tokens:
            if token.spoken:
                words.append(token.spoken)
                if token.pause_ms and token.spoken not in MARKS:
                    words.append(",")
        return join_words(words)

    @property
    def syllables(self) -> int:
        return count_syllables(self.spoken)


@dataclass(frozen=True)
class Reading:
    """A text as it will be spoken, and everything about it that nobody should guess."""

    sentences: tuple[Sentence, ...]
    doubts: tuple[Doubt, ...]

    @cached_property
    def spoken(self) -> str:
        return " ".join(sentence.spoken for sentence in self.sentences)

    @cached_property
    def syllables(self) -> int:
        return sum(sentence.syllables for sentence in self.sentences)

    @cached_property
    def key(self) -> str:
        """Return the sha256 of what is heard: equal keys sound alike, wherever the words came from."""
        heard = sha256()
        for sentence in self.sentences:
            pauses = "".join(f" {token.pause_ms}" for token in sentence.tokens if token.pause_ms)
            heard.update(f"{sentence.spoken}|{pauses}|{sentence.pause_ms}\n".encode())
        return heard.hexdigest()


def join_words(words: Sequence[str]) -> str:
    """Join words with spaces, marks without; never two marks in a row, always one at the end."""
    parts: list[str] = []
    for word in words:
        if word not in MARKS:
            parts.append(word)
        elif parts and parts[-1][-1] not in MARKS:
            parts[-1] += word
        elif parts and word != ",":
            parts[-1] = parts[-1][:-1] + word
    text = " ".join(parts)
    if not text or text[-1] in ".?!":
        return text
    return text.rstrip(",") + "."
