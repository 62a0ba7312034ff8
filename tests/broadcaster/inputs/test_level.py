"""The gain of a relay: bounded, gentle, and deaf to pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.inputs.level import (
    MOST_DOWN_DB,
    MOST_UP_DB,
    TOLERANCE_LU,
    loudness,
    next_gain,
    wanted_gain,
)

LUFS = st.floats(-69, 0)


def test_a_pause_does_not_count() -> None:
    talk = [-20.0] * 100

    assert loudness(talk + [-75.0] * 100 + [-45.0] * 100) == pytest.approx(-20.0, abs=0.1)


def test_silence_alone_has_no_loudness_and_moves_no_gain() -> None:
    assert loudness([-90.0] * 300) is None
    assert next_gain(3.0, None, -16, seconds=1) == 3.0


def test_a_quiet_source_is_lifted_slowly_and_a_loud_one_lowered_faster() -> None:
    up = next_gain(0, -26, -16, seconds=1)
    down = next_gain(0, -6, -16, seconds=1)

    assert 0 < up <= 0.5
    assert -1.5 <= down < -0.5


@given(st.lists(LUFS, min_size=1, max_size=300), st.floats(-30, -10), st.floats(MOST_DOWN_DB, MOST_UP_DB))
def test_whatever_comes_the_gain_keeps_its_bounds_and_never_jumps(
    blocks: list[float], target: float, gain: float
) -> None:
    after = next_gain(gain, loudness(blocks), target, seconds=0.1)

    assert MOST_DOWN_DB <= after <= MOST_UP_DB
    assert abs(after - gain) <= 0.15 + 1e-9


@given(LUFS, st.floats(-30, -10), st.floats(MOST_DOWN_DB, MOST_UP_DB))
def test_it_settles_and_then_stays(lufs: float, target: float, gain: float) -> None:
    for _ in range(1000):
        gain = next_gain(gain, lufs, target, seconds=0.1)

    assert abs(gain - wanted_gain(lufs, target)) <= TOLERANCE_LU
    assert next_gain(gain, lufs, target, seconds=0.1) == gain
