"""What is left out beforehand so that an end is kept, and what the guard bars."""

import pytest

from playlists.catchup import CatchUp, Policy
from playlists.placing import NO_TIME
from playlists.priority import Priority
from tests.broadcaster.airsim import Air
from tests.broadcaster.airvalues import at, cleared, programme


def air(urgencies: str, seconds: float = 9.96) -> Air:
    """Announcements 1, 2, ... whose urgencies are told by letters: normal, priority, urgent."""
    words = {"n": "normal", "p": "priority", "u": "urgent"}
    return Air({number: cleared(number, seconds, words[letter]) for number, letter in enumerate(urgencies, 1)})


@pytest.mark.parametrize("catch_up", CatchUp)
@pytest.mark.parametrize(
    ("urgencies", "end", "kept"),
    [
        ("nnn", 30, [1, 2, 3]),
        ("nnn", 29, [1, 2]),
        ("nnn", 9, []),
        ("npn", 10, [2]),
        ("nnu", 20, [1, 3]),
        ("npu", 20, [2, 3]),
        ("npu", 10, [3]),
    ],
)
def test_what_would_overrun_is_left_out_beforehand_the_least_urgent_and_then_the_later(
    urgencies: str, end: float, kept: list[int], catch_up: CatchUp
) -> None:
    found = air(urgencies)
    found.add(programme(1, policy=Policy(catch_up, late_minutes=5), ends_by=end), *range(1, len(urgencies) + 1))
    found.run(60)

    aired = [row.announcement_id for row in found.rows.values() if row.story.outcome == "aired"]
    left_out = [row for row in found.rows.values() if row.story.outcome == "missed"]
    assert aired == kept
    assert len(left_out) == len(urgencies) - len(kept)
    assert {row.story.reason for row in left_out} <= {NO_TIME}


def test_a_restart_takes_from_what_is_left_so_that_the_end_is_kept() -> None:
    found = air("nnpn")
    found.standings[9] = cleared(9, 8, "urgent")
    found.add(programme(1, ends_by=41), 1, 2, 3, 4)
    found.run(12 + 5)
    found.break_in(9, 9)
    found.run(60)

    told = {"p1/1": "restarted", "p9/9": "aired", "p1/3": "late", "p1/2": "missed", "p1/4": "missed"}
    assert dict(found.told()) == told
    assert max(note.at for note in found.notes) <= 41


def test_what_cannot_be_finished_before_the_end_is_not_started_again() -> None:
    found = air("n")
    found.standings[9] = cleared(9, 8, "urgent")
    found.add(programme(1, ends_by=12), 1)
    found.run(12 + 5)
    found.break_in(9, 9)
    found.run(60)

    assert dict(found.told())["p1/1"] == "interrupted"
    assert "không còn đủ giờ" in found.reasons(1)


def test_what_was_put_off_is_over_when_an_equal_begins() -> None:
    found = air("nnnn")
    found.standings[9] = cleared(9, 8, "urgent")
    found.add(programme(1), 1, 2, 3)
    found.add(programme(2, 35), 4)
    found.run(12 + 5)
    found.break_in(9, 9)
    found.run(90)

    assert dict(found.told())["p1/3"] == "missed"
    assert found.began(4) == [35.0]


def test_nothing_but_the_urgent_sounds_where_it_is_barred() -> None:
    found = air("nnnn")
    found.barred = {1: [(at(15), at(35), "giờ yên tĩnh")]}
    found.standings[9] = cleared(9, 5, "urgent")
    found.add(programme(1), 1, 2, 3)
    found.add(programme(2, 40, priority=Priority.HIGH), 4)
    found.run(12 + 20)
    found.break_in(9, 9)
    found.run(60)

    assert dict(found.told()) == {
        "p1/1": "aired",
        "p1/2": "missed",
        "p1/3": "missed",
        "p9/9": "aired",
        "p2/4": "aired",
    }
    assert found.reasons(2) == "giờ yên tĩnh"


def test_what_is_on_air_when_the_guard_begins_stops_there_for_that_reason() -> None:
    found = air("n", 30)
    found.add(programme(1), 1)
    found.run(12 + 5)
    found.barred = {1: [(at(15), at(60), "giờ yên tĩnh")]}
    found.look()
    found.run(60)

    assert dict(found.told()) == {"p1/1": "interrupted"}
    assert found.reasons(1) == "giờ yên tĩnh"
    assert found.notes[-1].at == pytest.approx(15, abs=0.3)


def test_an_order_to_stop_cuts_everything_and_what_is_due_is_missed_for_it() -> None:
    found = air("nn")
    found.add(programme(1), 1, 2)
    found.run(12 + 5)
    found.stopped_because = "có lệnh dừng tất cả"
    found.look()
    found.run(60)

    assert dict(found.told()) == {"p1/1": "interrupted", "p1/2": "missed"}
    assert found.reasons(2) == "có lệnh dừng tất cả"
