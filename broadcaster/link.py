"""The planner's end of the line to its transmitter, a child process that lives exactly as long."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
from collections.abc import Callable

from broadcaster.transmitter.messages import packed, received
from station.process import die_with_parent
from station.settings import PROJECT

LAST_WORDS_SECONDS = 1.0
ENDING_SECONDS = 5.0


class TransmitterGone(RuntimeError):
    """The transmitter has ended; nothing sounds any more, so its planner must begin anew."""


class TransmitterHangs(RuntimeError):
    """The transmitter gives no sign of life; nothing sounds any more."""


class Link:
    """Starts the transmitter, tells it things, and hears what it says.

    There is a line for each direction: a failed write closes its line, and with it goes what had come in unread. That
    may be the only word of what sounded, when this process stood still and the other was killed.
    """

    def __init__(self, heard: Callable[[object], None]) -> None:
        self._heard = heard
        self._process: subprocess.Popen[bytes] | None = None
        self._hearing: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._telling: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def start(self) -> None:
        """Start the transmitter."""
        (telling, its_ear), (hearing, its_mouth) = socket.socketpair(), socket.socketpair()
        theirs = [its_ear.fileno(), its_mouth.fileno()]
        words = [sys.executable, "-m", "broadcaster.transmitter.main", *map(str, theirs)]
        self._process = subprocess.Popen(
            words,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            pass_fds=theirs,
            preexec_fn=lambda: die_with_parent(signal.SIGKILL),
        )
        its_ear.close()
        its_mouth.close()
        self._telling = await asyncio.open_connection(sock=telling)
        self._hearing = await asyncio.open_connection(sock=hearing)

    def tell(self, message: object) -> None:
        """Send a message; nobody waits."""
        assert self._telling is not None
        self._telling[1].write(packed(message))

    async def listen(self) -> None:
        """Hand on what the transmitter says, for ever. Raise TransmitterGone."""
        assert self._hearing is not None
        while True:
            try:
                self._heard(await received(self._hearing[0]))
            except (asyncio.IncompleteReadError, ConnectionError):
                raise TransmitterGone from None

    def kill(self) -> None:
        """End a transmitter that hangs: it would not hear anything else."""
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """End the transmitter; it hears that the line is closed, and writes down how far it came."""
        for _, line in filter(None, (self._telling, self._hearing)):
            with contextlib.suppress(OSError):
                line.get_extra_info("socket").shutdown(socket.SHUT_WR)  # to close it would take the loop a turn
            line.close()
        if self._process is None or self._ends_within(self._process, LAST_WORDS_SECONDS):
            return
        self._process.terminate()
        if not self._ends_within(self._process, ENDING_SECONDS):
            self._process.kill()
            self._process.wait()

    @staticmethod
    def _ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True
