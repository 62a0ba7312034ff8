"""Voices that remember what they were told and fail on request."""

from content.sound import wav_bytes
from content.voices.port import VoiceError
from tests.content.sounds import tone


class FakeVoice:
    """Speaks each syllable as 200 ms of a tone, between silences of its own."""

    def __init__(
        self,
        name: str = "fake",
        *,
        fails_on: str | None = None,
        answer: bytes | None = None,
        cuts_short: int = 0,
    ) -> None:
        self.name = name
        self.fails_on = fails_on
        self.answer = answer
        self.cuts_short = cuts_short
        self.spoken: list[tuple[str, float, float]] = []

    def speak(self, text: str, *, pace: float = 1.0, pitch: float = 1.0) -> bytes:
        self.spoken.append((text, pace, pitch))
        if self.fails_on is not None and self.fails_on in text:
            raise VoiceError(f"Giọng {self.name} bị đứt.", permanent=False)
        if self.answer is not None:
            return self.answer
        quiet, words = bytes(2 * 22050 // 5), tone(200 * len(text.split()), rate=22050)
        if self.cuts_short > 0:
            self.cuts_short -= 1
            words = words[: len(words) // 4]
        return wav_bytes(quiet + words.raw_data + quiet, sample_rate=22050)
