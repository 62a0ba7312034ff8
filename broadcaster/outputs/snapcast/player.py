"""Plays a zone as a stream of a Snapcast server, and puts the zone's loudspeakers on that stream.

It keeps time: while there is no connection the sound is gone, and a new connection gets the present.
"""

import asyncio
import random

from broadcaster.outputs.live_line import LiveLine
from broadcaster.outputs.patience import rest
from broadcaster.outputs.pcm.elastic import CUSHION_SECONDS, copies
from broadcaster.outputs.pcm.player import Bench, Sound
from broadcaster.outputs.pcm.wire import BLOCK_SECONDS, Play
from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.outputs.snapcast.control import Control, connect
from broadcaster.outputs.snapcast.errors import Lost, NoStream, Refused, SnapcastError, WrongStream
from broadcaster.outputs.snapcast.place import Place, place_of
from broadcaster.outputs.snapcast.status import Source, has_stream, heard_by, source_of, steps
from station import clock

LOOK_SECONDS = 5.0  # between looks at who is connected, and in which group
STEADY_SECONDS = 30.0


class SnapcastPlayer:
    """One stream of one server."""

    def __init__(self, spec: OutputSpec, bench: Bench) -> None:
        self._place: Place = place_of(spec)
        self._bench = bench
        self._source = Source(0, 48000, 2)
        self._line: LiveLine | None = None
        self._keeping = asyncio.create_task(self._keep_connected())

    def play(self, play: Play, sound: Sound) -> None:
        """Send a block as PCM; silence is what gives when the server's clock and ours differ."""
        if self._line is None:
            return
        waiting = CUSHION_SECONDS + self._line.waiting() / self._bytes_per_second
        for _ in range(copies(waiting, silent=sound.silent)):
            self._line.send(self._pcm(sound))

    def close(self) -> None:
        """Hang up."""
        self._keeping.cancel()

    @property
    def _bytes_per_second(self) -> int:
        return self._source.rate * self._source.channels * 2

    def _pcm(self, sound: Sound) -> bytes:
        if sound.silent:
            return bytes(round(self._bytes_per_second * BLOCK_SECONDS))
        rate, channels = self._source.rate, self._source.channels
        return self._bench.decoder.pcm(sound.before, sound.block, rate=rate, channels=channels)

    async def _keep_connected(self) -> None:
        failures = 0
        while True:
            began = clock.monotonic()
            try:
                await self._stay()
            except SnapcastError as problem:
                self._bench.tell(Health(False, str(problem)))
            failures = 0 if clock.monotonic() - began > STEADY_SECONDS else failures + 1
            await asyncio.sleep(rest(max(0, failures - 1), random.random()))

    async def _stay(self) -> None:
        """Play until the server is gone. Raise SnapcastError."""
        control = Control(await connect(self._place.host, self._place.port), self._place.server)
        try:
            self._source = await self._stream(control)
            reader, writer = await connect(self._place.host, self._source.port)
            hung_up = asyncio.create_task(reader.read(1))  # the server never says anything here
            try:
                writer.write(bytes(round(self._bytes_per_second * CUSHION_SECONDS) // 4 * 4))
                self._line = LiveLine(writer, self._bytes_per_second)
                await self._watch(control, hung_up)
            finally:
                hung_up.cancel()
                if self._line is not None:
                    self._line.abort()
                self._line = None
        finally:
            control.close()

    async def _stream(self, control: Control) -> Source:
        """Return the source of our stream, which is added where the server lets us."""
        server = (await control.call("Server.GetStatus", {}))["server"]
        if not has_stream(server, self._place.stream):
            try:
                await control.call("Stream.AddStream", {"streamUri": self._place.source})
            except Refused:
                raise NoStream(self._place.stream, self._place.source) from None
            server = (await control.call("Server.GetStatus", {}))["server"]
        if (source := source_of(server, self._place.stream)) is None:
            raise WrongStream(self._place.stream)
        return source

    async def _watch(self, control: Control, hung_up: asyncio.Task[bytes]) -> None:
        """Look again and again at the server's groups, until it hangs up."""
        told = None
        while not hung_up.done():
            server = (await control.call("Server.GetStatus", {}))["server"]
            changes = steps(server, self._place.stream, self._place.clients)
            for step in changes:
                await control.call(step.method, step.params)
            health = heard_by(server, self._place.stream, self._place.clients)
            if not changes and health != told:
                self._bench.tell(health)
                told = health
            await asyncio.wait([hung_up], timeout=LOOK_SECONDS if not changes else 0.1)
        hung_up.exception()  # however it ended, it has ended
        raise Lost(self._place.server)
