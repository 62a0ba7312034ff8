"""What an ear makes of frames, against what the log claims."""

from datetime import timedelta
from math import inf

import pytest

from broadcaster.ear.candidates import Tally
from broadcaster.ear.claims import Claim, Event
from broadcaster.ear.hearing import APART, UNDERSTOOD_WITHIN, ZoneEar
from broadcaster.happening import Happening
from content.airformat import FRAME_SECONDS, SPEECH, silent_frame
from tests.conftest import NOW

SIZE = SPEECH.frame_bytes
SILENCE = silent_frame(SPEECH)
TICK = 5 * FRAME_SECONDS
A_WHILE = SILENCE * round(UNDERSTOOD_WITHIN / FRAME_SECONDS + 10)


def sound(seed: int, frames: int) -> bytes:
    """Frames that are all different."""
    return b"".join(SPEECH.header + f"{seed}.{number}".encode().ljust(SIZE - 4, b"x") for number in range(frames))


class FakeClip:
    """A clip in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def frames(self, first: int, count: int) -> bytes:
        return self.data[first * SIZE : (first + count) * SIZE]

    def find(self, frames: bytes, *, start: int) -> int | None:
        at = self.data.find(frames, start * SIZE)
        return at // SIZE if at >= 0 else None


class Room:
    """An ear in a zone, and a clock that goes with what is played to it."""

    def __init__(self, *clips: bytes, sources: str = "") -> None:
        self.ear = ZoneEar(SILENCE, since=0.0)
        self.moment = 0.0
        self.known = [
            (Claim(number, "p1", 7, "Tin", sources or "a" * 64, len(data) // SIZE, NOW), FakeClip(data))
            for number, data in enumerate(clips, 1)
        ]
        self.ear.know([] if sources else self.known)

    def play(self, data: bytes, *, backlog: bool = False) -> None:
        """Let it sound, a tick at a time."""
        for at in range(0, len(data), 5 * SIZE):
            since, self.moment = self.moment, self.moment + TICK
            now = NOW + timedelta(seconds=self.moment)
            self.ear.hear(data[at : at + 5 * SIZE], since=since, until=self.moment, now=now, backlog=backlog)

    def tally(self, number: int = 1) -> Tally:
        return self.ear.tally(number)


def test_a_clip_heard_whole_is_counted_frame_by_frame() -> None:
    clip = sound(1, 103)
    room = Room(clip)

    room.play(SILENCE * 12 + clip + SILENCE * 30)

    tally = room.tally()
    assert (tally.frames, tally.repeated, room.ear.strange_frames(at=room.moment)) == (103, 0, 0)
    assert tally.first_at is not None and tally.last_at is not None
    assert abs(tally.first_at - NOW - timedelta(seconds=12 * FRAME_SECONDS)) < timedelta(seconds=2 * TICK)
    assert tally.longest_gap < TICK


def test_one_clip_after_another_without_a_gap_are_told_apart() -> None:
    one, two = sound(1, 52), sound(2, 41)
    room = Room(one, two)

    room.play(one + two)

    assert [room.tally(number).frames for number in (1, 2)] == [52, 41]


def test_the_same_clip_claimed_twice_counts_for_one_claim_after_the_other() -> None:
    clip = sound(1, 30)
    room = Room(clip, clip)

    room.play(clip + SILENCE * 20 + clip + A_WHILE)

    assert [(room.tally(number).frames, room.tally(number).repeated) for number in (1, 2)] == [(30, 0), (30, 0)]


def test_what_is_played_again_is_counted_as_repeated() -> None:
    clip = sound(1, 60)
    room = Room(clip)

    room.play(clip + clip[10 * SIZE : 40 * SIZE] + A_WHILE)

    assert (room.tally().frames, room.tally().repeated) == (60, 30)


def test_what_the_log_begins_anew_is_not_repeated_even_if_that_is_read_late() -> None:
    clip = sound(1, 60)
    room = Room(clip)

    room.play(clip[: 30 * SIZE] + SILENCE * 20 + clip[: 20 * SIZE])
    (claim, _) = room.known[0]
    claim.events += [Event(Happening.PAUSED, NOW, 30, "x"), Event(Happening.MOVED, NOW, 0, "x")]
    room.play(clip[20 * SIZE :] + A_WHILE)

    assert (room.tally().frames, room.tally().repeated) == (90, 0)


def test_what_begins_anew_is_not_taken_for_a_later_turn_of_the_same_clip_that_was_missed() -> None:
    clip = sound(1, 60)
    room = Room(clip, clip)
    first, second = (claim for claim, _ in room.known)
    second.events.append(Event(Happening.MISSED, NOW, 0, "đài không hoạt động vào giờ phát"))

    room.play(clip[: 30 * SIZE] + SILENCE * 20 + clip[: 20 * SIZE])
    first.events += [Event(Happening.PAUSED, NOW, 30, "x"), Event(Happening.MOVED, NOW, 0, "x")]
    room.play(clip[20 * SIZE :] + A_WHILE)

    assert [room.tally(number).frames for number in (1, 2)] == [90, 0]


def test_a_later_turn_of_the_same_clip_is_not_taken_for_one_that_was_only_put_off_and_is_long_over() -> None:
    clip = sound(1, 100)
    room = Room(clip, clip)
    room.ear.know(room.known[:1])
    room.known[0][0].events.append(Event(Happening.MOVED, NOW, 0, "lùi theo mục trước"))

    room.play(clip + SILENCE * 40 + clip[: 30 * SIZE])
    room.ear.know(room.known)
    room.play(clip[30 * SIZE :] + A_WHILE)

    assert [(room.tally(number).frames, room.tally(number).repeated) for number in (1, 2)] == [(100, 0), (100, 0)]


def test_what_begins_anew_is_not_taken_for_a_turn_of_the_same_clip_that_is_not_due_yet() -> None:
    clip = sound(1, 60)
    room = Room(clip, clip)
    first, second = (claim for claim, _ in room.known)
    second.planned_at += timedelta(seconds=30)

    room.play(clip[: 30 * SIZE] + SILENCE * 20 + clip[: 20 * SIZE])
    first.events += [Event(Happening.PAUSED, NOW, 30, "x"), Event(Happening.MOVED, NOW, 0, "x")]
    room.play(clip[20 * SIZE :] + A_WHILE)

    assert [room.tally(number).frames for number in (1, 2)] == [90, 0]


def test_what_began_late_by_the_log_is_not_taken_for_the_next_turn_of_the_same_clip() -> None:
    clip = sound(1, 100)
    room = Room(clip, clip)
    first, second = (claim for claim, _ in room.known)
    first.planned_at -= timedelta(seconds=8)  # it was to be over long ago
    room.ear.know(room.known, read_at=0.0)

    room.play(clip[: 50 * SIZE])
    first.events.append(Event(Happening.STARTED, NOW, 0, ""))
    room.ear.know(room.known, read_at=room.moment)
    room.play(clip[50 * SIZE :])
    second.events.append(Event(Happening.STARTED, NOW + timedelta(seconds=room.moment), 0, ""))
    room.ear.know(room.known)
    room.play(clip + A_WHILE)

    assert [(tally.frames, tally.repeated) for tally in (room.tally(1), room.tally(2))] == [(100, 0), (100, 0)]
    assert room.tally(1).first_at < room.tally(2).first_at


def test_what_the_log_says_was_missed_is_heard_all_the_same() -> None:
    clip = sound(1, 60)
    room = Room(clip)
    room.known[0][0].events.append(Event(Happening.MISSED, NOW, 0, "chưa được duyệt"))

    room.play(clip + A_WHILE)

    assert room.tally().frames == 60


def test_a_hole_in_a_clip_is_its_longest_gap() -> None:
    clip = sound(1, 100)
    room = Room(clip)

    room.play(clip[: 40 * SIZE] + SILENCE * 50 + clip[90 * SIZE :])

    assert room.tally().frames == 50
    assert room.tally().longest_gap == pytest.approx(50 * FRAME_SECONDS, abs=TICK)


def test_what_nobody_claimed_is_strange_after_a_while() -> None:
    room = Room(sound(1, 60))

    room.play(sound(9, 40) + A_WHILE)
    strange = room.ear.strange_frames(at=room.moment)
    (stretch,) = room.ear.strangers(at=room.moment + APART + 1)

    assert (strange, stretch.frames, room.tally().frames) == (40, 40, 0)


@pytest.mark.parametrize(("read_at", "late"), [(inf, 40), (0.0, 390)])  # the second time nobody can read the log
def test_a_claim_that_is_read_late_still_owns_its_first_frames(read_at: float, late: int) -> None:
    clip = sound(1, 400)
    room = Room(clip)
    room.ear.know([], read_at=read_at)

    room.play(clip[: late * SIZE])
    room.ear.know(room.known)
    room.play(clip[late * SIZE :])

    assert (room.tally().frames, room.ear.strange_frames(at=room.moment)) == (400, 0)


def test_what_a_server_repeats_to_a_newcomer_was_not_aired_twice() -> None:
    clip = sound(1, 60)
    room = Room(clip)

    room.play(clip[: 40 * SIZE])
    room.play(clip[20 * SIZE : 40 * SIZE], backlog=True)
    room.play(clip[40 * SIZE :] + A_WHILE)

    assert (room.tally().frames, room.tally().repeated) == (60, 0)


def test_sound_from_outside_is_only_asked_not_to_be_silent() -> None:
    room = Room(sound(1, 60), sources="live:3")
    room.ear.know([(claim, None) for claim, _ in room.known])

    room.play(sound(5, 20) + SILENCE * 10 + sound(6, 20))

    assert (room.tally().frames, room.ear.strange_frames(at=room.moment)) == (40, 0)


def test_silence_is_no_sound_and_a_clip_is() -> None:
    clip = sound(1, 10)
    room = Room(clip)

    room.play(SILENCE * 50)
    silent = room.ear.sounded_at
    room.play(clip)

    assert silent == 0.0
    assert room.ear.sounded_at == pytest.approx(room.moment)
