"""A live slot in a programme: waited for, taken, or left empty."""

import pytest

from playlists.catchup import CatchUp, Policy
from playlists.placing import NOBODY, NOT_RUNNING
from tests.broadcaster.airvalues import at, lines, programme
from tests.broadcaster.slotsim import KEY, NUMBER, TALK, SlotAir, slot_lines

TEN = 9.96
MOVING, FIXED = Policy(CatchUp.RESTART), Policy(CatchUp.SKIP)


def air(
    *spare: int,
    policy: Policy = MOVING,
    begins: float | None = None,
    dot: float | None = None,
    end: float | None = None,
) -> SlotAir:
    """Announcement 1, a slot of a minute, announcement 2 (at `dot`, if that is told)."""
    found = SlotAir()
    one, two = lines(1, 2)
    last = two if dot is None else two._replace(begins=at(dot))
    found.occurrences.append(programme(1, policy=policy, ends_by=end))
    found.lines["p1"] = (one, *slot_lines(*spare, begins=begins), last)
    found.look()
    return found


@pytest.mark.parametrize("policy", [MOVING, FIXED])
def test_where_nobody_speaks_the_slot_is_missed_and_the_programme_goes_on(policy: Policy) -> None:
    found = air(policy=policy)
    found.run(12 + 60)

    assert dict(found.told()) == {"p1/1": "aired", f"p1/{NUMBER}": "missed", "p1/2": "aired"}
    assert (found.reasons(NUMBER), found.seconds(NUMBER)) == (NOBODY, [pytest.approx(TEN)])
    assert found.began(2) == [TEN + 20]


@pytest.mark.parametrize("policy", [MOVING, FIXED])
def test_where_somebody_speaks_all_else_waits_and_nothing_is_missed(policy: Policy) -> None:
    found = air(policy=policy)
    found.run(12 + 15)
    found.speak()
    found.run(30)
    found.hush()
    found.run(60)

    assert dict(found.told()) == {"p1/1": "aired", f"l1/{TALK}": "aired", "p1/2": "aired"}
    assert found.reasons(TALK) == "người nói kết thúc"
    (began,) = found.began(2)
    assert float(str(began.expected)) == pytest.approx(45 if policy is MOVING else 10 + 60, abs=1)


def test_a_talk_lasts_as_long_as_its_slot_and_no_longer() -> None:
    found = air()
    found.run(12 + 15)
    found.speak()
    found.run(90)

    (talk,) = (row for row in found.rows.values() if row.announcement_id == TALK)
    assert talk.frames * 0.024 == pytest.approx(TEN + 60 - 15, abs=0.03)
    assert found.began(2) == [pytest.approx(TEN + 60, abs=0.05)]


@pytest.mark.parametrize(("dot", "end"), [(40, None), (None, 40)])
def test_a_talk_is_over_when_the_next_begins_on_the_dot_or_the_programme_ends(
    dot: float | None, end: float | None
) -> None:
    found = air(dot=dot, end=end)
    found.run(12 + 15)
    found.speak()
    found.run(90)

    (talk,) = (row for row in found.rows.values() if row.announcement_id == TALK)
    assert talk.frames * 0.024 == pytest.approx(25, abs=0.15)
    assert found.began(2) == ([40.0] if dot else [])
    assert dict(found.told())["p1/2"] == ("aired" if dot else "missed")


@pytest.mark.parametrize("policy", [MOVING, FIXED])
def test_in_an_empty_slot_its_fallback_is_aired_as_far_as_it_fits(policy: Policy) -> None:
    found = air(3, 7, 4, policy=policy)
    found.run(12 + 90)

    told = dict(found.told())
    assert (told[f"p1/{NUMBER}"], told["p1/3"], told["p1/7"], told["p1/4"]) == ("missed", "aired", "missed", "aired")
    assert found.began(3) == [TEN + 20]
    assert found.began(4) == [2 * TEN + 20]
    assert found.began(2) == [3 * TEN + 20]


def test_a_taken_slot_leaves_its_fallback_out_without_a_word() -> None:
    found = air(3)
    found.run(12 + 15)
    found.speak()
    found.run(90)

    assert dict(found.told()) == {"p1/1": "aired", f"l1/{TALK}": "aired", "p1/2": "aired"}


def test_a_slot_that_begins_on_the_dot_waits_from_then_on() -> None:
    found = air(begins=30)
    found.run(12 + 90)

    assert found.seconds(NUMBER) == [30]
    assert found.began(2) == [50.0]


@pytest.mark.parametrize("policy", [Policy(CatchUp.LATE, 1), FIXED])
def test_what_follows_a_talk_that_began_on_the_dot_is_not_late_for_that(policy: Policy) -> None:
    found = air(policy=policy, begins=200)
    found.run(12 + 202)
    found.speak()
    found.run(20)
    found.hush()
    found.run(60)

    (began,) = found.began(2)
    assert dict(found.told())["p1/2"] == "aired"
    assert float(str(began.expected)) == pytest.approx(260 if policy is FIXED else 222, abs=1)


def test_a_slot_keeps_its_time_free_before_a_dot_beforehand() -> None:
    found = SlotAir()
    one, two, three = lines(1, 2, 3)
    found.occurrences.append(programme(1))
    found.lines["p1"] = (one, *slot_lines(), two, three._replace(begins=at(80)))
    found.look()
    slot = found.slots()

    found.run(12 + 15)
    found.speak()
    found.run(90)

    assert [each.until for each in slot] == [at(TEN + 60)]
    assert dict(found.told())["p1/2"] == "aired"
    assert found.began(3) == [80.0]


def test_a_slot_waits_anew_after_a_break_in_and_is_offered_while_it_waits() -> None:
    found = air()
    before = [each.is_open(at(found.now)) for each in found.slots()]
    found.run(12 + 15)
    waiting = [each.is_open(at(found.now)) for each in found.slots()]
    found.break_in(8, 9)
    during = [each.is_open(at(found.now)) for each in found.slots()]
    found.run(10)
    after = [each.is_open(at(found.now)) for each in found.slots()]
    found.run(60)

    assert (before, waiting, during, after) == ([False], [True], [False], [True])
    assert found.seconds(NUMBER) == [pytest.approx(23, abs=0.2)]
    assert found.slots() == []


def test_a_slot_that_came_while_the_station_stood_still_is_missed_for_that() -> None:
    found = air(policy=FIXED)
    found.run(12 + 5)
    found.kill()
    found.run(60)
    found.revive()
    found.run(60)

    assert found.reasons(NUMBER) == found.reasons(2) == NOT_RUNNING


def test_an_order_to_stop_everything_leaves_no_slot() -> None:
    found = air()
    found.stopped_because = "có lệnh dừng tất cả"
    found.run(90)

    assert found.slots() == []
    assert found.reasons(NUMBER) == "có lệnh dừng tất cả"


def test_a_slot_has_a_key_of_its_own() -> None:
    found = air()

    assert [each.key for each in found.slots()] == [f"p1 {KEY}"]
