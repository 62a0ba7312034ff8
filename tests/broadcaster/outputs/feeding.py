"""A transmitter in miniature, as a process: gives outputs silence and then a steady tone, tick by tick, in real time.

`python -m tests.broadcaster.outputs.feeding SECONDS SPEC…`, each spec a JSON object.  The time counts from when all
outputs are open; every change of health is printed.
"""

import asyncio
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from broadcaster.outputs.pcm.sink import PcmSink
from broadcaster.outputs.port import Health, OutputSpec
from content.airformat import SPEECH, silent_frame
from content.codec import encoded
from station import clock
from tests.content.sounds import tone

PITCH = 1000  # Hz
SILENT_TICKS = 10
TICK_SECONDS = 0.12
TICK_FRAMES = 5


class Remembering(PcmSink):
    """A sink that keeps everything it was told of its health."""

    told: tuple[Health, ...] = ()

    @property
    def health(self) -> Health:
        return self.told[-1]

    @health.setter
    def health(self, health: Health) -> None:
        self.told += (health,)


def even_ear() -> socket.socket:
    """Listen on an even port of this machine."""
    while True:
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind(("127.0.0.1", 0))
        made.setblocking(False)
        if made.getsockname()[1] % 2 == 0:
            return made
        made.close()


def children(process_id: int) -> list[int]:
    """Return the processes that a process has started, and theirs."""
    found = []
    for task in Path(f"/proc/{process_id}/task").glob("*/children"):
        found += [int(word) for word in task.read_text().split()]
    return found + [below for each in found for below in children(each)]


def ticks(count: int) -> list[bytes]:
    """Return the frames of each tick."""
    sound = encoded(tone(round(count * TICK_SECONDS * 1000), pitch=PITCH), SPEECH)
    size = SPEECH.frame_bytes * TICK_FRAMES
    sounding = [sound[at : at + size] for at in range(0, len(sound) - size, size)]
    return ([silent_frame(SPEECH) * TICK_FRAMES] * SILENT_TICKS + sounding)[:count]


async def feed(sinks: Sequence[PcmSink], parts: Sequence[bytes]) -> None:
    """Send at the pace of play-out, and tell what the sinks say of themselves."""
    told: dict[int, Health] = {}
    while not all(sink.health.ok for sink in sinks):
        await asyncio.sleep(0.02)
    began = clock.monotonic()
    for number, part in enumerate(parts):
        await asyncio.sleep(max(0.0, began + number * TICK_SECONDS - clock.monotonic()))
        for which, sink in enumerate(sinks):
            sink.send(part)
            if told.get(which) != sink.health:
                told[which] = sink.health
                print(json.dumps([which, sink.health.ok, sink.health.sentence]), flush=True)  # noqa: T201


async def run(seconds: float, specs: Sequence[OutputSpec]) -> None:
    """Open, feed, close."""
    parts = ticks(round(seconds / TICK_SECONDS))
    sinks = [PcmSink(spec, SPEECH) for spec in specs]
    await feed(sinks, parts)
    for sink in sinks:
        sink.close()
    while children(os.getpid()):
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    told_specs = [json.loads(word) for word in sys.argv[2:]]
    asyncio.run(run(float(sys.argv[1]), [OutputSpec(**each) for each in told_specs]))
