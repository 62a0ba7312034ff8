import pytest

from content.airformat import MUSIC, SPEECH, AirFormat, check_frames, seconds
from content.codec import decoded
from content.levelling import Aim, SoundTooQuiet, check_audible, next_aim
from content.loudness import Loudness, Measured, measure
from content.mastering import (
    CannotMaster,
    master,
    meets,
    trimmed,
)
from content.sound import joined, silence
from tests.content.sounds import babble, tone

TARGETS = [Loudness(), Loudness(lufs=-23.0), Loudness(lufs=-14.0, true_peak_dbtp=-1.0)]
SOUNDS = {
    "loud": tone(1500, level=0.95),
    "quiet": tone(1500, level=0.01),
    "peaky": babble(2500, level=0.5),
    "very short": tone(150, level=0.5),
    "a click in a murmur": joined([tone(900, level=0.05), tone(5, level=0.99), tone(900, level=0.05)]),
}


@pytest.mark.parametrize("name", SOUNDS)
@pytest.mark.parametrize("fmt", [SPEECH, MUSIC], ids=str)
def test_a_mastered_clip_meets_its_target_when_decoded(name: str, fmt: AirFormat) -> None:
    target = Loudness()

    made = master(SOUNDS[name], fmt=fmt, target=target)

    check_frames(made.audio, fmt)
    heard = measure(decoded(made.audio, fmt))
    assert abs(heard.lufs - target.lufs) <= 1.2
    assert heard.true_peak_dbtp <= -1.4
    assert made.seconds == seconds(made.audio, fmt)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_the_target_is_the_stations_choice(target: Loudness) -> None:
    made = master(babble(2000), fmt=SPEECH, target=target)

    assert abs(made.lufs - target.lufs) <= 1
    assert made.true_peak_dbtp <= target.true_peak_dbtp


def test_the_same_sound_gives_the_same_clip() -> None:
    first, second = (master(babble(1000), fmt=SPEECH) for _ in range(2))

    assert first == second


def test_silence_at_both_ends_is_cut_and_silence_inside_is_kept() -> None:
    gap = silence(1000, sample_rate=24000)
    word = tone(500)

    bare = trimmed(joined([gap, word, gap, word, gap]))

    assert 2000 <= len(bare) <= 2200


def test_a_hiss_far_below_the_words_counts_as_silence() -> None:
    hiss = babble(1000, level=0.0005)

    assert len(trimmed(joined([hiss, tone(500), hiss]))) <= 700


@pytest.mark.parametrize("sound", [silence(1000, sample_rate=24000), tone(1000, level=0.0001)], ids=["none", "faint"])
def test_what_nobody_could_hear_is_refused(sound: object) -> None:
    with pytest.raises(SoundTooQuiet, match="quá nhỏ"):
        master(sound, fmt=SPEECH)


def test_a_target_out_of_reach_is_said_with_what_was_reached() -> None:
    with pytest.raises(CannotMaster, match="mới đạt"):
        master(tone(1000), fmt=SPEECH, target=Loudness(lufs=-1.0, true_peak_dbtp=-9.0))


@pytest.mark.parametrize("lufs", [-57.0, -70.0])
def test_more_than_40_db_of_gain_is_never_given(lufs: float) -> None:
    check_audible(-55.0, Loudness(lufs=-16.0))

    with pytest.raises(SoundTooQuiet):
        check_audible(lufs, Loudness(lufs=-16.0))


def test_what_encoding_took_is_aimed_higher_next_time() -> None:
    aim = next_aim(Aim(-16.0, -2.5), Measured(-17.5, -1.0), Loudness())

    assert aim.lufs == -14.5
    assert aim.ceiling_db < -3.0


@pytest.mark.parametrize(
    ("lufs", "peak", "fits"),
    [
        (-16, -1.5, True),
        (-17, -3, True),
        (-15, -1.5, True),
        (-17.1, -3, False),
        (-14.9, -3, False),
        (-16, -1.4, False),
    ],
)
def test_a_clip_is_right_only_within_the_tolerance_and_under_the_peak(lufs: float, peak: float, fits: bool) -> None:
    assert meets(Measured(lufs, peak), Loudness()) is fits
