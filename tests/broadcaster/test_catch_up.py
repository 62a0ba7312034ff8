"""What becomes of sound that is interrupted, held up or missed, by each programme's policy."""

import pytest

from playlists.catchup import CatchUp, Policy
from playlists.laying import rundown
from playlists.placing import Around
from playlists.priority import Priority
from playlists.rundown import FRAME, Claim
from tests.broadcaster.airsim import Air
from tests.broadcaster.airvalues import at, cleared, lines, programme
from tests.conftest import SAIGON

LATE_10 = Policy(CatchUp.LATE, late_minutes=1)


def air(**lengths: float) -> Air:
    """Announcements 1, 2, ... of so many seconds."""
    return Air({int(name[1:]): cleared(int(name[1:]), seconds) for name, seconds in lengths.items()})


def interrupted(policy: Policy) -> Air:
    """Two items of 10 s; a break-in of 4 s cuts the first one after 3 s."""
    found = air(a1=10, a2=10, a9=4)
    found.add(programme(1, policy=policy), 1, 2)
    found.run(15)
    found.break_in(9, 9)
    found.run(60)
    return found


def test_by_default_an_interrupted_announcement_begins_again_and_what_follows_moves_later() -> None:
    found = interrupted(Policy())

    assert found.told() == [("p1/1", "restarted"), ("p9/9", "aired"), ("p1/2", "late")]
    assert found.began(1) == [0.0, pytest.approx(7.0, abs=0.3)]
    assert found.began(2) == [pytest.approx(17.0, abs=0.3)]


def test_what_was_sent_before_and_after_a_restart_is_counted() -> None:
    found = interrupted(Policy())

    row = next(row for row in found.rows.values() if row.announcement_id == 1)
    assert row.story.frames == pytest.approx(row.frames + 3 / 0.024, abs=10)
    assert "phát lại từ đầu" in row.story.reason


def test_a_programme_that_joins_keeps_its_time_and_loses_what_was_covered() -> None:
    found = interrupted(Policy(CatchUp.JOIN))

    assert found.told() == [("p1/1", "partial"), ("p9/9", "aired"), ("p1/2", "aired")]
    assert found.began(2) == [10.0]


def test_a_programme_that_skips_drops_what_was_interrupted_and_keeps_its_time() -> None:
    found = interrupted(Policy(CatchUp.SKIP))

    assert found.told() == [("p1/1", "interrupted"), ("p9/9", "aired"), ("p1/2", "aired")]
    assert found.began(2) == [10.0]


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (Policy(), [("p1/1", "restarted"), ("p1/2", "late"), ("p1/3", "late")]),
        (Policy(CatchUp.JOIN), [("p1/1", "interrupted"), ("p1/2", "partial"), ("p1/3", "aired")]),
        (Policy(CatchUp.SKIP), [("p1/1", "interrupted"), ("p1/2", "missed"), ("p1/3", "aired")]),
        (LATE_10, [("p1/1", "restarted"), ("p1/2", "late"), ("p1/3", "late")]),
    ],
    ids=lambda value: str(value.catch_up) if isinstance(value, Policy) else "",
)
def test_after_a_crash_the_policy_decides_what_is_heard(policy: Policy, told: list[tuple[str, str]]) -> None:
    found = air(a1=10, a2=10, a3=10)
    found.add(programme(1, policy=policy), 1, 2, 3)
    found.run(15)  # 3 s into the first
    found.kill()
    found.run(10)  # until 3 s into the second
    found.revive()
    found.run(60)

    assert found.told() == told


@pytest.mark.parametrize(
    ("policy", "outcomes"),
    [
        (Policy(), ["missed", "late", "late"]),
        (Policy(CatchUp.JOIN), ["missed", "partial", "aired"]),
        (Policy(CatchUp.SKIP), ["missed", "missed", "aired"]),
        (LATE_10, ["late", "late", "late"]),
    ],
    ids=lambda value: str(value.catch_up) if isinstance(value, Policy) else "",
)
def test_a_start_that_nobody_was_there_for_is_made_up_by_policy(policy: Policy, outcomes: list[str]) -> None:
    found = air(a1=10, a2=10, a3=10)
    found.kill()
    found.add(programme(1, policy=policy), 1, 2, 3)
    found.run(25)
    found.revive()
    found.run(60)

    assert [outcome for _, outcome in found.told()] == outcomes
    assert found.told()[0][0] == "p1/1"


