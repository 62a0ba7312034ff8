"""What a feed does with sound that begins or goes on late: whole if it must be whole, never over something urgent."""

import pytest

from tests.broadcaster.feed_rig import F, Rig, cue


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_what_may_be_heard_in_part_and_should_have_begun_long_ago_is_joined_in_progress(rig: Rig) -> None:
    rig.load(cue(1, -2.4, end=200, frames=200, begun=True, joins=True), now=0.0)

    rig.play(0.0, 3.0)

    assert rig.sounding()[0] == "a100"
    assert rig.told()[0] == (1, "resumed", 100)


def test_what_begins_late_says_whether_its_stream_opened_late_or_its_plan_came_late(rig: Rig) -> None:
    rig.load(cue(1, -2.0), now=0.0)
    rig.play(0.0, 3.0)
    rig.load(cue(2, 1.0), now=3.0)

    rig.play(3.0, 4.0)

    reasons = {note.as_run_id: note.reason for note in rig.notes if note.frame == 0}
    assert reasons == {1: "luồng phát vừa mở lại, muộn 2.0 giây", 2: "kế hoạch đến muộn, muộn 2.0 giây"}


def test_what_is_begun_in_its_middle_because_its_stream_opened_late_says_so(rig: Rig) -> None:
    rig.load(cue(1, 0.5, first=50, end=60, frames=60, joins=True), now=0.0)

    rig.play(0.0, 1.0)

    assert [(note.frame, note.reason) for note in rig.notes[:1]] == [(50, "luồng phát vừa mở lại")]


def test_what_follows_something_late_says_so(rig: Rig) -> None:
    rig.play(-1.0, 0.0)
    rig.load(cue(1, 0.1, end=100, frames=100), cue(2, 1.0), now=0.0)

    rig.play(0.0, 4.0)

    assert [(note.as_run_id, note.reason) for note in rig.notes if note.frame == 0] == [
        (1, ""),
        (2, "mục trước xong muộn, muộn 1.5 giây"),
    ]


def test_a_little_lateness_cuts_nothing_off(rig: Rig) -> None:
    rig.load(cue(1, -0.03), now=0.0)

    rig.play(0.0, 1.0)

    assert rig.sounding()[0] == "a000"
    assert len(rig.sounding()) == 10


def test_what_begins_late_and_must_be_heard_whole_loses_nothing_whatever_the_plan_says_next(rig: Rig) -> None:
    rig.load(cue(1, -2.0, end=100, frames=100), cue(2, 0.4), now=0.0)
    rig.play(0.0, 1.2)

    rig.load(cue(2, 0.4), now=1.2)  # by the plan's time the first is over
    rig.play(1.2, 4.0)

    assert rig.sounding() == [f"a{frame:03d}" for frame in range(100)] + [f"b{frame:03d}" for frame in range(10)]
    assert rig.told() == [(1, "started", 0), (1, "ended", 100), (2, "started", 0), (2, "ended", 10)]


def test_a_break_in_cuts_what_runs_late_by_the_clock_and_not_by_its_frames(rig: Rig) -> None:
    rig.load(cue(1, -1.2, end=200, frames=200), now=0.0)
    rig.play(0.0, 1.2)
    before = len(rig.sounding())

    pieces = cue(1, -1.2, end=100, frames=200), cue(2, 1.2), cue(1, 1.44, first=110, end=200, frames=200)
    rig.load(*pieces, now=1.2)
    rig.play(1.2, 2.0)

    assert rig.sounding()[before] == "b000"
    assert rig.told()[1:3] == [(1, "paused", before), (2, "started", 0)]


def test_a_known_interruption_comes_on_time_although_what_it_cuts_began_late(rig: Rig) -> None:
    rig.load(cue(1, -0.24, end=50, frames=200), cue(2, 0.96), now=0.0)

    rig.play(0.0, 2.0)

    assert rig.frames().index("b000") == 40
    assert rig.told()[1:3] == [(1, "paused", 40), (2, "started", 0)]


def test_what_finishes_late_still_stops_when_it_is_withdrawn(rig: Rig) -> None:
    rig.load(cue(1, -2.0, end=100, frames=100), now=0.0)
    rig.play(0.0, 1.2)

    rig.feed.load([], now=1.2, reasons={1: "thu hồi"})

    assert rig.notes[-1].reason == "thu hồi"


def test_after_a_stall_what_must_be_heard_whole_goes_on_where_it_was(rig: Rig) -> None:
    rig.load(cue(1, 0.0, end=100, frames=100), now=0.0)
    rig.play(0.0, 1.2)

    rig.play(3.0, 6.0)

    assert rig.sounding() == [f"a{frame:03d}" for frame in range(100)]
    assert [what for _, what, _ in rig.told()] == ["started", "paused", "resumed", "ended"]


def test_after_a_stall_frames_are_skipped_and_the_gap_is_told(rig: Rig) -> None:
    rig.load(cue(1, 0.0, end=500, frames=500, joins=True), now=0.0)
    rig.play(0.0, 1.2)

    rig.play(6.0, 7.2)

    assert [what for _, what, _ in rig.told()] == ["started", "paused", "resumed"]
    gap = rig.notes[2].frame - rig.notes[1].frame
    assert gap == pytest.approx(4.8 / F, abs=1)
