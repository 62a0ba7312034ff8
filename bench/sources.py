"""Five hundred zones sent to one Icecast: how soon all of them are there, and what sending them costs."""

import asyncio
import resource

import click

from bench.peers.icecast import PASSWORD, icecast
from bench.processes import cpu_seconds
from broadcaster.outputs.icecast import Icecast
from broadcaster.outputs.port import OutputSpec
from content.airformat import FRAME_SECONDS, SPEECH, silent_frame
from station import clock

ZONES = 500
SECONDS = 12.0
TICK_FRAMES = 5
PATIENCE_SECONDS = 60.0


def main() -> None:
    """Print the seconds until the last source is connected, and the processor time of a stream-minute."""
    with icecast() as server:
        connected, spent, peer, lost = asyncio.run(_measure(server.port, server.process))
    click.echo(f"  {ZONES} nguồn nối xong sau {connected:.2f} s; rớt trong {SECONDS:.0f} s sau đó: {lost}")
    told = f"gửi {spent * 60 / SECONDS / ZONES:.4f} s, Icecast {peer * 60 / SECONDS / ZONES:.4f} s"
    click.echo(f"  mỗi phút mỗi luồng (CPU): {told}; gửi hết {spent / SECONDS:.1%} một nhân")


async def _measure(port: int, process: int) -> tuple[float, float, float, int]:
    began = clock.monotonic()
    sinks = [Icecast(_spec(port, number), SPEECH) for number in range(ZONES)]
    sending = asyncio.create_task(_send(sinks))
    while not all(sink.health.ok for sink in sinks) and clock.monotonic() - began < PATIENCE_SECONDS:
        await asyncio.sleep(0.01)
    connected = clock.monotonic() - began
    ours, theirs = _own_seconds(), cpu_seconds([process])
    await asyncio.sleep(SECONDS)
    ours, theirs = _own_seconds() - ours, cpu_seconds([process]) - theirs
    lost = sum(not sink.health.ok for sink in sinks)
    sending.cancel()
    for sink in sinks:
        sink.close()
    return connected, ours, theirs, lost


async def _send(sinks: list[Icecast]) -> None:
    frames, due = silent_frame(SPEECH) * TICK_FRAMES, clock.monotonic()
    while True:
        for sink in sinks:
            sink.send(frames)
        due += TICK_FRAMES * FRAME_SECONDS
        await asyncio.sleep(max(0.0, due - clock.monotonic()))


def _spec(port: int, number: int) -> OutputSpec:
    address = f"http://127.0.0.1:{port}/thon-{number}.mp3"
    return OutputSpec(number, "icecast", address, number, f"thon-{number}", f"Thôn {number}", {"password": PASSWORD})


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
