"""The decoding child's line to the process that sends RTP; begun with the first RTP output, ended with us."""

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Callable, Coroutine

from broadcaster.outputs.pcm.coding import Coder, Payloads
from broadcaster.outputs.pcm.gathering import Gathering
from broadcaster.outputs.pcm.player import Sound
from broadcaster.outputs.pcm.wire import Closed, Opened, Packets, Play, Told, Unframer, framed
from broadcaster.outputs.port import OutputSpec
from station.settings import PROJECT

MODULE = "broadcaster.outputs.rtp.pump"
MOST_WAITING = 4 << 20  # bytes
GOOD_BYE_SECONDS = 4.0


class PumpDied(RuntimeError):
    """The sending process ended by itself; a fresh pair of processes is the cure."""


class PumpLine:
    """Collects a batch's packets and hands them over together."""

    def __init__(self, tell: Callable[[Told], None], spawn: Callable[[Coroutine[None, None, None]], object]) -> None:
        self._tell = tell
        self._spawn = spawn
        self._unsent: list[object] = []
        self._gathered: Gathering[Payloads] = Gathering()
        self._begun = False
        self._ending = False
        self._writer: asyncio.StreamWriter | None = None

    def write(self, message: Opened | Closed | Packets) -> None:
        """Send a message, or keep it for the moment when the process is there."""
        if not self._begun:
            self._begun = True
            self._spawn(self._run())
        if self._writer is None:
            self._unsent.append(message)
        elif self._writer.transport.get_write_buffer_size() < MOST_WAITING or not isinstance(message, Packets):
            self._writer.write(framed(message))

    def add(self, play: Play, payloads: Payloads | None) -> None:
        """Have payloads sent, or silence."""
        self._gathered.add(play.output_id, play.due, payloads)

    def flush(self) -> None:
        """Hand over what was collected."""
        if self._gathered:
            self.write(Packets(*self._gathered.take()))

    def close(self) -> None:
        """Have the process take leave of the network, and end."""
        self._ending = True
        if self._writer is not None:
            self._writer.close()

    async def _run(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            words = [sys.executable, "-m", MODULE, str(theirs.fileno())]
            process = subprocess.Popen(words, cwd=PROJECT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        reader, self._writer = await asyncio.open_unix_connection(sock=ours)
        for message in self._unsent:
            self._writer.write(framed(message))
        self._unsent.clear()
        unframer = Unframer()
        with contextlib.suppress(OSError):
            while not self._ending and (piece := await reader.read(1 << 16)):
                for message in unframer.feed(piece):
                    assert isinstance(message, Told)
                    self._tell(message)
        self._writer.close()
        await asyncio.to_thread(_bury, process)
        if not self._ending:
            raise PumpDied


class RtpPlayer:
    """One RTP output: its packets are made here and sent there."""

    def __init__(self, spec: OutputSpec, pump: PumpLine, coder: Coder) -> None:
        self._output_id = spec.output_id
        self._pump = pump
        self._coder = coder
        pump.write(Opened(spec))

    def play(self, play: Play, sound: Sound) -> None:
        """Make the block's packets, once for all who send the same."""
        self._pump.add(play, None if sound.silent else self._coder.payloads(sound.before, sound.block))

    def close(self) -> None:
        """End the session."""
        self._pump.write(Closed(self._output_id))


def _bury(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(GOOD_BYE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
