import math

import pytest

from content.airformat import MUSIC, SPEECH, AirFormat, check_frames
from content.mastering import master
from content.presets import PRESETS, NoSuchPreset, preset_named, shaped
from content.segment import AudioSegment
from content.sound import joined
from tests.content.sounds import babble, share_at, tone

SHAPING = ["horn", "indoor", "stream"]


def bands(*pitches: float) -> AudioSegment:
    """Return equal tones at once."""
    sound = tone(1000, pitch=pitches[0], level=0.15)
    for pitch in pitches[1:]:
        sound = sound.overlay(tone(1000, pitch=pitch, level=0.15))
    return sound


def ratio_db(sound: AudioSegment, pitch: float, other: float) -> float:
    """Return how much louder one pitch is than another, from narrow slices of each."""
    return 10 * math.log10(share_at(sound, pitch) / share_at(sound, other))


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("fmt", [SPEECH, MUSIC], ids=str)
def test_every_preset_still_meets_the_loudness(name: str, fmt: AirFormat) -> None:
    made = master(babble(2000), fmt=fmt, preset=PRESETS[name])

    check_frames(made.audio, fmt)
    assert abs(made.lufs + 16) <= 1
    assert made.true_peak_dbtp <= -1.5


def test_a_horn_is_spared_the_lows_and_highs_it_cannot_carry() -> None:
    sound = shaped(bands(100, 1000, 10000), PRESETS["horn"])

    assert ratio_db(sound, 100, 1000) < -20
    assert ratio_db(sound, 10000, 1000) < -3


def test_a_horn_gets_its_consonants_lifted() -> None:
    assert 2 < ratio_db(shaped(bands(700, 2500), PRESETS["horn"]), 2500, 700) < 6


@pytest.mark.parametrize(("name", "least"), [("indoor", -1), ("stream", -1)])
def test_other_presets_leave_the_voice_band_alone(name: str, least: float) -> None:
    assert least < ratio_db(shaped(bands(300, 3000), PRESETS[name]), 300, 3000) < 1


@pytest.mark.parametrize(
    ("name", "least", "most"), [("plain", -0.1, 0.1), ("stream", 1, 8), ("indoor", 2, 11), ("horn", 4, 14)]
)
def test_loud_and_quiet_passages_come_closer_gently(name: str, least: float, most: float) -> None:
    loud, quiet = tone(2000, pitch=1000, level=0.5), tone(2000, pitch=1000, level=0.05)

    sound = shaped(joined([loud, quiet]), PRESETS[name])

    apart = sound[1000:1900].dBFS - sound[3000:3900].dBFS
    assert least <= 20 - apart <= most


@pytest.mark.parametrize("name", SHAPING)
def test_how_loud_a_recording_came_in_does_not_change_its_shape(name: str) -> None:
    sound = babble(2000, level=0.2)

    loud, quiet = (master(s, fmt=SPEECH, preset=PRESETS[name]) for s in (sound, sound.apply_gain(-12)))

    assert abs(loud.true_peak_dbtp - quiet.true_peak_dbtp) < 0.5


def test_an_unknown_preset_is_named_with_the_known_ones() -> None:
    with pytest.raises(NoSuchPreset, match=r"«bass».*horn"):
        preset_named("bass")
