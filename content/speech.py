"""From a reading to sound: sentence by sentence, with the reading's pauses, one voice from start to end."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from content.segment import AudioSegment
from content.sentencecache import SentenceCache, key_of
from content.sound import joined, resampled, silence, wav_bytes
from content.soundcheck import fault_of, limits_for, measured
from content.voices.answer import sound_of
from content.voices.port import Voice, VoiceError
from content.voices.trim import without_edges

SPEECH_RATE = 24000  # Hz, the speech air format's own
_TRIES = 2

T = TypeVar("T")

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


class BadSentence(VoiceError):
    def __init__(self, voice: str, sentence: str, fault: str) -> None:
        start = sentence if len(sentence) <= 40 else f"{sentence[:40].rsplit(' ', 1)[0]}…"
        # It was spoken twice already: the next voice may help, the same one will not.
        super().__init__(f"Giọng {voice} {fault} ở câu «{start}».", permanent=True)


@dataclass(frozen=True)
class Manner:
    """How to speak: 1.0 is the voice's own pace and pitch."""

    pace: float = 1.0
    pitch: float = 1.0


def speak(
    reading: Readable,
    voices: Sequence[Voice],
    *,
    pace: float = 1.0,
    pitch: float = 1.0,
    cache: SentenceCache | None = None,
) -> Spoken:
    """Speak the whole reading with the first voice that can; an announcement never changes voice half-way."""
    sentences, manner = sentences_of(reading), Manner(pace, pitch)
    sounds, voice = first_voice(voices, lambda voice: [sentence_sound(voice, s, manner, cache) for s in sentences])
    return Spoken(_with_pauses(sounds, sentences), voice.name)


def sentences_of(reading: Readable) -> list[SpokenSentence]:
    """Return the sentences that hold words; raise NothingToSay where none does."""
    sentences = [sentence for sentence in reading.sentences if sentence.spoken.strip()]
    if not sentences:
        raise NothingToSay
    return sentences


def first_voice(voices: Sequence[Voice], work: Callable[[Voice], T]) -> tuple[T, Voice]:
    """Return what the first voice that succeeds gives; raise NoVoiceSpeaks with every voice's reason."""
    failures: list[VoiceError] = []
    for voice in voices:
        try:
            return work(voice), voice
        except VoiceError as error:
            log.warning("voice %s could not speak: %s", voice.name, error)
            failures.append(error)
    raise NoVoiceSpeaks(failures)


def _with_pauses(sounds: Sequence[AudioSegment], sentences: Sequence[SpokenSentence]) -> AudioSegment:
    pauses = [silence(sentence.pause_ms, sample_rate=SPEECH_RATE) for sentence in sentences]
    return joined([part for pair in zip(sounds, pauses, strict=True) for part in pair][:-1])


def sentence_sound(
    voice: Voice, sentence: SpokenSentence, manner: Manner, cache: SentenceCache | None = None
) -> AudioSegment:
    """Take a sentence from the cache, or speak it and put it there."""
    if cache is None:
        return _good(voice, sentence, manner)
    key = key_of(voice.name, manner, sentence.spoken)
    wav = cache.get(key)
    if wav is not None:
        return sound_of(voice.name, wav)
    sound = _good(voice, sentence, manner)
    cache.put(key, wav_bytes(sound.raw_data, sample_rate=SPEECH_RATE))
    return sound


def _good(voice: Voice, sentence: SpokenSentence, manner: Manner) -> AudioSegment:
    """Speak a sentence, once more if it does not sound right; raise BadSentence when it still does not."""
    faults: list[str] = []
    while len(faults) < _TRIES:
        wav = voice.speak(sentence.spoken, pace=manner.pace, pitch=manner.pitch)
        sound = without_edges(resampled(sound_of(voice.name, wav), sample_rate=SPEECH_RATE))
        fault = fault_of(measured(sound, sentence.syllables), limits_for(voice.name), pace=manner.pace)
        if fault is None:
            return sound
        log.warning("voice %s: %s: %s", voice.name, fault, sentence.spoken)
        faults.append(fault)
    raise BadSentence(voice.name, sentence.spoken, faults[-1])
