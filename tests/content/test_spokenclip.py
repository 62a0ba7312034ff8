from itertools import pairwise
from pathlib import Path

import pytest

from content.airformat import MUSIC, SPEECH, AirFormat, check_frames
from content.codec import decoded
from content.loudness import Loudness
from content.presets import PRESETS
from content.segment import silence
from content.sentencecache import SentenceCache
from content.speech import NothingToSay, NoVoiceSpeaks
from content.spokenclip import Finish, spoken_clip
from content.voices.espeak import Espeak
from tests.content.fake_voices import FakeVoice
from tests.content.readings import TWO, Reading, Sentence

FINISH = Finish(SPEECH)


@pytest.mark.parametrize("fmt", [SPEECH, MUSIC], ids=str)
def test_a_reading_becomes_a_clip_at_the_stations_loudness(fmt: AirFormat) -> None:
    made = spoken_clip(TWO, [Espeak()], Finish(fmt, Loudness(lufs=-18.0)))

    check_frames(made.mastered.audio, fmt)
    assert abs(made.mastered.lufs + 18) <= 1
    assert made.mastered.true_peak_dbtp <= -1.5
    assert made.voice_name == "espeak"


@pytest.mark.parametrize("pause", [120, 500, 1500])
def test_the_pauses_of_the_reading_are_heard(pause: int) -> None:
    reading = Reading((Sentence("một hai ba bốn", pause), Sentence("năm sáu bảy tám")))

    sound = decoded(spoken_clip(reading, [FakeVoice()], FINISH).mastered.audio, SPEECH)

    start, end = silence.detect_silence(sound[200:-200], min_silence_len=80, silence_thresh=-45, seek_step=2)[0]
    assert abs(end - start - pause - 40) <= 45  # a voice's own 20 ms at each edge


def test_no_splice_between_sentences_is_heard() -> None:
    reading = Reading(tuple(Sentence(f"câu thứ {n} nói đều đều", 100) for n in ("một", "hai", "ba", "bốn")))

    sound = decoded(spoken_clip(reading, [FakeVoice()], FINISH).mastered.audio, SPEECH)

    samples = sound.get_array_of_samples()
    steepest = max(abs(after - before) for before, after in pairwise(samples))
    assert steepest < 0.15 * 32767  # what a sine of 440 Hz at this level does by itself


def test_an_edited_sentence_alone_is_spoken_again_and_the_rest_is_the_same_bytes(tmp_path: Path) -> None:
    voice, cache = FakeVoice(), SentenceCache(tmp_path)
    first = spoken_clip(TWO, [voice], FINISH, cache=cache).mastered.audio

    edited = Reading((TWO.sentences[0], Sentence("sau đây là tin vui")))
    second = spoken_clip(edited, [voice], FINISH, cache=cache).mastered.audio

    assert [text for text, _, _ in voice.spoken][2:] == ["sau đây là tin vui"]
    assert second[:5000] == first[:5000]


def test_a_cached_clip_is_the_same_clip(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path)

    first, second = (spoken_clip(TWO, [FakeVoice()], FINISH, cache=cache) for _ in range(2))

    assert first == second == spoken_clip(TWO, [FakeVoice()], FINISH)


@pytest.mark.parametrize(
    "other",
    [Finish(SPEECH, Loudness(lufs=-20.0)), Finish(MUSIC), Finish(SPEECH, preset=PRESETS["horn"])],
    ids=["loudness", "format", "preset"],
)
def test_another_finish_is_never_taken_from_the_cache(tmp_path: Path, other: Finish) -> None:
    cache = SentenceCache(tmp_path)
    first = spoken_clip(TWO, [FakeVoice()], FINISH, cache=cache)

    second = spoken_clip(TWO, [FakeVoice()], other, cache=cache)

    assert second == spoken_clip(TWO, [FakeVoice()], other)
    assert second.mastered.audio != first.mastered.audio


def test_damaged_frames_in_the_cache_never_reach_the_air(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path)
    first = spoken_clip(TWO, [FakeVoice()], FINISH, cache=cache)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:1000])

    assert spoken_clip(TWO, [FakeVoice()], FINISH, cache=cache) == first


def test_a_failing_voice_leaves_the_whole_reading_to_the_next() -> None:
    made = spoken_clip(TWO, [FakeVoice("a", fails_on="thông báo"), FakeVoice("b")], FINISH)

    assert made.voice_name == "b"


def test_nothing_and_nobody_are_errors() -> None:
    with pytest.raises(NothingToSay):
        spoken_clip(Reading(()), [FakeVoice()], FINISH)
    with pytest.raises(NoVoiceSpeaks):
        spoken_clip(TWO, [], FINISH)


def test_a_peak_that_encoding_lifts_too_far_is_mastered_again_as_a_whole() -> None:
    strict = Loudness(lufs=-16.0, tolerance=0.35, true_peak_dbtp=-1.5)

    made = spoken_clip(TWO, [Espeak()], Finish(SPEECH, strict))

    assert abs(made.mastered.lufs + 16) <= 0.35
