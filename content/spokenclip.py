"""From a reading straight to a clip, sentence by sentence: each is levelled and encoded by itself and remembered so.

Frames of the air format can follow any others, so a clip is its sentences' frames with silent frames between them:
after an edit only the changed sentence is spoken, levelled and encoded again.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from content.airformat import FRAME_SECONDS, AirFormat, silent_frame
from content.codec import encoded_frames
from content.levelling import first_aim, levelled
from content.loudness import STANDARD, Loudness
from content.mastering import Mastered, as_measured, heard, master, meets, ready
from content.presets import PLAIN, Preset
from content.segment import AudioSegment
from content.sentencecache import SentenceCache, key_of
from content.speech import Manner, Readable, SpokenSentence, first_voice, sentence_sound, sentences_of, speak
from content.voices.port import Voice

_ENCODERS = 2  # threads: FFmpeg lets go of Python while it works
_CODEC_FRAMES = 2  # of silence that encoding adds around a sentence, taken off the pause after it


@dataclass(frozen=True)
class Finish:
    """All that turns the sound of a sentence into its frames."""

    fmt: AirFormat
    target: Loudness = STANDARD
    preset: Preset = PLAIN


@dataclass(frozen=True)
class SpokenClip:
    mastered: Mastered
    voice_name: str


def spoken_clip(
    reading: Readable,
    voices: Sequence[Voice],
    finish: Finish,
    *,
    pace: float = 1.0,
    pitch: float = 1.0,
    cache: SentenceCache | None = None,
) -> SpokenClip:
    """Speak and master a reading; where the sentences together miss the target, master them as one sound."""
    sentences, manner = sentences_of(reading), Manner(pace, pitch)
    parts, voice = first_voice(voices, lambda voice: _parts(voice, sentences, finish, manner, cache))
    audio = _spliced(parts, sentences, finish.fmt)
    reached = heard(audio, finish.fmt)
    if meets(reached, finish.target):
        return SpokenClip(as_measured(audio, finish.fmt, reached), voice.name)
    whole = speak(reading, [voice], pace=pace, pitch=pitch, cache=cache).sound
    return SpokenClip(master(whole, fmt=finish.fmt, target=finish.target, preset=finish.preset), voice.name)


def _parts(
    voice: Voice,
    sentences: Sequence[SpokenSentence],
    finish: Finish,
    manner: Manner,
    cache: SentenceCache | None,
) -> list[bytes]:
    """Return each sentence's frames; while the voice speaks one, those before it are being encoded."""
    keys = [key_of(voice.name, manner, sentence.spoken, finish) for sentence in sentences]
    known = [cache.get(key) if cache else None for key in keys]
    with ThreadPoolExecutor(_ENCODERS) as pool:
        coming: list[Future[bytes] | bytes] = []
        for sentence, frames in zip(sentences, known, strict=True):
            if frames is not None:
                coming.append(frames)
            else:
                coming.append(pool.submit(_frames, sentence_sound(voice, sentence, manner, cache), finish))
        parts = [part if isinstance(part, bytes) else part.result() for part in coming]
    if cache:
        for key, frames, part in zip(keys, known, parts, strict=True):
            if frames is not part:
                cache.put(key, part)
    return parts


def _frames(sound: AudioSegment, finish: Finish) -> bytes:
    plain = ready(sound, finish.fmt, finish.preset)
    return encoded_frames(levelled(plain, first_aim(finish.target)), finish.fmt)


def _spliced(parts: Sequence[bytes], sentences: Sequence[SpokenSentence], fmt: AirFormat) -> bytes:
    """Join frames with the reading's pauses; none follows the last sentence."""
    silent = silent_frame(fmt)
    pauses = [round(sentence.pause_ms / 1000 / FRAME_SECONDS) - _CODEC_FRAMES for sentence in sentences[:-1]]
    between = [silent * max(0, frames) for frames in pauses]
    return b"".join(part + pause for part, pause in zip(parts, [*between, b""], strict=True))
