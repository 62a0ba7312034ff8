"""What begins on the dot, and what is left out beforehand for that."""

import pytest

from playlists.catchup import CatchUp, Policy
from playlists.fitting import before
from playlists.placing import PAST
from playlists.priority import Priority
from tests.broadcaster.airsim import Air
from tests.broadcaster.airvalues import at, cleared, programme
from tests.broadcaster.test_hard_ends import air

TEN = 9.96  # seconds: what each announcement sounds


@pytest.mark.parametrize("catch_up", CatchUp)
@pytest.mark.parametrize(
    ("urgencies", "dot", "kept"),
    [
        ("nnnn", 30, [1, 2, 3, 4]),
        ("nnnn", 29, [1, 2, 4]),
        ("nnnn", 60, [1, 2, 3, 4]),
        ("nnnn", 9, [4]),
        ("nnnn", 0, [4]),
        ("npnn", 10, [2, 4]),
        ("nnun", 20, [1, 3, 4]),
        ("uuun", 20, [1, 2, 4]),  # what begins on the dot does, however urgent what comes before it
    ],
)
def test_an_item_begins_on_the_dot_and_what_would_overrun_is_left_out_beforehand(
    urgencies: str, dot: float, kept: list[int], catch_up: CatchUp
) -> None:
    found = air(urgencies)
    found.add(programme(1, policy=Policy(catch_up, late_minutes=5)), 1, 2, 3, 4, begins={3: dot})
    found.run(120)

    aired = [row.announcement_id for row in found.rows.values() if row.story.outcome == "aired"]
    left_out = [row for row in found.rows.values() if row.story.outcome == "missed"]
    assert aired == kept
    assert {row.story.reason for row in left_out} <= {before("Bản tin 4")}
    assert found.began(4) == [dot]


def test_before_the_dot_there_is_silence_unless_background_music_fills_it() -> None:
    found = air("nn")
    found.standings[7] = cleared(7, 120)
    found.add(programme(1), 1, 2, begins={1: 40})
    found.add(programme(2, priority=Priority.FILLER, policy=Policy(CatchUp.JOIN)), 7)
    found.run(150)

    assert dict(found.told())["p2/7"] == "partial"
    music = [number for number, _ in found.heard() if found.rows[number].announcement_id == 7]
    assert found.began(2) == [40.0]
    assert len(music) * 0.024 == pytest.approx(120 - 2 * TEN, abs=1)


def test_what_follows_the_dot_goes_on_from_there_and_keeps_the_end() -> None:
    found = air("nnnnn")
    found.add(programme(1, ends_by=60), 1, 2, 3, 4, 5, begins={2: 30})
    found.run(120)

    assert found.began(3) == [30.0]
    assert found.began(4) == [30 + TEN]
    assert [outcome for _, outcome in found.told()] == ["aired"] * 5


def test_the_end_leaves_out_what_comes_after_the_dot_not_what_begins_on_it() -> None:
    found = air("nnun")
    found.add(programme(1, ends_by=41), 1, 2, 3, 4, begins={1: 30})
    found.run(120)

    told = dict(found.told())
    assert (told["p1/1"], told["p1/2"]) == ("aired", "aired")
    assert (told["p1/3"], told["p1/4"]) == ("missed", "missed")


def test_two_dots_in_order_are_both_kept() -> None:
    found = air("nnnnn")
    found.add(programme(1), 1, 2, 3, 4, 5, begins={1: 15, 3: 40})
    found.run(120)

    assert (found.began(2), found.began(4)) == ([15.0], [40.0])
    assert [outcome for _, outcome in found.told()] == ["aired"] * 5


def test_of_two_dots_too_near_the_later_is_kept_and_the_log_says_why_the_earlier_is_not() -> None:
    found = air("nnn")
    found.add(programme(1), 1, 2, 3, begins={1: 15, 2: 20})
    found.run(120)

    assert dict(found.told()) == {"p1/1": "aired", "p1/2": "missed", "p1/3": "aired"}
    assert (found.began(3), found.reasons(2)) == ([20.0], before("Bản tin 3"))


