"""Quieter sound by the gains in its frames alone: what a decoder then hears."""

import pytest

from content.airformat import MUSIC, SPEECH, AirFormat, check_frames, silent_frame
from content.codec import decoded, encoded
from content.quieter import CHOICES_DB, quieter
from tests.content.sounds import tone

FORMATS = [SPEECH, MUSIC, AirFormat(32, 24000, 1), AirFormat(64, 48000, 1), AirFormat(96, 24000, 2)]


@pytest.mark.parametrize("fmt", FORMATS, ids=str)
@pytest.mark.parametrize("db", CHOICES_DB)
def test_a_decoder_hears_it_by_so_many_decibels_quieter(fmt: AirFormat, db: int) -> None:
    clip = encoded(tone(1000), fmt)

    made = quieter(clip, fmt, db)

    check_frames(made, fmt)
    assert len(made) == len(clip)
    assert decoded(clip, fmt).dBFS - decoded(made, fmt).dBFS == pytest.approx(db * 1.00343, abs=0.05)


@pytest.mark.parametrize("fmt", FORMATS, ids=str)
def test_silence_stays_silence(fmt: AirFormat) -> None:
    assert quieter(silent_frame(fmt) * 3, fmt, 12) == silent_frame(fmt) * 3
