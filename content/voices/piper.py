"""A natural voice that needs no Internet: a Piper model on the station's disk, spoken by a program of its own."""

import importlib.util
import sys
from pathlib import Path

from content.sound import wav_bytes
from content.voices.answer import sound_of
from content.voices.bend import bent
from content.voices.port import VoiceError
from content.voices.resident import Resident
from content.voices.text import speakable

PREFIX = "piper-"
_PROGRAM = Path(__file__).with_name("piper_program.py")
_REST_SECONDS = 90.0


class Piper:
    def __init__(self, model: Path, *, timeout_seconds: float = 60.0, command: tuple[str, ...] | None = None) -> None:
        """Take an .onnx file with its .onnx.json beside it; `command` stands in for the program in tests."""
        self.name = f"{PREFIX}{model.stem}"
        self.model = model
        program = command or (sys.executable, "-I", str(_PROGRAM), str(model), str(_REST_SECONDS))
        self._needs_piper = command is None
        self._resident = Resident(self.name, program, timeout_seconds=timeout_seconds)

    def speak(self, text: str, *, pace: float = 1.0, pitch: float = 1.0) -> bytes:
        words = speakable(self.name, text)
        if self._needs_piper and importlib.util.find_spec("piper") is None:
            raise VoiceError("Phần mềm đọc Piper chưa được cài trên máy này (gói tùy chọn «piper»).", permanent=True)
        if not self.model.is_file():
            raise VoiceError(f"Không tìm thấy tệp của giọng {self.name}.", permanent=True)
        sound = sound_of(self.name, self._resident.ask({"text": words, "pace": pace}))
        higher = bent(sound, pitch=pitch)
        return wav_bytes(higher.raw_data, sample_rate=higher.frame_rate)

    def stop(self) -> None:
        self._resident.stop()
