"""What is claimed, when, and what sounds over what."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.airplan import LEAD, NOT_RUNNING, make, overlay
from broadcaster.facts import Facts
from content.clearance import Barred, Cleared, Standing
from playlists.rundown import FRAME, Claim, Line, Slot
from playlists.timetable import Occurrence
from tests.conftest import SAIGON

START = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def cleared(number: int, frames: int = 1000) -> Cleared:
    return Cleared(number, f"Bản tin {number}", "normal", f"{number}" * 64, frames, number, frozenset({1}), None, None)


def occurrence(*, key: str = "p1", starts_at: datetime = START, priority: int = 0) -> Occurrence:
    early = START - timedelta(days=1)
    return Occurrence(1, "Sáng", 1, starts_at, frozenset({1}), priority, early, key)


def facts(
    *claims: Claim,
    standings: dict[int, Standing] | None = None,
    edited: datetime | None = None,
    there: dict[int, Standing] | None = None,
) -> Facts:
    return Facts(
        occurrences=[occurrence()],
        lines={"p1": (Line("1.1", 1), Line("pause.1", None, 100), Line("2.1", 2))},
        standings=standings or {1: cleared(1), 2: cleared(2)},
        claims={("p1", 1): tuple(claims)},
        standings_there={("p1", 1): there or {}},
        changed={1: edited or START - timedelta(days=1)},
    )


def claim(number: int, *, starts_at: datetime = START, begun: bool = True, over: bool = False) -> Claim:
    ends_at = starts_at + 1000 * FRAME
    return Claim(number, f"{number}.1", number, "", f"{number}" * 64, 1000, starts_at, ends_at, begun, over)


def test_an_item_is_claimed_shortly_before_its_first_frame_and_not_earlier() -> None:
    early = make(facts(), now=START - LEAD - SECOND, timezone=SAIGON)
    due = make(facts(), now=START - LEAD, timezone=SAIGON)

    assert early.wanted == []
    assert min(early.look_again.values()) == START - LEAD
    assert [wanted.slot.key for wanted in due.wanted] == ["1.1"]


def test_only_claimed_items_sound() -> None:
    unclaimed = make(facts(), now=START + SECOND, timezone=SAIGON)
    claimed = make(facts(claim(1)), now=START + SECOND, timezone=SAIGON)

    assert unclaimed.stretches == {}
    assert [stretch.as_run_id for stretch in claimed.stretches[1]] == [1]


def test_an_item_whose_time_went_by_unclaimed_is_missed_with_a_reason() -> None:
    plan = make(facts(), now=START + timedelta(hours=1), timezone=SAIGON)

    assert [(wanted.slot.key, wanted.missed_because) for wanted in plan.wanted] == [
        ("1.1", NOT_RUNNING),
        ("2.1", NOT_RUNNING),
    ]


def test_an_item_added_after_its_time_was_never_promised() -> None:
    plan = make(facts(edited=START + timedelta(minutes=30)), now=START + timedelta(hours=1), timezone=SAIGON)

    assert plan.wanted == []


def test_an_unapproved_item_is_written_down_as_refused_when_its_turn_comes() -> None:
    known = facts(standings={1: Barred(1, "Nháp", "chưa duyệt"), 2: cleared(2)})

    plan = make(known, now=START, timezone=SAIGON)

    refused = next(wanted for wanted in plan.wanted if wanted.slot.key == "1.1")
    assert (refused.missed_because, refused.slot.frames) == ("chưa duyệt", 0)


def test_what_is_withdrawn_on_air_is_cut() -> None:
    known = facts(claim(1), standings={1: Barred(1, "A", "thu hồi"), 2: cleared(2)})

    plan = make(known, now=START + SECOND, timezone=SAIGON)

    assert plan.cuts[1].reason == "thu hồi"
    assert plan.stretches == {}


def test_an_edited_playlist_does_not_move_what_is_claimed() -> None:
    known = facts(claim(2, starts_at=START))

    plan = make(known, now=START + 23 * SECOND, timezone=SAIGON)

    assert plan.stretches[1][0].origin == START
    assert plan.wanted == []  # the line before it has had its turn


def slot(number: int, begin: int, frames: int) -> Slot:
    return Slot(f"{number}.1", number, "", "f" * 64, frames, START + begin * FRAME, as_run_id=number)


def test_a_break_in_splits_what_it_interrupts() -> None:
    stretches = overlay([slot(2, 30, 20), slot(1, 0, 100)])

    assert [(each.as_run_id, each.first_frame, each.end_frame) for each in stretches] == [
        (1, 0, 30),
        (2, 0, 20),
        (1, 50, 100),
    ]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 80)), max_size=6))
def test_no_two_stretches_of_a_zone_ever_sound_together(places: list[tuple[int, int]]) -> None:
    slots = [slot(number, begin, frames) for number, (begin, frames) in enumerate(places, 1)]

    stretches = overlay(slots)

    spans = [(each.starts_at, each.starts_at + (each.end_frame - each.first_frame) * FRAME) for each in stretches]
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    covered = {frame for begin, frames in places for frame in range(begin, begin + frames)}
    assert sum(each.end_frame - each.first_frame for each in stretches) == len(covered)
