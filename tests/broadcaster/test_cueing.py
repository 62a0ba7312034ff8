"""What the transmitter is told: only what changed, never a clip that is not whole, a break-in at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcaster.airplan import Plan
from broadcaster.cueing import Cueing, Outdated
from broadcaster.reels import Reels
from broadcaster.stretch import FRAME, Stretch, under
from broadcaster.transmitter.messages import Interruption
from content.shelf import Shelf

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
SIZE = 4


def stretch(number: int, sha: str, *, at: datetime = NOW, frames: int = 100, begun: bool = False) -> Stretch:
    return Stretch(number, sha, at, 0, frames, frames, begun)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def clip(shelf: Shelf) -> str:
    return shelf.keep(b"0123" * 100)


@pytest.fixture
def cueing(shelf: Shelf) -> Cueing:
    return Cueing(Reels(shelf, SIZE))


def plan(**zones: list[Stretch]) -> Plan:
    return Plan(stretches={int(name[1:]): found for name, found in zones.items()})


def test_a_clip_is_told_once_and_a_zone_only_when_its_sound_changed(cueing: Cueing, clip: str) -> None:
    first = cueing.follow(plan(z1=[stretch(1, clip)], z2=[stretch(2, clip)]), now=NOW, interruptions=0)
    begun = plan(z1=[stretch(1, clip, begun=True)], z2=[])

    second = cueing.follow(begun, now=NOW, interruptions=0)

    assert [reel.sha256 for message in first.messages for reel in message.reels] == [clip]
    assert [dict(message.zones) for message in second.messages] == [{2: []}]


def test_what_was_written_off_while_it_waited_behind_something_late_is_taken_back(cueing: Cueing, clip: str) -> None:
    late, later = stretch(1, clip), NOW + timedelta(minutes=1)
    cueing.follow(plan(z1=[late], z2=[]), now=NOW, interruptions=0)

    usual = cueing.follow(plan(z1=[], z2=[]), now=later, interruptions=0)
    cueing.tell_anew(frozenset({1}))
    told = cueing.follow(plan(z1=[], z2=[]), now=later, interruptions=0)
    again = cueing.follow(plan(z1=[], z2=[]), now=later, interruptions=0)

    assert [dict(message.zones) for message in usual.messages if message.zones] == []
    assert [dict(message.zones) for message in told.messages if message.zones] == [{1: []}]
    assert [dict(message.zones) for message in again.messages if message.zones] == []


def test_a_clip_that_no_zone_needs_any_more_is_forgotten_and_told_again_when_it_comes_back(
    cueing: Cueing, clip: str
) -> None:
    cueing.follow(plan(z1=[stretch(1, clip)]), now=NOW, interruptions=0)

    gone = cueing.follow(plan(z1=[]), now=NOW, interruptions=0)
    back = cueing.follow(plan(z1=[stretch(3, clip)]), now=NOW, interruptions=0)

    assert gone.messages[-1].forget == {clip}
    assert [reel.sha256 for reel in back.messages[0].reels] == [clip]


def test_a_damaged_clip_is_not_told_and_its_claim_hears_why(cueing: Cueing, shelf: Shelf, clip: str) -> None:
    shelf.path(clip).write_bytes(b"evil" * 100)

    told = cueing.follow(plan(z1=[stretch(1, clip), stretch(2, "live:4")]), now=NOW, interruptions=0)

    assert [each.as_run_id for each in told.messages[0].zones[1]] == [2]
    assert "hỏng" in told.lost[1][1]


def test_a_break_in_is_one_order_for_all_zones_and_an_older_plan_cannot_take_it_away(cueing: Cueing, clip: str) -> None:
    cueing.follow(plan(z1=[stretch(1, clip)], z2=[]), now=NOW, interruptions=0)

    told = cueing.interrupt([Interruption((stretch(0, clip, frames=30),), {1: (7,), 2: (8,)})])

    assert told.messages == [Interruption((stretch(0, clip, frames=30),), {1: (7,), 2: (8,)})]
    with pytest.raises(Outdated):
        cueing.follow(plan(z1=[stretch(1, clip)]), now=NOW, interruptions=0)


def test_after_a_break_in_its_zones_are_told_all_they_have(cueing: Cueing, clip: str) -> None:
    cueing.follow(plan(z1=[stretch(1, clip)], z2=[stretch(2, clip)]), now=NOW, interruptions=0)

    cueing.interrupt([Interruption((stretch(0, clip, frames=30),), {1: (7,)})])
    after = cueing.follow(plan(z1=[stretch(1, clip)], z2=[stretch(2, clip)]), now=NOW, interruptions=1)

    assert [list(message.zones) for message in after.messages] == [[1]]


def test_a_break_in_goes_without_a_damaged_sound_and_every_claim_of_it_hears_why(
    cueing: Cueing, shelf: Shelf, clip: str
) -> None:
    siren = shelf.keep(b"abcd" * 50)
    shelf.path(siren).write_bytes(b"evil" * 50)

    told = cueing.interrupt([Interruption((stretch(0, siren), stretch(0, clip)), {1: (7, 8), 2: (9, 10)})])

    assert [(each.sounds, each.claims) for each in told.messages] == [((stretch(0, clip),), {1: (8,), 2: (10,)})]
    assert {number: "hỏng" in reason for number, (_, reason) in told.lost.items()} == {7: True, 9: True}


@pytest.mark.parametrize(
    ("begin", "end", "left"),
    [(0, 100, []), (0, 40, [(40, 100)]), (90, 150, [(0, 90)]), (-50, 0, [(0, 100)]), (100, 120, [(0, 100)])],
)
def test_what_lies_under_something_else_keeps_its_time(begin: int, end: int, left: list[tuple[int, int]]) -> None:
    under_it = under([stretch(1, "x")], NOW + begin * FRAME, NOW + end * FRAME)

    assert [(each.first_frame, each.end_frame) for each in under_it] == left
    assert {each.origin for each in under_it} <= {NOW}


def test_a_cut_between_two_frames_leaves_no_frame_half_covered() -> None:
    odd = timedelta(milliseconds=5)

    before, after = under([stretch(1, "x")], NOW + 10 * FRAME + odd, NOW + 20 * FRAME + odd)

    assert (before.end_frame, after.first_frame) == (11, 21)
