"""When a relay may sound."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.inputs.condition import Condition, Report
from broadcaster.relay_states import PATIENCE, RETURN, RelayState, next_change, objection, opened
from tests.conftest import NOW

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("state", "at", "sounds"),
    [
        (None, NOW, False),
        (opened(at=NOW), NOW, True),
        (opened(at=NOW), NOW + PATIENCE, False),
        (RelayState(Condition.GOOD, NOW), NOW, True),
        (RelayState(Condition.GOOD, NOW, failed=True), NOW, False),
        (RelayState(Condition.GOOD, NOW, failed=True), NOW + RETURN, True),
        (RelayState(Condition.OPENING, NOW, "đang mở", failed=True), NOW, False),
        (RelayState(Condition.SILENT, NOW, "im lặng", failed=True), NOW, False),
        (RelayState(Condition.STEADY, NOW, "tiếng ù", failed=True), NOW, False),
        (RelayState(Condition.DEAD, NOW, "404", failed=True), NOW, False),
    ],
)
def test_only_good_sound_is_let_on_air_and_what_failed_must_prove_itself(
    state: RelayState | None, at: object, sounds: bool
) -> None:
    assert (objection(state, now=at) == "") is sounds


REPORTS = st.lists(st.tuples(st.sampled_from(Condition), st.integers(0, 20)), max_size=20)


def states(reports: list[tuple[Condition, int]]) -> list[RelayState]:
    found = [opened(at=NOW)]
    at = NOW
    for condition, seconds in reports:
        at += seconds * SECOND
        found.append(found[-1].after(Report(condition, "" if condition is Condition.GOOD else "vì thế"), at=at))
    return found


@given(REPORTS, st.integers(0, 60))
def test_nothing_silent_noisy_or_dead_ever_sounds(reports: list[tuple[Condition, int]], later: int) -> None:
    state = states(reports)[-1]
    now = NOW + sum(seconds for _, seconds in reports) * SECOND + later * SECOND

    if state.condition not in (Condition.GOOD, Condition.OPENING):
        assert objection(state, now=now) == state.reason != ""
    if state.failed and state.condition is Condition.OPENING:
        assert objection(state, now=now)


@given(REPORTS, st.integers(0, 60))
def test_between_two_reports_the_answer_changes_only_when_it_was_announced(
    reports: list[tuple[Condition, int]], later: int
) -> None:
    state = states(reports)[-1]
    now = NOW + sum(seconds for _, seconds in reports) * SECOND

    moment = next_change(state, now=now)

    if moment is None or now + later * SECOND < moment:
        assert bool(objection(state, now=now)) == bool(objection(state, now=now + later * SECOND))
    else:
        assert bool(objection(state, now=moment)) != bool(objection(state, now=moment - SECOND / 1000))
