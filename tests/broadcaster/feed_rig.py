"""A feed, sounds whose every frame can be read, and what they told; a frame is four letters here."""

from datetime import UTC, datetime, timedelta

from broadcaster.stretch import Stretch
from broadcaster.transmitter.cue import Cue, Note
from broadcaster.transmitter.feed import Feed
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
