"""Shapes of a reading: how a text will be spoken, and what about it an editor should look at."""

from typing import Self

from content.wording.values import Reading
from web.api.schemas import Asked, Told


class TextAsked(Asked):
    """A text to be read aloud."""

    text: str


class TokenRead(Told):
    """A stretch [start, end) of the text, what is said for it, by which rule and how surely (0 to 1)."""

    written: str
    start: int
    end: int
    spoken: str
    rule: str
    confidence: float


class DoubtTold(Told):
    """What should be looked at, in one sentence, and what it might have meant."""

    start: int
    end: int
    written: str
    kind: str
    sentence: str
    candidates: list[str]


class ReadingTold(Told):
    """A text as it will be spoken; spans count characters of `text`, which is what was sent in its tidy form."""

    text: str
    spoken: str
    tokens: list[TokenRead]
    doubts: list[DoubtTold]

    @classmethod
    def of(cls, text: str, reading: Reading) -> Self:
        tokens = [token for sentence in reading.sentences for token in sentence.tokens]
        return cls(
            text=text,
            spoken=reading.spoken,
            tokens=[TokenRead.model_validate(token, from_attributes=True) for token in tokens],
            doubts=[DoubtTold.model_validate(doubt, from_attributes=True) for doubt in reading.doubts],
        )