def test_what_may_be_late_is_not_later_than_it_may() -> None:
    found = air(a1=10, a2=10, a3=50)
    found.kill()
    found.add(programme(1, policy=LATE_10), 1, 2, 3)
    found.run(12 + 65)
    found.revive()
    found.run(120)

    assert [outcome for _, outcome in found.told()] == ["missed", "late", "late"]
    assert max(note.at for note in found.notes if note.frame == 0) < 20 + 60


def test_an_item_waits_until_what_outranks_it_is_over_and_begins_whole() -> None:
    found = air(a1=10, a2=10, a9=20)
    found.add(programme(1), 1, 2)
    found.add(programme(2, -5, priority=Priority.HIGH), 9)
    found.run(90)

    assert found.told() == [("p2/9", "aired"), ("p1/1", "late"), ("p1/2", "late")]
    assert found.began(1) == [pytest.approx(15.0, abs=0.03)]
    assert "chờ" in found.reasons(1)


def test_what_would_be_cut_by_something_known_does_not_begin_before_it() -> None:
    found = air(a1=10, a2=10, a9=5)
    found.add(programme(1), 1, 2)
    found.add(programme(2, 15, priority=Priority.HIGH), 9)
    found.run(90)

    assert found.began(1) == [0.0]
    assert found.began(2) == [20.0]


def test_a_break_in_that_is_ended_early_gives_the_air_back_at_once() -> None:
    found = air(a1=10, a9=60)
    found.add(programme(1), 1)
    found.run(15)
    found.break_in(9, 9)
    found.run(5)
    found.withdraw(9)
    found.run(60)

    assert found.told() == [("p1/1", "restarted"), ("p9/9", "interrupted")]
    assert found.began(1) == [0.0, pytest.approx(9.0, abs=0.7)]


def test_an_equal_never_cuts_an_equal() -> None:
    found = air(a1=10, a2=10, a3=10)
    found.add(programme(1), 1, 2)
    found.add(programme(2, 5), 3)
    found.run(90)

    assert found.told() == [("p1/1", "aired"), ("p2/3", "late"), ("p1/2", "aired")]
    assert found.began(3) == [20.0]


def test_background_music_sounds_only_where_nothing_else_does() -> None:
    found = air(a1=10, a2=10, a8=90)
    found.add(programme(1), 1, -30, 2)
    found.add(programme(8, -5, priority=Priority.FILLER, policy=Policy(CatchUp.JOIN)), 8)
    found.run(110)

    music = next(row for row in found.rows.values() if row.announcement_id == 8)
    assert music.story.outcome == "partial"
    assert music.story.frames == pytest.approx((90 - 20) / 0.024, abs=3)
    assert found.began(1) + found.began(2) == [0.0, 40.0]


def test_a_short_pause_is_not_filled() -> None:
    found = air(a1=10, a2=10, a8=40)
    found.add(programme(1), 1, -4, 2)
    found.add(programme(8, 0, priority=Priority.FILLER, policy=Policy(CatchUp.JOIN)), 8)
    found.run(80)

    music = next(row for row in found.rows.values() if row.announcement_id == 8)
    assert music.story.frames == pytest.approx((40 - 24) / 0.024, abs=3)


def test_what_follows_a_signal_that_begins_anew_waits_for_its_end() -> None:
    signal = Claim(1, "9.0", 9, "Còi", f"{9:064}", 377, at(9), at(9) + 377 * FRAME, False, False, at(0), None, True)
    words = signal._replace(as_run_id=2, key="1.1", announcement_id=1, clip_sha256=f"{1:064}", was_begun=False)
    words = words._replace(
        planned_at=at(0) + 377 * FRAME, starts_at=signal.ends_at, ends_at=signal.ends_at + 377 * FRAME
    )
    alarm = programme(1, 9.0, priority=Priority.URGENT)  # a break-in begins where its first claim does
    standings = {9: cleared(9, 377 * 0.024), 1: cleared(1, 377 * 0.024)}

    found = rundown(alarm, lines(9, 1), [signal, words], standings, zone_id=1, timezone=SAIGON, around=Around(at(9.2)))

    assert found.moves == ()
    assert [slot.starts_at for slot in found.claimed] == [signal.starts_at, signal.ends_at]
