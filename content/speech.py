"""From a reading to sound: sentence by sentence, with the reading's pauses, one voice from start to end."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from content.segment import AudioSegment
from content.sound import joined, resampled, silence
from content.voices.answer import sound_of
from content.voices.port import Voice, VoiceError
from content.voices.trim import without_edges

SPEECH_RATE = 24000  # Hz, the speech air format's own

log = logging.getLogger(__name__)


class SpokenSentence(Protocol):
    @property
    def spoken(self) -> str: ...
    @property
    def syllables(self) -> int: ...
    @property
    def pause_ms(self) -> int: ...


class Readable(Protocol):
    """What speech needs of content.wording's Reading."""

    @property
    def sentences(self) -> Sequence[SpokenSentence]: ...


@dataclass(frozen=True)
class Spoken:
    sound: AudioSegment
    voice_name: str


class NothingToSay(VoiceError):
    def __init__(self) -> None:
        super().__init__("Bản tin không có chữ nào để đọc.", permanent=True)


class NoVoiceSpeaks(VoiceError):
    def __init__(self, failures: Sequence[VoiceError]) -> None:
        reasons = " ".join(str(failure) for failure in failures) or "Chưa chọn giọng nào."
        super().__init__(f"Chưa có giọng nào đọc được bản tin: {reasons}", all(f.permanent for f in failures))


def speak(reading: Readable, voices: Sequence[Voice], *, pace: float = 1.0, pitch: float = 1.0) -> Spoken:
    """Speak the whole reading with the first voice that can; an announcement never changes voice half-way."""
    sentences = [sentence for sentence in reading.sentences if sentence.spoken.strip()]
    if not sentences:
        raise NothingToSay
    failures: list[VoiceError] = []
    for voice in voices:
        try:
            return Spoken(_spoken_by(voice, sentences, pace, pitch), voice.name)
        except VoiceError as error:
            log.warning("voice %s could not speak: %s", voice.name, error)
            failures.append(error)
    raise NoVoiceSpeaks(failures)


def _spoken_by(voice: Voice, sentences: Sequence[SpokenSentence], pace: float, pitch: float) -> AudioSegment:
    parts: list[AudioSegment] = []
    for sentence in sentences:
        parts.append(_sentence(voice, sentence.spoken, pace, pitch))
        parts.append(silence(sentence.pause_ms, sample_rate=SPEECH_RATE))
    return joined(parts[:-1])


def _sentence(voice: Voice, text: str, pace: float, pitch: float) -> AudioSegment:
    wav = voice.speak(text, pace=pace, pitch=pitch)
    return without_edges(resampled(sound_of(voice.name, wav), sample_rate=SPEECH_RATE))
