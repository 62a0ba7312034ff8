"""When a relay may sound."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.inputs.condition import Condition, Report
from broadcaster.relaying.states import FAILING, RETURN, RelayState, away_of, next_change, opened
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
G, N, S, D = Condition.GOOD, Condition.OPENING, Condition.SILENT, Condition.DEAD


def states(reports: list[tuple[Condition, int]]) -> list[RelayState]:
    """Return the states after reports that came so many seconds one after the other."""
    found, at = [opened(at=NOW)], NOW
    for condition, seconds in reports:
        at += seconds * SECOND
        found.append(found[-1].after(Report(condition, "" if condition is G else "vì thế"), at=at))
    return found


def may_sound(state: RelayState | None, second: float) -> bool:
    now = NOW + second * SECOND
    away = away_of(state, now=now)
    return away is None or not away.is_now(now)


@pytest.mark.parametrize(
    ("reports", "second", "sounds"),
    [
        ([], 0, True),
        ([], 8, False),
        ([(G, 3)], 3, True),
        ([(G, 3), (S, 60)], 63, False),
        ([(G, 3), (D, 60), (N, 1), (G, 3)], 67, False),
        ([(G, 3), (D, 60), (N, 1), (G, 3)], 71, False),
        ([(G, 3), (D, 60), (N, 1), (G, 3)], 72, True),
        ([(G, 3), (D, 60), (G, 3), (D, 3)], 69, False),
        ([(D, 1), (G, 1)], 6, False),
        ([(D, 1), (G, 1)], 7, True),
        ([(G, 9)], 13, False),
        ([(G, 9)], 14, True),
    ],
)
def test_only_good_sound_is_let_on_air_and_what_failed_must_prove_itself(
    reports: list[tuple[Condition, int]], second: int, sounds: bool
) -> None:
    assert may_sound(states(reports)[-1], second) is sounds


def test_a_source_that_flickers_is_away_since_it_first_failed() -> None:
    state = states([(G, 3), (S, 60), (G, 2), (D, 2), (N, 1), (G, 1)])[-1]

    away = away_of(state, now=NOW + 69 * SECOND)

    assert away is not None and away.since == NOW + 63 * SECOND
    assert away.until == NOW + 69 * SECOND + RETURN


REPORTS = st.lists(st.tuples(st.sampled_from(Condition), st.integers(0, 20)), max_size=20)


@given(REPORTS, st.integers(0, 60))
def test_nothing_silent_noisy_or_dead_ever_sounds(reports: list[tuple[Condition, int]], later: int) -> None:
    state = states(reports)[-1]
    second = sum(seconds for _, seconds in reports) + later

    if state.condition in FAILING:
        assert not may_sound(state, second)
    if state.condition is G and state.since <= NOW + (second - RETURN.seconds) * SECOND:
        assert may_sound(state, second)


@given(REPORTS, st.integers(0, 60))
def test_between_two_reports_the_answer_changes_only_when_it_was_announced(
    reports: list[tuple[Condition, int]], later: int
) -> None:
    state, second = states(reports)[-1], sum(seconds for _, seconds in reports)

    moment = next_change(state, now=NOW + second * SECOND)

    if moment is None or second + later < (moment - NOW).total_seconds():
        assert may_sound(state, second) == may_sound(state, second + later)
    else:
        at = (moment - NOW).total_seconds()
        assert may_sound(state, at) != may_sound(state, at - 0.001)


def test_a_source_nobody_has_heard_of_yet_is_waited_for() -> None:
    assert may_sound(None, 0)
