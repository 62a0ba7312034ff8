"""The draw from the queue: who comes first, who is passed over, and why."""

from datetime import time, timedelta
from typing import Any

import pytest

from playlists.queueing.drawing import draw
from playlists.queueing.eligible import Turn, Why
from playlists.queueing.queue import Airing, Candidate, Queue
from playlists.rundown import FRAME
from tests.conftest import SAIGON
from tests.playlists.queue_values import DAY, HOUR, MINUTE_FRAMES, airing, begins, candidate, goal, heard, queue

ONE_DAY = timedelta(days=1)


def turn(seconds: float = 600, **terms: Any) -> Turn:
    at = begins()
    return Turn(at, at.astimezone(SAIGON), 1, timedelta(seconds=seconds) // FRAME, **terms)


def drawn(known: Queue, airings: tuple[Airing, ...] = (), seconds: float = 600, **terms: Any) -> list[int]:
    found = draw(turn(seconds, **terms), known, heard(airings, known))
    return [each.candidate.announcement_id for each in found.drawn]


def test_what_has_no_day_to_spare_comes_before_what_is_urgent() -> None:
    pressing = candidate(2, total=3, a_day=1, last_day=DAY + 2 * ONE_DAY)
    urgent = candidate(1, total=3, a_day=1, last_day=DAY + 5 * ONE_DAY, urgency=0)

    assert drawn(queue([urgent, pressing])) == [2, 1]


def test_with_as_many_days_to_spare_the_urgent_comes_first() -> None:
    calm = candidate(1, total=3, a_day=1, last_day=DAY + 5 * ONE_DAY)
    urgent = candidate(2, total=3, a_day=1, last_day=DAY + 5 * ONE_DAY, urgency=0)

    assert drawn(queue([calm, urgent])) == [2, 1]


def test_the_campaign_furthest_behind_its_goal_comes_first_and_they_take_turns() -> None:
    rich = [candidate(number, campaign_id=1) for number in (1, 2, 3)]
    poor = [candidate(number, campaign_id=2) for number in (4, 5, 6)]
    known = queue([*rich, *poor], [goal(1, airings=10), goal(2, airings=10)])

    assert drawn(known, (airing(1, DAY - ONE_DAY),)) == [4, 2, 5, 3, 6, 1]


@pytest.mark.parametrize(("heard_before", "is_kept"), [(4, False), (5, True)])  # of 40 in 90 days, on the fourth day
def test_what_is_spread_is_kept_for_later_days_once_its_share_was_heard(heard_before: int, is_kept: bool) -> None:
    each = candidate(1, total=40, first_day=DAY - 3 * ONE_DAY, last_day=DAY + 86 * ONE_DAY, is_spread=True)
    airings = tuple(airing(1, DAY - (1 + number % 3) * ONE_DAY) for number in range(heard_before))

    found = draw(turn(), queue([each]), heard(airings, queue([each])))

    assert found.passed.get(1) == (Why.KEPT if is_kept else None)


def test_what_was_heard_longest_ago_comes_first_among_equals() -> None:
    known = queue([candidate(1), candidate(2), candidate(3)])

    found = drawn(known, (airing(1, DAY - ONE_DAY), airing(2, DAY - 2 * ONE_DAY)))

    assert found == [3, 2, 1]


def test_the_part_of_the_day_is_a_wish_and_no_bar() -> None:
    evening = candidate(1, day_parts=frozenset({"evening"}))
    morning = candidate(2, day_parts=frozenset({"morning"}))

    assert drawn(queue([evening, morning])) == [2, 1]


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"zones": frozenset({2})}, Why.ZONE),
        ({"field": "Thể thao"}, Why.FIELD),
        ({"first_day": DAY + ONE_DAY}, Why.EARLY),
        ({"last_day": DAY - ONE_DAY}, Why.EXPIRED),
        ({"a_day": 1, "gap": timedelta(0)}, Why.DAY_FULL),
        ({"total": 1}, Why.ALL_DONE),
        ({"gap": 3 * HOUR}, Why.TOO_SOON),
        ({"not_before": time(6)}, Why.HOURS),
        ({"not_after": time(5, 30, 59)}, Why.HOURS),
        ({"seconds": 601}, Why.TOO_LONG),
    ],
)
def test_what_may_not_be_drawn_is_passed_over_with_its_reason(terms: dict[str, Any], why: Why) -> None:
    told = {"field": "Y tế", "gap": timedelta(0), **terms}
    known = queue([candidate(1, told.pop("seconds", 60), **told)])

    found = draw(turn(fields=frozenset({"Y tế"})), known, heard([airing(1)], known))

    assert (found.drawn, found.passed) == ((), {1: why})


def test_a_draw_fills_its_time_to_the_frame() -> None:
    known = queue([candidate(1, 59.976), candidate(2, 60.024), candidate(3, 0.024)])

    assert drawn(known, seconds=120) == [1, 2]
    assert drawn(known, seconds=120.024) == [1, 2, 3]


def test_what_does_not_fit_makes_room_for_what_does() -> None:
    known = queue([candidate(1, 100), candidate(2, 200), candidate(3, 50)])

    assert drawn(known, seconds=160) == [1, 3]


def test_what_is_read_twice_takes_twice_its_time_or_none() -> None:
    known = queue([candidate(1, 60, at_once=2), candidate(2, 100)])

    assert drawn(known, seconds=119) == [2]
    assert drawn(known, seconds=120) == [1]


def test_what_may_be_aired_from_a_time_on_waits_for_it_within_the_draw() -> None:
    known = queue([candidate(1, 60, not_before=time(5, 31)), candidate(2, 90), candidate(3, 30)])

    assert drawn(known, seconds=600) == [2, 1, 3]


def test_an_airing_to_come_counts_against_the_caps_and_not_for_the_order() -> None:
    known = queue([candidate(1, a_day=1), candidate(2, total=1)])
    later = [airing(1, at=time(17)), airing(2, DAY + ONE_DAY)]

    assert drawn(known, later=later) == []


def test_the_reason_names_deadline_debt_urgency_and_a_campaign_that_is_late() -> None:
    told = candidate(1, total=4, a_day=1, last_day=DAY + 2 * ONE_DAY, urgency=0, campaign_id=1)
    known = queue([told], [goal(1, airings=10)])

    reason = draw(turn(), known, heard([airing(1, DAY - ONE_DAY)], known)).drawn[0].reason

    assert reason == (
        "hạn 25/11/2026, còn 3 lượt phải phát, không còn ngày dự phòng, ưu tiên, đợt «Đợt 1» mới đạt 10% mục tiêu"
    )


def test_a_goal_in_minutes_counts_frames() -> None:
    long, short = candidate(1, 120, campaign_id=1), candidate(2, 60, campaign_id=2)
    known = queue([long, short], [goal(1, frames=10 * MINUTE_FRAMES), goal(2, frames=10 * MINUTE_FRAMES)])

    found = drawn(known, (airing(2, DAY - ONE_DAY, frames=5 * MINUTE_FRAMES), airing(1, DAY - ONE_DAY)))

    assert found == [1, 2]


def passed_over_is_told(candidates: list[Candidate]) -> bool:
    known = queue(candidates)
    found = draw(turn(), known, heard([], known))
    told = {each.candidate.announcement_id for each in found.drawn} | found.passed.keys()
    return told == {each.announcement_id for each in candidates}


def test_of_every_candidate_it_is_told_what_became_of_it() -> None:
    assert passed_over_is_told([candidate(n, 200, not_before=time(5, 28 + n)) for n in range(1, 9)])
