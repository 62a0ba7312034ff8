"""Whether a voice really speaks: it says one sentence, and the sentence is listened to."""

from dataclasses import dataclass
from pathlib import Path

from content.soundcheck import fault_of, limits_for, measured
from content.voices.answer import sound_of
from content.voices.piper import Piper
from content.voices.port import Voice, VoiceError
from content.voices.trim import without_edges

SENTENCE = "Kính chào toàn thể nhân dân, đây là Đài truyền thanh xã."


@dataclass(frozen=True)
class Trial:
    wav: bytes
    milliseconds: int


def try_voice(voice: Voice) -> Trial:
    """Let a voice say a sentence; raise VoiceError when it does not, or sounds wrong."""
    wav = voice.speak(SENTENCE)
    sound = without_edges(sound_of(voice.name, wav))
    fault = fault_of(measured(sound, len(SENTENCE.split())), limits_for(voice.name))
    if fault:
        raise VoiceError(f"Giọng {voice.name} {fault} khi đọc thử.", permanent=False)
    return Trial(wav, len(sound))


def try_model(model: Path) -> None:
    """Let a Piper model say a sentence in a program that ends with it."""
    voice = Piper(model)
    try:
        try_voice(voice)
    finally:
        voice.stop()
