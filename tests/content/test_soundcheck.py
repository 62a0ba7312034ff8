from collections.abc import Callable

import pytest

from content.segment import AudioSegment
from content.sound import joined, silence
from content.soundcheck import NATURAL, Figures, fault_of, limits_for, measured
from tests.content.sounds import babble, tone

GOOD = Figures(milliseconds=2500, syllables=10, longest_silence_ms=300, clipped=0.0, lufs=-18.0)
FAULTS = {
    "cut to 40 %": (Figures(1000, 10, 300, 0.0, -18.0), "cắt cụt"),
    "far too long": (Figures(4500, 10, 300, 0.0, -18.0), "dài bất thường"),
    "a hole": (Figures(2500, 10, 1300, 0.0, -18.0), "ngắt quãng"),
    "clipped": (Figures(2500, 10, 300, 0.01, -18.0), "bị vỡ"),
    "silent": (Figures(2500, 10, 300, 0.0, -70.0), "âm lượng"),
    "-30 dB": (Figures(2500, 10, 300, 0.0, -47.0), "âm lượng"),
    "deafening": (Figures(2500, 10, 300, 0.0, -3.7), "âm lượng"),
}


def test_ordinary_speech_has_no_fault() -> None:
    assert fault_of(GOOD, NATURAL) is None


@pytest.mark.parametrize(("figures", "phrase"), FAULTS.values(), ids=FAULTS.keys())
def test_each_kind_of_damage_trips_its_own_check(figures: Figures, phrase: str) -> None:
    assert phrase in (fault_of(figures, NATURAL) or "")


@pytest.mark.parametrize("pace", [0.6, 0.8, 1.3, 1.6])
def test_the_limits_follow_the_pace(pace: float) -> None:
    paced = Figures(GOOD.milliseconds / pace, 10, GOOD.longest_silence_ms / pace, 0.0, -18.0)

    assert fault_of(paced, NATURAL, pace=pace) is None


@pytest.mark.parametrize("milliseconds", [150, 700])
def test_a_single_word_may_be_hasty_or_drawn_out(milliseconds: float) -> None:
    assert fault_of(Figures(milliseconds, 1, 0, 0.0, -18.0), NATURAL) is None


def test_the_offline_voice_may_speak_faster_than_a_natural_one() -> None:
    hasty = Figures(milliseconds=1550, syllables=10, longest_silence_ms=100, clipped=0.0, lufs=-19.0)

    assert fault_of(hasty, limits_for("espeak")) is None
    assert fault_of(hasty, limits_for("google")) is not None


DAMAGE: dict[str, tuple[Callable[[], AudioSegment], str]] = {
    "clipping": (lambda: babble(2500, level=0.3).apply_gain(24), "bị vỡ"),
    "a hole of two seconds": (
        lambda: joined([babble(1200), silence(2000, sample_rate=24000), babble(1200)]),
        "ngắt quãng",
    ),
    "silence": (lambda: silence(2500, sample_rate=24000), "âm lượng"),
    "-30 dB": (lambda: babble(2500).apply_gain(-30), "âm lượng"),
    "a cut": (lambda: babble(2500)[:1000], "cắt cụt"),
    "a hum that goes on": (lambda: tone(6000, level=0.1), "dài"),
}


@pytest.mark.parametrize(("make", "phrase"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_done_to_sound_is_measured(make: Callable[[], AudioSegment], phrase: str) -> None:
    assert phrase in (fault_of(measured(make(), 10), NATURAL) or "")


def test_undamaged_sound_is_measured_as_right() -> None:
    assert fault_of(measured(babble(2500, level=0.3), 10), NATURAL) is None
