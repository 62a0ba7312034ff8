"""A relay on the air, whatever its source does: the rules, stepped through."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcaster.inputs.condition import Condition
from broadcaster.relaying.states import Away
from content.clearance import Barred, Cleared
from playlists.relay_sources import Unapproved
from tests.broadcaster.airvalues import SECOND, START, at
from tests.broadcaster.relaysim import LAG, LENGTH, NUMBER, SOURCE, D, G, N, RelayAir, S


def near(second: float) -> object:
    return pytest.approx(second, abs=LAG)


def test_a_good_relay_is_aired_from_its_first_second_to_its_hard_end() -> None:
    air = RelayAir(1, 2, follows=True).play()

    assert air.spans(NUMBER) == [(near(0), near(60))]
    assert air.told() == [(f"p1/{NUMBER}", "aired"), ("p1/9", "aired")]


def test_a_relay_that_dies_makes_way_at_once_and_returns_after_the_clip_that_is_on_air() -> None:
    air = RelayAir(1, 2).play((D, 6), (N, 1), (G, 40))

    first, second = air.spans(NUMBER)
    assert first == (near(0), near(0))
    assert air.spans(1, 2) == [(near(0.5), near(4.5)), (near(4.5), near(11.5)), (near(11.5), near(15.5))]
    assert second == (near(15.5), near(60))
    assert "nguồn dead" in air.reasons(NUMBER)


def test_a_relay_that_is_dead_from_the_start_is_missed_with_its_reason_and_replaced_in_time() -> None:
    air = RelayAir(1, 2)
    air.report(D, "nguồn tiếp sóng trả lời 404")
    air.run(LENGTH + 50)

    (row,) = air.rows_of(NUMBER)
    assert row.story.outcome == "missed" and "404" in row.story.reason
    assert air.spans(1, 2)[0][0] == pytest.approx(0, abs=0.05)
    assert air.spans(1, 2)[-1][1] == pytest.approx(59, abs=2)


def test_without_a_fallback_there_is_silence_with_a_reason() -> None:
    air = RelayAir().play((S, 20), (G, 20))

    assert air.spans(NUMBER) == [(near(0), near(0)), (near(25), near(60))]
    assert "nguồn silent" in air.reasons(NUMBER)


def test_an_unapproved_source_is_never_aired_nor_opened() -> None:
    air = RelayAir(1)
    air.source = Unapproved(SOURCE, "VOV1", "nguồn tiếp sóng chưa được duyệt")
    air.play()

    assert air.spans(NUMBER) == []
    assert all(not plan.sources.get(1) for plan in air.plans[1:])
    assert "chưa được duyệt" in air.reasons(NUMBER)


def test_a_source_that_is_withdrawn_stops_at_once_and_nothing_takes_its_place() -> None:
    air = RelayAir(1)
    air.report(G)
    air.run(45)
    air.source = Unapproved(SOURCE, "VOV1", "thu hồi")
    air.look()
    air.run(30)

    assert air.spans(NUMBER) == [(near(0), near(10))]
    assert air.spans(1) == []
    assert "thu hồi" in air.reasons(NUMBER)


def test_a_source_is_opened_half_a_minute_ahead_and_closed_when_its_time_is_over() -> None:
    air = RelayAir(1)
    air.report(G)
    opened_at = [(at(air.now), plan.sources.get(1, {})) for plan in air.plans]
    air.run(LENGTH + 50)

    assert opened_at[0][1] == {}
    first = next(number for number, plan in enumerate(air.plans) if plan.sources.get(1))
    assert air.plans[first].sources[1] == {SOURCE: "http://vov/"}
    assert not air.plans[-1].sources.get(1)


def test_a_fallback_clip_that_is_withdrawn_is_not_aired() -> None:
    air = RelayAir(1, 2)
    air.standings[2] = Barred(2, "Bản tin 2", "thu hồi")
    air.play((D, 20))

    assert air.spans(2) == [] and len(air.spans(1)) > 3


def test_a_break_in_cuts_a_relay_and_a_fallback_alike() -> None:
    air = RelayAir(2)
    air.report(G)
    air.run(45)
    air.break_in(5, 8)
    air.run(10)
    air.report(D)
    air.run(3)
    air.break_in(6, 8)
    air.run(60)

    assert air.spans(8) == [(near(10), near(13)), (near(23), near(26))]
    assert air.spans(NUMBER) == [(near(0), near(10)), (near(13), near(20))]
    assert all(row.story.outcome == "aired" or row.story.reason for row in air.rows.values())


REPORTS = st.lists(st.tuples(st.sampled_from(Condition), st.floats(0.5, 25)), max_size=8)


@settings(max_examples=80, deadline=None)
@given(REPORTS, st.sampled_from([(), (1,), (1, 2), (2, 1, 8)]))
def test_whatever_a_source_does_the_rules_hold(
    reports: Sequence[tuple[Condition, float]], fallback: tuple[int, ...]
) -> None:
    air = RelayAir(*fallback).play(*reports)
    relay, spare = air.spans(NUMBER), air.spans(1, 2, 8)
    away = [_seconds(each) for each in air.away]
    longest = max((_length(air, number) for number in fallback), default=0.0)

    heard = air.heard()
    assert len(heard) == len(set(heard))
    assert all(_shared(span, gone) <= LAG for span in relay for gone in away)
    assert all(end <= LENGTH + LAG for _, end in (*relay, *spare))
    assert all(any(since - LAG <= begin <= until + LAG for since, until in away) for begin, _ in spare)
    for begin, end in _silences([*relay, *spare]):
        if fallback and end - begin > 2 * LAG:
            assert end > LENGTH - longest - 2 * LAG
        elif end - begin > 2 * LAG:
            assert sum(_shared((begin, end), gone) for gone in away) > end - begin - 2 * LAG
    for row in air.rows.values():
        assert row.is_over
        assert row.story.outcome == "aired" or row.story.reason


def _length(air: RelayAir, number: int) -> float:
    stands = air.standings[number]
    assert isinstance(stands, Cleared)
    return stands.frames * 0.024


def _seconds(away: Away) -> tuple[float, float]:
    until = (away.until - START) / SECOND if away.until else 1000.0
    return (away.since - START) / SECOND, until


def _shared(one: tuple[float, float], two: tuple[float, float]) -> float:
    return max(0.0, min(one[1], two[1]) - max(one[0], two[0]))


def _silences(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found, reached = [], 0.0
    for begin, end in sorted(spans):
        if begin > reached:
            found.append((reached, begin))
        reached = max(reached, end)
    return [*found, (reached, LENGTH)] if reached < LENGTH else found
