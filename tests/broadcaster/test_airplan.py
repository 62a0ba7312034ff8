"""What is claimed, when, and what sounds over what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from broadcaster.airplan import AGAIN, LEAD, REACH, make
from broadcaster.facts import Facts
from content.clearance import Barred, Cleared, Standing
from playlists.placing import NOT_RUNNING
from playlists.rundown import FRAME, Claim, Line
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
        zones=frozenset({1}),
    )


def claim(number: int, *, starts_at: datetime = START, begun: bool = True, over: bool = False) -> Claim:
    ends_at = starts_at + 1000 * FRAME
    return Claim(number, f"{number}.1", number, "", f"{number}" * 64, 1000, starts_at, ends_at, begun, over)


def test_an_item_is_claimed_shortly_before_its_first_frame_and_not_earlier() -> None:
    early = make(facts(), now=START - LEAD - REACH - SECOND, timezone=SAIGON)
    due = make(facts(), now=START - LEAD, timezone=SAIGON)

    assert early.wanted == []
    assert early.look_again == {1: START - LEAD}
    assert [wanted.slot.key for wanted in due.wanted] == ["1.1"]
    assert due.look_again == {1: START - LEAD + AGAIN}


def test_what_begins_soon_after_is_claimed_at_the_same_look_and_not_before() -> None:
    short = facts(standings={1: cleared(1, frames=100), 2: cleared(2)})

    early = make(short, now=START - LEAD - SECOND, timezone=SAIGON)
    due = make(short, now=START - LEAD, timezone=SAIGON)

    assert early.wanted == []
    assert [wanted.slot.key for wanted in due.wanted] == ["1.1", "2.1"]


def test_what_may_still_be_approved_is_refused_no_sooner_than_it_would_be_claimed() -> None:
    known = facts(standings={1: Barred(1, "Nháp", "chưa duyệt"), 2: cleared(2)})

    plan = make(known, now=START - LEAD - SECOND, timezone=SAIGON)

    assert plan.wanted == []


def test_only_claimed_items_sound() -> None:
    unclaimed = make(facts(), now=START + SECOND, timezone=SAIGON)
    claimed = make(facts(claim(1)), now=START + SECOND, timezone=SAIGON)

    assert unclaimed.stretches == {1: []}
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
    assert plan.stretches == {1: []}


def test_an_edited_playlist_does_not_move_what_is_claimed() -> None:
    known = facts(claim(2, starts_at=START))

    plan = make(known, now=START + 23 * SECOND, timezone=SAIGON)

    assert plan.stretches[1][0].origin == START
    assert plan.wanted == []  # the line before it has had its turn


def test_a_zone_with_nothing_to_come_is_looked_at_again_within_what_is_read_ahead() -> None:
    plan = make(facts(claim(1, over=True), claim(2, over=True)), now=START + SECOND, timezone=SAIGON)

    assert plan.stretches == {1: []}
    assert plan.look_again == {1: START + SECOND + timedelta(minutes=30)}


def test_what_should_be_over_and_has_no_end_is_noticed_and_looked_at_again() -> None:
    known = facts(claim(2))

    during = make(known, now=START + 10 * SECOND, timezone=SAIGON)
    after = make(known, now=START + 28 * SECOND, timezone=SAIGON)

    assert (during.overdue, after.overdue) == (False, True)
    assert after.look_again[1] > START + 30 * SECOND


def test_when_everything_is_stopped_nothing_sounds_and_what_is_due_is_missed_for_that_reason() -> None:
    known = replace(facts(claim(1)), stopped_because="có lệnh dừng")

    now_on_air = make(known, now=START + SECOND, timezone=SAIGON)
    next_due = make(known, now=START + 1100 * FRAME, timezone=SAIGON)

    assert (now_on_air.cuts[1].reason, now_on_air.stretches) == ("có lệnh dừng", {1: []})
    assert [(wanted.slot.key, wanted.missed_because) for wanted in next_due.wanted] == [("2.1", "có lệnh dừng")]
