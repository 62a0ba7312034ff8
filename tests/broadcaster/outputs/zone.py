"""A zone that sounds without end into an Icecast output, faster than a real one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from broadcaster.outputs.icecast import Icecast
from broadcaster.outputs.port import OutputSpec
from content.airformat import SPEECH, AirFormat
from station import clock
from tests.broadcaster.outputs.icecast_server import PASSWORD
from tests.broadcaster.outputs.numbered import run_of

TICK = 5  # frames


def spec(port: int, mount: str = "/xa.mp3", password: str = PASSWORD) -> OutputSpec:
    options = {"user": "source", "password": password}
    return OutputSpec(1, "icecast", f"http://127.0.0.1:{port}{mount}", 1, "xa", "Toàn xã", options)


class Zone:
    """Sends numbered frames for ever, faster than a real zone."""

    def __init__(self, sink: Icecast, fmt: AirFormat = SPEECH) -> None:
        self.sink, self.fmt, self.sent = sink, fmt, 0

    async def sound(self) -> None:
        while True:
            self.sink.send(run_of(self.sent, TICK, self.fmt))
            self.sent += TICK
            await asyncio.sleep(0.004)


@contextlib.asynccontextmanager
async def on_air(spec: OutputSpec, fmt: AirFormat = SPEECH) -> AsyncIterator[Zone]:
    zone = Zone(Icecast(spec, fmt), fmt)
    sounding = asyncio.create_task(zone.sound())
    try:
        yield zone
    finally:
        sounding.cancel()
        zone.sink.close()


async def until(happened: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = clock.monotonic() + seconds
    while not happened():
        assert clock.monotonic() < deadline, "it took too long"
        await asyncio.sleep(0.01)
