"""What the station asks of any text-to-speech voice."""

from typing import Protocol

from station.errors import StationError


class VoiceError(StationError):
    """A voice gave no usable sound; `permanent` says that trying again cannot help."""

    def __init__(self, sentence: str, permanent: bool) -> None:
        super().__init__(sentence)
        self.permanent = permanent


class Voice(Protocol):
    @property
    def name(self) -> str:
        """Return the name under which the voice is chosen and recorded."""

    def speak(self, text: str, *, pace: float = 1.0, pitch: float = 1.0) -> bytes:
        """Return 16-bit mono WAV; 1.0 is the voice's own pace and pitch. Raise VoiceError."""
