from pathlib import Path

import pytest

from content.airformat import SPEECH
from content.mastering import master
from content.sentencecache import SentenceCache
from content.sound import wav_bytes
from content.speech import NothingToSay, NoVoiceSpeaks, speak
from content.voices.espeak import Espeak
from tests.content.fake_voices import FakeVoice
from tests.content.readings import TWO, Reading, Sentence


def test_sentences_are_joined_with_the_pauses_of_the_reading() -> None:
    short = speak(Reading((Sentence("một hai", 100), Sentence("ba bốn"))), [FakeVoice()])
    long = speak(Reading((Sentence("một hai", 900), Sentence("ba bốn"))), [FakeVoice()])

    assert len(long.sound) - len(short.sound) == 800


def test_no_pause_follows_the_last_sentence() -> None:
    spoken = speak(Reading((Sentence("một hai", 5000),)), [FakeVoice()])

    assert 400 <= len(spoken.sound) <= 450


def test_the_silence_a_voice_adds_is_not_heard_between_sentences() -> None:
    spoken = speak(Reading((Sentence("một", 0), Sentence("hai", 0))), [FakeVoice()])

    assert len(spoken.sound) <= 500


def test_each_voice_is_told_words_pace_and_pitch() -> None:
    voice = FakeVoice()

    speak(TWO, [voice], pace=0.9, pitch=1.1)

    assert voice.spoken == [("kính chào bà con", 0.9, 1.1), ("sau đây là thông báo", 0.9, 1.1)]


def test_a_voice_that_fails_half_way_leaves_the_whole_reading_to_the_next() -> None:
    first, second = FakeVoice("a", fails_on="thông báo"), FakeVoice("b")

    spoken = speak(TWO, [first, second])

    assert spoken.voice_name == "b"
    assert [text for text, _, _ in second.spoken] == ["kính chào bà con", "sau đây là thông báo"]


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", wav_bytes(b"", sample_rate=24000), b"RIFF\x00\x00"],
    ids=["none", "page", "no samples", "cut"],
)
def test_a_voice_that_answers_rubbish_is_passed_over(answer: bytes) -> None:
    spoken = speak(TWO, [FakeVoice("bad", answer=answer), FakeVoice("good")])

    assert spoken.voice_name == "good"


def test_when_no_voice_speaks_one_error_tells_why_each_failed() -> None:
    with pytest.raises(NoVoiceSpeaks, match=r"Giọng a bị đứt\..*Giọng b bị đứt\.") as failure:
        speak(TWO, [FakeVoice("a", fails_on=""), FakeVoice("b", fails_on="")])

    assert not failure.value.permanent


def test_no_voice_at_all_is_an_error() -> None:
    with pytest.raises(NoVoiceSpeaks, match="Chưa chọn giọng nào"):
        speak(TWO, [])


@pytest.mark.parametrize("reading", [Reading(()), Reading((Sentence("  "),))], ids=["empty", "blank"])
def test_a_reading_without_words_is_an_error(reading: Reading) -> None:
    with pytest.raises(NothingToSay):
        speak(reading, [FakeVoice()])


def test_a_sentence_that_sounds_wrong_is_spoken_once_more() -> None:
    voice = FakeVoice(cuts_short=1)

    spoken = speak(TWO, [voice])

    assert spoken.voice_name == "fake"
    assert len(voice.spoken) == 3


def test_a_voice_that_keeps_sounding_wrong_is_passed_over() -> None:
    spoken = speak(TWO, [FakeVoice("bad", cuts_short=9), FakeVoice("good")])

    assert spoken.voice_name == "good"


def test_when_every_voice_sounds_wrong_the_reason_and_the_sentence_are_told() -> None:
    with pytest.raises(NoVoiceSpeaks, match="Giọng bad đọc thiếu chữ hoặc bị cắt cụt ở câu «kính chào bà con»"):
        speak(TWO, [FakeVoice("bad", cuts_short=9)])


def test_a_changed_sentence_voices_only_itself_again(tmp_path: Path) -> None:
    voice, cache = FakeVoice(), SentenceCache(tmp_path)
    before = speak(TWO, [voice], cache=cache)
    again = speak(TWO, [voice], cache=cache)

    speak(Reading((TWO.sentences[0], Sentence("sau đây là tin vui"))), [voice], cache=cache)

    assert before.sound.raw_data == again.sound.raw_data
    assert [text for text, _, _ in voice.spoken] == ["kính chào bà con", "sau đây là thông báo", "sau đây là tin vui"]


def test_a_damaged_cache_is_spoken_over(tmp_path: Path) -> None:
    voice, cache = FakeVoice(), SentenceCache(tmp_path)
    speak(TWO, [voice], cache=cache)
    for path in tmp_path.iterdir():
        path.write_bytes(b"RIFF")

    speak(TWO, [voice], cache=cache)

    assert len(voice.spoken) == 4


def test_a_sentence_that_sounded_wrong_is_never_remembered(tmp_path: Path) -> None:
    with pytest.raises(NoVoiceSpeaks):
        speak(TWO, [FakeVoice(cuts_short=9)], cache=SentenceCache(tmp_path))

    assert list(tmp_path.iterdir()) == []


def test_the_offline_voice_makes_a_clip_of_a_real_announcement() -> None:
    spoken = speak(TWO, [Espeak()])

    clip = master(spoken.sound, fmt=SPEECH)

    assert spoken.voice_name == "espeak"
    assert 2 < clip.seconds < 4