def test_a_dot_that_may_not_air_leaves_nothing_out() -> None:
    found = air("nnn")
    del found.standings[2]
    found.add(programme(1), 1, 2, 3, begins={1: 5})
    found.run(120)

    assert dict(found.told()) == {"p1/1": "aired", "p1/2": "missed", "p1/3": "aired"}


def test_a_restart_that_would_reach_over_the_dot_is_given_up_and_says_so() -> None:
    found = air("nnn")
    found.standings[9] = cleared(9, 8, "urgent")
    found.add(programme(1), 1, 2, 3, begins={2: 30})
    found.run(12 + 15)
    found.break_in(9, 9)
    found.run(100)

    assert dict(found.told())["p1/2"] == "interrupted"
    assert before("Bản tin 3") in found.reasons(2)
    assert found.began(3) == [30.0]


def test_a_break_in_over_the_dot_puts_it_off_and_the_log_says_why() -> None:
    found = air("nn")
    found.standings[9] = cleared(9, 20, "urgent")
    found.add(programme(1), 1, 2, begins={1: 30})
    found.run(12 + 25)
    found.break_in(9, 9)
    found.run(100)

    assert dict(found.told())["p1/2"] == "late"
    assert "chờ tiếng ưu tiên hơn" in found.reasons(2)


@pytest.mark.parametrize(
    ("catch_up", "outcome"),
    [(CatchUp.RESTART, "late"), (CatchUp.LATE, "late"), (CatchUp.SKIP, "missed"), (CatchUp.JOIN, "partial")],
)
def test_a_station_that_comes_back_after_the_dot_follows_the_policy(catch_up: CatchUp, outcome: str) -> None:
    found = air("nn")
    found.add(programme(1, policy=Policy(catch_up, late_minutes=1)), 1, 2, begins={1: 30})
    found.run(12 + 20)
    found.kill()
    found.run(15)
    found.revive()
    found.run(100)

    assert dict(found.told())["p1/2"] == outcome


def test_nothing_from_before_the_dot_is_made_up_for_after_it() -> None:
    found = air("nnn")
    found.kill()
    found.add(programme(1), 1, 2, 3, begins={2: 30})
    found.run(12 + 27)
    found.revive()
    found.run(100)

    assert dict(found.told()) == {"p1/1": "missed", "p1/2": "missed", "p1/3": "aired"}
    assert found.began(3) == [30.0]


@pytest.mark.parametrize(
    ("catch_up", "behind", "outcome"),
    [
        (CatchUp.RESTART, 20, "late"),
        (CatchUp.RESTART, 3600, "missed"),
        (CatchUp.LATE, 20, "late"),
        (CatchUp.LATE, 70, "missed"),
        (CatchUp.SKIP, 20, "missed"),
        (CatchUp.JOIN, 20, "missed"),
    ],
)
def test_a_dot_that_was_past_before_the_occurrence_began_is_late_or_left_out_by_the_policy(
    catch_up: CatchUp, behind: float, outcome: str
) -> None:
    found = air("nnn")
    found.add(programme(1, policy=Policy(catch_up, late_minutes=1)), 1, 2, 3, begins={1: -behind})
    found.run(120)

    told = dict(found.told())
    assert (told["p1/1"], told["p1/3"]) == ("aired", "aired")
    assert told["p1/2"] == outcome
    assert outcome == "late" or found.reasons(2) == PAST
    assert found.began(3) == [2 * TEN if outcome == "late" else TEN]


def test_a_dot_set_while_something_reaches_over_it_is_late_and_cuts_nothing() -> None:
    found = air("nn")
    found.add(programme(1), 1, 2)
    found.run(12 + 5)
    one, two = found.lines["p1"]
    found.lines["p1"] = (one, two._replace(begins=at(8)))
    found.look()
    found.run(60)

    assert dict(found.told()) == {"p1/1": "aired", "p1/2": "late"}
    assert found.began(2) == [TEN]


def test_the_same_facts_give_the_same_rundown_whatever_was_asked_before() -> None:
    plans = []
    for _ in range(2):
        found: Air = air("npnun")
        found.add(programme(1, ends_by=70), 1, 2, 3, 4, 5, begins={2: 25, 4: 45})
        found.run(20)
        plans.append([(row.item, row.planned_at, row.clip_sha256) for row in found.rows.values()])

    assert plans[0] == plans[1]
