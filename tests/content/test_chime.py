from collections.abc import Callable

import pytest

from content import chime
from content.airformat import SPEECH
from content.mastering import master
from content.segment import AudioSegment
from tests.content.sounds import share_at


@pytest.mark.parametrize(
    ("signal", "least", "most"),
    [(chime.ding_dong, 2, 4), (chime.theme, 4, 8), (lambda: chime.siren(seconds=3), 2.9, 3.1)],
    ids=["ding-dong", "theme", "siren"],
)
def test_a_signal_can_be_aired_and_is_the_same_each_time(
    signal: Callable[[], AudioSegment], least: float, most: float
) -> None:
    sound = signal()

    assert least <= sound.duration_seconds <= most
    assert sound.raw_data == signal().raw_data
    assert -16 <= sound.max_dBFS <= -1
    assert abs(master(sound, fmt=SPEECH).lufs + 16) <= 1


def test_the_dong_is_lower_than_the_ding() -> None:
    sound = chime.ding_dong()

    ding, dong = sound[:650], sound[1500:]

    assert share_at(ding, 659.25) > share_at(ding, 523.25)
    assert share_at(dong, 523.25) > share_at(dong, 659.25)


def test_the_siren_rises_and_falls() -> None:
    sound = chime.siren(seconds=3)

    assert share_at(sound[1480:1520], 1100) > 0.5
    assert share_at(sound[:40], 500) > 0.5
