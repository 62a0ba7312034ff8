"""The voice that is always there: eSpeak NG reads Vietnamese offline, robot-like but at once."""

import importlib.util
import shutil
import sys
from pathlib import Path

from content.voices.answer import tidy_wav
from content.voices.child import run_voice
from content.voices.port import VoiceError
from content.voices.text import speakable

_PROGRAM = Path(__file__).with_name("espeak_program.py")
_WORDS_A_MINUTE, _SLOWEST, _FASTEST = 175, 80, 450  # eSpeak's own scale
_PITCH = 50  # of 0-100


class Espeak:
    name = "espeak"

    def __init__(
        self, *, language: str = "vi", timeout_seconds: float = 20.0, command: tuple[str, ...] | None = None
    ) -> None:
        """`command` stands in for the program in tests."""
        self.language = language
        self.timeout_seconds = timeout_seconds
        self._command = command

    def speak(self, text: str, *, pace: float = 1.0, pitch: float = 1.0) -> bytes:
        words = speakable(self.name, text)
        rate = max(_SLOWEST, min(_FASTEST, round(_WORDS_A_MINUTE * pace)))
        tone = max(0, min(99, round(_PITCH * pitch)))
        command = self._command or _command(self.language, rate, tone)
        return tidy_wav(self.name, run_voice(self.name, command, words, timeout_seconds=self.timeout_seconds))


def _command(language: str, rate: int, tone: int) -> tuple[str, ...]:
    """Prefer the system's program; else the wheel's library in a bare Python of its own (10 ms to start)."""
    program = shutil.which("espeak-ng")
    if program:
        return (program, "-v", language, "-s", str(rate), "-p", str(tone), "--stdin", "--stdout")
    wheel = importlib.util.find_spec("espeakng_loader")
    if wheel is None or wheel.origin is None:
        raise VoiceError("Giọng espeak chưa được cài trên máy này.", permanent=True)
    folder = Path(wheel.origin).parent
    library = next(iter(sorted(folder.glob("*espeak-ng.*"))), folder)
    given = (str(library), str(folder / "espeak-ng-data"), language, str(rate), str(tone))
    return (sys.executable, "-I", "-S", str(_PROGRAM), *given)
