"""How long those who call servers rest."""

import pytest

from broadcaster.outputs.patience import FIRST_REST, LONGEST_REST, rest


def test_rests_grow_and_then_stay() -> None:
    rests = [rest(failures, chance=1.0) for failures in range(8)]

    assert rests == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]


@pytest.mark.parametrize("failures", [0, 3, 10_000])
def test_chance_keeps_callers_apart_by_half_a_rest_at_most(failures: int) -> None:
    shortest, longest = rest(failures, chance=0.0), rest(failures, chance=1.0)

    assert shortest == longest / 2
    assert FIRST_REST / 2 <= shortest <= longest <= LONGEST_REST
