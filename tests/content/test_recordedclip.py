import pytest

from content.airformat import SPEECH, check_frames
from content.audiofiles import NotARecording
from content.levelling import SoundTooQuiet
from content.recordedclip import recorded_clip
from content.recordedlength import TOO_LONG, TOO_SHORT, warnings_for
from content.spokenclip import Finish
from tests.content.readings import TWO, Reading, Sentence
from tests.content.sounds import as_file, babble, tone

FINISH = Finish(SPEECH)
READ_BY_LAN = as_file(babble(2500, rate=48000), "webm", "libopus")


def test_a_recording_becomes_a_clip_named_after_its_reader() -> None:
    made = recorded_clip(READ_BY_LAN, "Lan", FINISH, reading=TWO)

    check_frames(made.mastered.audio, SPEECH)
    assert abs(made.mastered.lufs + 16) <= 1
    assert made.voice_name == "người đọc: Lan"
    assert made.warnings == ()


def test_a_recording_far_shorter_than_its_text_is_doubted_but_taken() -> None:
    long_text = Reading((Sentence("một hai ba bốn năm " * 20),))

    made = recorded_clip(READ_BY_LAN, "Lan", FINISH, reading=long_text)

    assert made.warnings == (TOO_SHORT,)


LENGTHS = [(9000, 100, (TOO_SHORT,)), (20000, 100, ()), (110000, 100, (TOO_LONG,)), (500, 1, ()), (9000, 0, ())]


@pytest.mark.parametrize(("milliseconds", "syllables", "warnings"), LENGTHS)
def test_length_and_text_are_compared(milliseconds: float, syllables: int, warnings: tuple[str, ...]) -> None:
    assert warnings_for(milliseconds, syllables) == warnings


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"%PDF-1.7", NotARecording), (as_file(tone(500, level=0.0), "wav", "pcm_s16le"), SoundTooQuiet)],
    ids=["a document", "silence"],
)
def test_what_is_no_reading_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        recorded_clip(data, "Lan", FINISH)
