"""The splicing of frames; a frame is four letters here, so that a stream can be read."""

from datetime import UTC, datetime, timedelta

import pytest

from broadcaster.happening import Happening
from broadcaster.stretch import Stretch
from broadcaster.transmitter.feed import Cue, Feed, Note
from playlists.rundown import FRAME
from tests.fakes import FakeOutput

F = 0.024
T0 = datetime(2026, 11, 22, tzinfo=UTC)  # monotonic second 0
SILENCE = b"...."


def cue(
    number: int,
    due: float,
    *,
    first: int = 0,
    end: int = 10,
    frames: int = 10,
    begun: bool = False,
    joins: bool = False,
) -> Cue:
    letter = b"_abcdefgh"[number : number + 1]
    sound = Held(b"".join(letter + b"%03d" % frame for frame in range(frames)))
    starts_at = T0 + timedelta(seconds=due) + 0 * FRAME
    stretch = Stretch(number, letter.decode(), starts_at, first, end, frames, begun, joins=joins)
    return Cue(stretch, sound, due)


class Held:
    """A sound in memory, of frames of four bytes."""

    def __init__(self, frames: bytes) -> None:
        self.frames = frames

    def take(self, first: int, count: int) -> bytes:
        return self.frames[first * 4 : (first + count) * 4]


class Rig:
    """A feed with an output and a list of what it told."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.out = FakeOutput()
        self.feed = Feed(SILENCE, self.notes.append)
        self.feed.outputs.append(self.out)

    def load(self, *cues: Cue, now: float) -> None:
        self.feed.load(cues, now=now, reasons={})

    def play(self, start: float, stop: float, tick: float = 0.12) -> None:
        """Push as the engine does: each tick, and whenever a sound falls due in between."""
        horizon, now = start, start
        while now < stop - 1e-9:
            if now >= horizon - 1e-9:
                horizon = now + tick
            wake = self.feed.push(now, horizon)
            now = min(horizon, wake if wake is not None else horizon)

    def frames(self) -> list[str]:
        sound = self.out.sound.decode()
        return [sound[at : at + 4] for at in range(0, len(sound), 4)]

    def sounding(self) -> list[str]:
        return [frame for frame in self.frames() if frame != "...."]

    def told(self) -> list[tuple[int, str, int]]:
        return [(note.as_run_id, note.happening.value, note.frame) for note in self.notes]


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


def test_what_may_be_heard_in_part_and_should_have_begun_long_ago_is_joined_in_progress(rig: Rig) -> None:
    rig.load(cue(1, -2.4, end=200, frames=200, begun=True, joins=True), now=0.0)

    rig.play(0.0, 3.0)

    assert rig.sounding()[0] == "a100"
    assert rig.told()[0] == (1, "resumed", 100)


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
