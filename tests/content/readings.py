"""Readings for tests, as content.wording would make them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    spoken: str
    pause_ms: int = 300

    @property
    def syllables(self) -> int:
        return len(self.spoken.split())


@dataclass(frozen=True)
class Reading:
    sentences: tuple[Sentence, ...]


TWO = Reading((Sentence("kính chào bà con"), Sentence("sau đây là thông báo", 700)))
