import sys
from pathlib import Path

import pytest

from content.sound import from_wav
from content.voices import child
from content.voices.espeak import Espeak
from content.voices.port import VoiceError

WORDS = "Đề nghị bà con chủ động đắp bờ, giữ nước."


def script(source: str) -> tuple[str, ...]:
    return (sys.executable, "-c", source)


def test_the_offline_voice_speaks_vietnamese() -> None:
    sound = from_wav(Espeak().speak(WORDS))

    assert (sound.channels, sound.sample_width) == (1, 2)
    assert 200 < len(sound) / 10 < 400  # ms a syllable
    assert sound.max > 1000


def test_the_language_matters() -> None:
    assert Espeak().speak(WORDS) != Espeak(language="en").speak(WORDS)


@pytest.mark.parametrize("text", ["-v en", "<speak>xin chào</speak>", "[[a]] xin chào", "a\x00b\ud800c"])
def test_a_text_is_only_ever_spoken_never_obeyed(text: str) -> None:
    assert len(from_wav(Espeak().speak(text))) > 200


def test_a_slower_pace_takes_longer_and_a_faster_one_less() -> None:
    slow, usual, fast = (len(from_wav(Espeak().speak(WORDS, pace=pace))) for pace in (0.7, 1.0, 1.3))

    assert slow > 1.2 * usual
    assert fast < 0.85 * usual


def test_a_higher_pitch_sounds_different() -> None:
    assert Espeak().speak(WORDS, pitch=1.4) != Espeak().speak(WORDS)


@pytest.mark.parametrize("text", ["", "   ", "...", "-", "\x00"])
def test_nothing_to_read_is_an_error_for_good(text: str) -> None:
    with pytest.raises(VoiceError, match="Không có chữ nào") as failure:
        Espeak().speak(text)

    assert failure.value.permanent


BROKEN = {
    "hangs": ("import time; time.sleep(60)", "không đọc xong"),
    "crashes": ("import os; os.abort()", "gặp lỗi khi đọc"),
    "says nothing": ("pass", "không phát ra âm thanh"),
    "writes a page": ("print('<html>')", "không phải âm thanh"),
    "does not read": ("import sys; sys.stdin.close(); print('x')", "không phải âm thanh"),
}


@pytest.mark.parametrize(("source", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_a_program_that_misbehaves_is_one_sentence(source: str, sentence: str) -> None:
    voice = Espeak(command=script(source), timeout_seconds=0.5)

    with pytest.raises(VoiceError, match=sentence) as failure:
        voice.speak("xin chào")

    assert not failure.value.permanent


def test_a_missing_program_is_an_error_for_good() -> None:
    with pytest.raises(VoiceError, match="chưa được cài") as failure:
        child.run_voice("x", ["no-such-program-here"], "xin chào", timeout_seconds=1)

    assert failure.value.permanent


def test_a_hanging_program_is_killed(tmp_path: Path) -> None:
    witness = tmp_path / "alive"
    source = f"import time, pathlib; time.sleep(1); pathlib.Path({str(witness)!r}).touch()"

    with pytest.raises(VoiceError):
        Espeak(command=script(source), timeout_seconds=0.2).speak("xin chào")

    child.run_voice("clock", script("import time; time.sleep(1.2); print(1)"), "", timeout_seconds=5)
    assert not witness.exists()


def test_the_gpl_library_never_enters_our_process() -> None:
    Espeak().speak("xin chào")

    assert "espeak" not in Path("/proc/self/maps").read_text().replace("espeak.py", "")
