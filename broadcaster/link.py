"""The planner's end of the line to its transmitter, a child process that lives exactly as long."""

import asyncio
import contextlib
import os
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
    """Starts the transmitter, tells it things, and hears what it says."""

    def __init__(self, heard: Callable[[object], None]) -> None:
        self._heard = heard
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def start(self) -> None:
        """Start the transmitter."""
        ours, its = socket.socketpair()
        os.set_inheritable(its.fileno(), True)
        words = [sys.executable, "-m", "broadcaster.transmitter.main", str(its.fileno())]
        self._process = subprocess.Popen(
            words,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            pass_fds=[its.fileno()],
            preexec_fn=lambda: die_with_parent(signal.SIGKILL),
        )
        its.close()
        self._reader, self._writer = await asyncio.open_connection(sock=ours)

    def tell(self, message: object) -> None:
        """Send a message; nobody waits."""
        assert self._writer is not None
        self._writer.write(packed(message))

    async def listen(self) -> None:
        """Hand on what the transmitter says, for ever. Raise TransmitterGone."""
        assert self._reader is not None
        while True:
            try:
                self._heard(await received(self._reader))
            except (asyncio.IncompleteReadError, ConnectionError):
                raise TransmitterGone from None

    def kill(self) -> None:
        """End a transmitter that hangs: it would not hear anything else."""
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """End the transmitter; it hears that the line is closed, and writes down how far it came."""
        if self._writer is not None:
            with contextlib.suppress(OSError):
                self._writer.get_extra_info("socket").shutdown(socket.SHUT_WR)  # to close it would take the loop a turn
            self._writer.close()
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
