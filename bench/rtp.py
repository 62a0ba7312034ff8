"""RTP to five hundred multicast groups: jitter, losses and cost, heard on the same machine."""

import asyncio
import json
import random
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

import click

from bench.rtp_receiver import Heard
from broadcaster.outputs.pcm.sink import PcmSink
from broadcaster.outputs.port import OutputSpec
from content.airformat import SPEECH
from content.codec import encoded
from content.sound import from_pcm
from station import clock
from station.settings import PROJECT
from web.demo.station import free_port

GROUPS = 500
RUNS = (  # how many different rundowns, for how many seconds, and that in words
    (1, 30.0, "chung một chương trình"),
    (GROUPS, 10.0, "mỗi nhóm một chương trình"),
)
WARM_UP_SECONDS = 4.0  # for sockets and processes to open; not measured
TICK_FRAMES = 5
CLIP_SECONDS = 20


@dataclass(frozen=True)
class Outcome:
    """What the receiver heard, and the CPU seconds that sending cost in all its processes."""

    heard: list[Heard]
    cpu_seconds: float
    healthy: int


def main() -> None:
    """Print jitter over the groups, losses and the share of a core."""
    for rundowns, seconds, words in RUNS:
        outcome = measure(GROUPS, seconds, rundowns)
        means = sorted(each.mean_jitter for each in outcome.heard)
        worst = max(each.worst_jitter for each in outcome.heard)
        lost, received = (sum(getattr(each, name) for each in outcome.heard) for name in ("lost", "received"))
        p99 = means[max(0, round(len(means) * 0.99) - 1)]
        click.echo(f"{len(means)} nhóm PCMU, {words}, {seconds:.0f} giây, {received} gói nhận được:")
        click.echo(
            f"  jitter RFC 3550: trung bình {mean(means):.3f} ms · p99 {p99:.3f} ms (mục tiêu 0,5)"
            f" · nhóm xấu nhất {means[-1]:.3f} ms · lúc xấu nhất {worst:.3f} ms"
        )
        share = 100 * outcome.cpu_seconds / (seconds + WARM_UP_SECONDS)
        click.echo(f"  mất {lost} gói (mục tiêu 0) · gửi, giải mã và giao khung hết {share:.0f} % một nhân")


def measure(groups: int, seconds: float, rundowns: int) -> Outcome:
    """Send to so many groups for so long, and return what a receiver of its own heard."""
    port = free_port() // 2 * 2
    addresses = [f"239.255.{number // 250}.{number % 250 + 1}" for number in range(groups)]
    words = [sys.executable, "-m", "bench.rtp_receiver", str(port), str(seconds), *addresses]
    before = _cpu_seconds()
    with subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as receiver:
        assert receiver.stdout is not None
        receiver.stdout.readline()  # it is ready
        healthy = asyncio.run(_send(addresses, port, seconds, rundowns))
        told = json.loads(receiver.stdout.read())
    spent = _cpu_seconds() - before - told["cpu_seconds"]
    return Outcome([Heard(**each) for each in told["heard"]], spent, healthy)


async def _send(addresses: Sequence[str], port: int, seconds: float, rundowns: int) -> int:
    """Hand frames to every group's sink at the ticks of play-out; return how many sinks were well."""
    sound = _clip()
    options = {"codec": "pcmu", "interface": "lo", "announce": "no"}
    specs = [
        OutputSpec(number, "rtp", f"{address}:{port}", number, "xa", "Xã", options)
        for number, address in enumerate(addresses)
    ]
    sinks = [PcmSink(spec, SPEECH) for spec in specs]
    size = SPEECH.frame_bytes * TICK_FRAMES
    began = clock.monotonic()
    for tick in range(round((seconds + WARM_UP_SECONDS) / 0.12)):
        await asyncio.sleep(max(0.0, began + tick * 0.12 - clock.monotonic()))
        for number, sink in enumerate(sinks):
            at = (tick + number % rundowns) * size % (len(sound) - size)
            sink.send(sound[at : at + size])
    healthy = sum(sink.health.ok for sink in sinks)
    for sink in sinks:
        sink.close()
    await asyncio.sleep(1)  # they take leave
    return healthy


def _clip() -> bytes:
    """Make noise, so that no block is like another."""
    noise = random.Random(1).randbytes(CLIP_SECONDS * SPEECH.sample_rate * 2)
    return encoded(from_pcm(noise, sample_rate=SPEECH.sample_rate, channels=1), SPEECH)


def _cpu_seconds() -> float:
    """Return what this process and its ended children have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
