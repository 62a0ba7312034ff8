"""The splicing of frames; a frame is four letters here, so that a stream can be read."""

import pytest

from broadcaster.happening import Happening
from tests.broadcaster.feed_rig import F, Rig, cue


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_silence_is_streamed_when_nothing_is_planned(rig: Rig) -> None:
    rig.play(0.0, 1.2)

    assert set(rig.frames()) == {"...."}
    assert len(rig.frames()) == 50


def test_a_clip_is_sent_whole_once_and_in_order(rig: Rig) -> None:
    rig.load(cue(1, 0.5), now=0.0)

    rig.play(0.0, 2.0)

    assert rig.sounding() == [f"a{frame:03d}" for frame in range(10)]
    assert rig.told() == [(1, "started", 0), (1, "ended", 10)]


def test_the_first_frame_leaves_when_it_is_due_and_not_with_the_tick_before(rig: Rig) -> None:
    rig.load(cue(1, 0.5), now=0.0)

    rig.play(0.0, 0.499)
    before = rig.sounding()
    rig.play(0.5, 0.51)

    assert before == []
    assert rig.notes[0].at == pytest.approx(0.5)


def test_items_follow_each_other_without_a_gap(rig: Rig) -> None:
    rig.load(cue(1, 0.5), cue(2, 0.5 + 10 * F), now=0.0)

    rig.play(0.0, 2.0)

    joint = rig.frames().index("b000")
    assert rig.frames()[joint - 1] == "a009"
    assert len(rig.sounding()) == 20


def test_over_a_minute_neither_more_nor_fewer_frames_leave_than_time_passes(rig: Rig) -> None:
    rig.load(*(cue(1 + turn % 8, 0.7 + turn * 1.37) for turn in range(8)), now=0.0)

    rig.play(0.0, 60.0)

    assert abs(len(rig.frames()) - 60 / F) <= 6


def test_a_break_in_sounds_at_once_and_what_it_cut_goes_on_after_it(rig: Rig) -> None:
    rig.load(cue(1, 0.0, end=100, frames=100), now=0.0)
    rig.play(0.0, 0.6)
    before = len(rig.frames())

    pieces = cue(1, 0.0, end=25, frames=100), cue(2, 0.6), cue(1, 0.84, first=35, end=100, frames=100)
    rig.load(*pieces, now=0.6)
    rig.play(0.6, 3.0)

    assert rig.frames()[before] == "b000"
    assert rig.sounding()[before + 10] == "a035"
    assert rig.told()[1:4] == [(1, "paused", before), (2, "started", 0), (2, "ended", 10)]


def test_a_break_in_does_not_wait_until_what_was_sent_ahead_has_passed(rig: Rig) -> None:
    rig.load(cue(1, 0.0, end=100, frames=100), now=0.0)
    rig.play(0.0, 0.6)
    rig.load(cue(1, 0.0, end=21, frames=100), cue(2, 0.5), now=0.5)

    rig.feed.push(0.5, 0.6)

    assert rig.frames()[25:] == ["b000", "b001", "b002", "b003", "b004"]


def test_what_is_no_longer_wanted_stops_at_once_with_its_reason(rig: Rig) -> None:
    rig.load(cue(1, 0.0, end=100, frames=100), now=0.0)
    rig.play(0.0, 0.5)

    rig.feed.load([], now=0.5, reasons={1: "thu hồi"})
    rig.play(0.5, 1.0)

    assert rig.notes[-1].happening is Happening.ENDED
    assert rig.notes[-1].reason == "thu hồi"
    assert len(rig.sounding()) == rig.notes[-1].frame < 100


def test_loading_the_same_plan_again_changes_nothing_on_air(rig: Rig) -> None:
    rig.load(cue(1, 0.0, end=50, frames=50), now=0.0)

    for moment in range(12):
        rig.play(moment * 0.12, (moment + 1) * 0.12)
        rig.load(cue(1, 0.0, end=50, frames=50), now=(moment + 1) * 0.12)

    assert rig.sounding() == [f"a{frame:03d}" for frame in range(50)]
    assert rig.told() == [(1, "started", 0), (1, "ended", 50)]


def test_a_plan_that_still_names_what_is_over_does_not_play_it_again(rig: Rig) -> None:
    rig.load(cue(1, 0.0), now=0.0)
    rig.play(0.0, 0.24)

    rig.load(cue(1, 0.0), now=0.24)
    rig.play(0.24, 1.0)

    assert len(rig.sounding()) == 10
    assert rig.told() == [(1, "started", 0), (1, "ended", 10)]


def test_a_horizon_a_hair_beyond_what_was_sent_is_no_endless_loop(rig: Rig) -> None:
    rig.load(cue(1, 0.0), now=0.0)
    rig.feed.push(0.0, 0.12)

    rig.feed.push(0.12, 0.12 + 1e-6)

    assert len(rig.frames()) == 5


def test_what_is_moved_to_another_time_pauses_and_begins_anew(rig: Rig) -> None:
    rig.load(cue(1, 0.0), now=0.0)
    rig.play(0.0, 0.12)

    rig.load(cue(1, 0.48), now=0.12)
    rig.play(0.12, 1.2)

    assert rig.told() == [(1, "started", 0), (1, "paused", 5), (1, "started", 0), (1, "ended", 10)]
