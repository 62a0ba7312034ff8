"""The process that airs one live talk: takes its sound from the pages, encodes it, hands it on and records it.

It knows no database, so that it is there a third of a second after the button was pressed; when the talk is over it
has `live_ending` write that down. Begun as `python -m broadcaster.inputs.live TALK SECONDS`.
"""

import logging
import select
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from broadcaster.halts import halt
from broadcaster.halts.halt import Halt
from broadcaster.inputs import live_line
from broadcaster.inputs.inlet import Inlet
from broadcaster.inputs.live_line import LIMIT, LOST, SPOKEN, STOPPED, Chunk, Heard
from broadcaster.inputs.live_order import InOrder
from broadcaster.inputs.live_recording import Recording, recording_of
from broadcaster.inputs.live_voice import Voice
from content.airformat import AIR_FORMATS
from content.presets import preset_named
from station import clock
from station.logs import set_up
from station.settings import Settings, load

SILENCE_SECONDS = 5.0  # without a chunk, after which the line counts as lost
NAP_SECONDS = 0.1

log = logging.getLogger(__name__)


class Told(Exception):
    """The process was told to end."""


@dataclass
class Talk:
    """What is known of the talk while it lasts; times are monotonic seconds."""

    voice: Voice
    inlet: Inlet
    recording: Recording
    until: float
    heard_at: float
    order: InOrder = field(default_factory=InOrder)
    over: str = ""

    def take(self, chunk: Chunk, *, now: float) -> Heard:
        """Air a chunk and record it; the limit holds however long the browser goes on."""
        self.heard_at = now
        fresh = self.order.take(chunk.at, chunk.pcm)
        if fresh and not self.over:
            self._air(self.voice.take(fresh, chunk.rate))
        if chunk.last:
            self.over = self.over or SPOKEN
        return Heard(self.order.wanted or 0, self.inlet.connected, max(0.0, self.until - now), self.over)

    def look(self, *, now: float, halted: Halt | None) -> None:
        """Notice the end of the time or of the line, and an order that silences the whole station."""
        self.inlet.send(b"")  # reach again for a transmitter that was started anew
        if halted:
            self.over = self.over or halted.reason
        elif now >= self.until:
            self.over = self.over or LIMIT
        elif now - self.heard_at > SILENCE_SECONDS:
            self.over = self.over or LOST

    def end(self) -> None:
        """Air the last frames and let go of the transmitter."""
        self._air(self.voice.end())
        self.inlet.close()

    def _air(self, frames: bytes) -> None:
        self.inlet.send(frames)
        self.recording.write(frames)


def main() -> None:
    """Air the talk named on the command line, then have its end written down."""
    set_up()
    talk_id, seconds, settings = int(sys.argv[1]), float(sys.argv[2]), load()
    try:
        ear = live_line.listen(settings.home, talk_id)
    except OSError:
        return  # another process serves this talk already
    signal.signal(signal.SIGTERM, _stop)
    with ear:
        talk = begun(settings, talk_id, seconds)
        try:
            serve(ear, talk, settings.home)
        except (Told, KeyboardInterrupt):
            talk.over = STOPPED
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        talk.end()
        write_down(ear, talk, talk_id)


def begun(settings: Settings, talk_id: int, seconds: float) -> Talk:
    """Return a talk that may last so many seconds from now."""
    now = clock.monotonic()
    fmt = AIR_FORMATS[settings.air_format]
    return Talk(
        voice=Voice(fmt, preset_named(settings.preset)),
        inlet=Inlet(settings.home, f"live:{talk_id}"),
        recording=Recording(recording_of(settings.home, talk_id)),
        until=now + seconds,
        heard_at=now,
    )


def serve(ear: socket.socket, talk: Talk, home: Path) -> None:
    """Take chunks until the talk is over."""
    while not talk.over:
        _take_one(ear, talk)
        talk.look(now=clock.monotonic(), halted=halt.halted(home))


def write_down(ear: socket.socket, talk: Talk, talk_id: int) -> None:
    """Have the end written down, and tell whoever still speaks that it is over until all can read it."""
    ending = subprocess.Popen([sys.executable, "-m", "broadcaster.inputs.live_ending", str(talk_id), talk.over])
    while ending.poll() is None:
        _take_one(ear, talk)


def _take_one(ear: socket.socket, talk: Talk) -> None:
    if select.select([ear], [], [], NAP_SECONDS)[0]:
        _answer(ear.accept()[0], talk)


def _answer(line: socket.socket, talk: Talk) -> None:
    with line:
        chunk = live_line.take(line)
        if chunk is not None:
            try:
                live_line.answer(line, talk.take(chunk, now=clock.monotonic()))
            except OSError:
                log.warning("nobody waits for the answer")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Told


if __name__ == "__main__":
    main()
