"""Keeps the one decoding child of a transmitter alive, and hands it each block once however many zones send it."""

import asyncio
import contextlib
import random
import socket
import subprocess
import sys
from typing import Protocol
from weakref import WeakKeyDictionary

from broadcaster.outputs.patience import rest
from broadcaster.outputs.pcm import wire
from broadcaster.outputs.pcm.conditions import Conditions
from broadcaster.outputs.pcm.gathering import Gathering
from broadcaster.outputs.pcm.wire import Batch, Closed, Opened, Told, framed
from broadcaster.outputs.port import Health
from content.airformat import AirFormat, silent_frame
from station import clock
from station.settings import PROJECT

MODULE = "broadcaster.outputs.pcm"
MOST_WAITING = 4 << 20  # bytes: a child that is this far behind takes nothing more until it has caught up
STEADY_SECONDS = 30.0  # a child that lived this long makes us forget the failures before it
GOOD_BYE_SECONDS = 5.0  # for a child to take leave of the network


class Patient(Protocol):
    """Whose health the hub keeps up to date."""

    health: Health


class Hub:
    """The child's other end; there is one for each event loop."""

    def __init__(self, fmt: AirFormat) -> None:
        self._fmt = fmt
        self._silence = silent_frame(fmt) * wire.BLOCK_FRAMES
        self._opened: dict[int, Opened] = {}
        self._sinks: dict[int, Patient] = {}
        self._conditions = Conditions()
        self._gathered: Gathering[bytes] = Gathering()
        self._writer: asyncio.StreamWriter | None = None
        self._keeping: asyncio.Task[None] | None = None

    @staticmethod
    def of_this_loop(fmt: AirFormat) -> "Hub":
        """Return the hub of the running loop; a station has one air format."""
        loop = asyncio.get_running_loop()
        if loop not in _hubs:
            _hubs[loop] = Hub(fmt)
        return _hubs[loop]

    def add(self, opened: Opened, sink: Patient) -> None:
        """Open an output in the child, now and whenever it is started again."""
        self._opened[opened.spec.output_id], self._sinks[opened.spec.output_id] = opened, sink
        self._write(opened)
        if self._keeping is None or self._keeping.done():
            self._keeping = asyncio.create_task(self._keep())

    def remove(self, closed: Closed) -> None:
        """Close an output; the child ends with its last one."""
        self._opened.pop(closed.output_id, None)
        self._sinks.pop(closed.output_id, None)
        self._conditions.forget(closed.output_id)
        self._write(closed)
        if not self._opened and self._writer is not None:
            self._writer.close()

    def play(self, output_id: int, due: float, block: bytes) -> None:
        """Have a block played; all that one tick brings goes to the child together."""
        if not self._gathered:
            asyncio.get_running_loop().call_soon(self._flush)
        self._gathered.add(output_id, due, None if block == self._silence else block)

    def _flush(self) -> None:
        batch = Batch(*self._gathered.take())
        choked = self._writer is not None and self._writer.transport.get_write_buffer_size() > MOST_WAITING
        if choked != self._conditions.is_choked:
            self._conditions.is_choked = choked
            self._show()
        if not choked:
            self._write(batch)

    def _write(self, message: object) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(framed(message))

    async def _keep(self) -> None:
        failures = 0
        while self._opened:
            began = clock.monotonic()
            await self._live()
            if self._opened:
                self._conditions.lose()
                self._show()
                failures = 0 if clock.monotonic() - began > STEADY_SECONDS else failures + 1
                await asyncio.sleep(rest(max(0, failures - 1), random.random()))

    async def _live(self) -> None:
        """Run one child from its birth to its end, whoever wished for that."""
        ours, theirs = socket.socketpair()
        with theirs:
            words = [sys.executable, "-m", MODULE, str(theirs.fileno())]
            child = subprocess.Popen(words, cwd=PROJECT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        try:
            writer.write(framed(wire.Begin(self._fmt)))
            self._writer = writer
            for opened in self._opened.values():
                self._write(opened)
            await self._hear(reader)
        finally:
            self._writer = None
            writer.close()
            await asyncio.shield(asyncio.to_thread(_bury, child))

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        unframer = wire.Unframer()
        with contextlib.suppress(OSError):
            while piece := await reader.read(1 << 16):
                for message in unframer.feed(piece):
                    if isinstance(message, Told):
                        self._conditions.tell(message.output_id, message.health)
                    elif isinstance(message, wire.Lagging):
                        self._conditions.is_lagging = message.late
                self._show()

    def _show(self) -> None:
        for output_id, sink in self._sinks.items():
            sink.health = self._conditions.of(output_id)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def _bury(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(GOOD_BYE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
