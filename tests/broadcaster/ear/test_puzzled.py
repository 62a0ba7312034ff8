"""What an ear does not understand it looks up when it learns something, not at every tick."""

from datetime import timedelta

from broadcaster.ear.claims import Claim
from broadcaster.ear.hearing import ZoneEar
from tests.broadcaster.ear.test_hearing import SILENCE, SIZE, TICK, FakeClip, sound
from tests.conftest import NOW


class Counted(FakeClip):
    """A clip that tells how often it was searched."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.searched = 0

    def find(self, frames: bytes, *, start: int) -> int | None:
        self.searched += 1
        return super().find(frames, start=start)


def test_a_strange_sound_is_not_searched_for_again_until_the_log_was_read() -> None:
    ear, clip, strange = ZoneEar(SILENCE, since=0.0), Counted(sound(1, 60)), sound(9, 100)
    known = [(Claim(1, "p1", 7, "Tin", "a" * 64, 60, NOW), clip)]
    ear.know(known)
    searched = []

    for tick in range(20):  # 2.4 s: it is patient yet
        if tick == 10:
            ear.know(known)
        data = strange[tick * 5 * SIZE : (tick + 1) * 5 * SIZE]
        now = NOW + timedelta(seconds=(tick + 1) * TICK)
        ear.hear(data, since=tick * TICK, until=(tick + 1) * TICK, now=now)
        searched.append(clip.searched)

    assert searched[1] == searched[9] > 0
    assert searched[9] < searched[10] == searched[19]
