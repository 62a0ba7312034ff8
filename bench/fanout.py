"""What a listener costs when there are a thousand: Loa Xã's own stream server against Icecast, fed by the same station.

One station runs all the time and sends its zone to Icecast too. In turn the thousand listen to the one and to the
other; what each server costs while nobody listens to it is measured in the other's turns. Icecast reads its source in
blocks of 1,400 bytes, so a second pass makes the station's blocks as long as whole frames allow: 1,344 bytes.
"""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from bench import bulletins
from bench.ears import ears
from bench.peers.icecast import Icecast, has_mount, icecast
from bench.processes import cpu_seconds
from bench.size import Size
from bench.stocked import broadcasting, send_to_icecast, stocked
from broadcaster.outputs.http import raised_file_limit
from station import clock
from station.settings import PROJECT
from web.demo.station import wait_for, whole_second

LISTENERS = 1000
ROUNDS = 3
SECONDS = 20.0
SETTLE_SECONDS = 3.0
PROGRAMME_SECONDS = 600.0
OWN_BLOCKS: Mapping[str, str] = {}
EQUAL_BLOCKS = {"BENCH_TICK_SECONDS": "0.168", "PYTHONPATH": f"{PROJECT / 'bench' / 'blocks'}:{PROJECT}"}
MOUNT = "/thon-1.mp3"


@dataclass(frozen=True)
class Both:
    """A station and the Icecast that it feeds."""

    station: Sequence[int]
    station_port: int
    peer: Icecast


def main(size: Size) -> None:
    """Print processor seconds per listener-minute of both, and their ratio."""
    raised_file_limit()
    for name, environ in (("khối 240 ms của Loa Xã khi đông", OWN_BLOCKS), ("khối bằng nhau", EQUAL_BLOCKS)):
        click.echo(f"{LISTENERS} người nghe một khu vực, {name}, giây CPU mỗi phút-người nghe:")
        with both(environ) as pair:
            _compare(pair, size.rounds or ROUNDS)


@contextmanager
def both(environ: Mapping[str, str]) -> Iterator[Both]:
    """Run a station whose one zone plays for ten minutes, and sends to an Icecast as well."""
    with (
        tempfile.TemporaryDirectory(prefix="loa-bench-") as folder,
        stocked(Path(folder), 1) as stock,
        icecast() as peer,
        send_to_icecast(stock, peer, ["thon-1"]),
        broadcasting(stock, environ=environ) as processes,
    ):
        announcement_id = stock.announce(bulletins.clips(1, PROGRAMME_SECONDS)[0], "Bản tin")
        starts_at = whole_second(5)
        stock.book({"thon-1": [announcement_id]}, starts_at)
        wait_for(lambda: has_mount(peer.port, MOUNT), "Icecast không nhận được luồng")
        time.sleep(max(0.0, (starts_at - clock.now()).total_seconds()) + SETTLE_SECONDS)
        yield Both(processes, stock.settings.stream_port, peer)


def _compare(pair: Both, rounds: int) -> None:
    here, there = list[tuple[float, float]](), list[tuple[float, float]]()
    for _ in range(rounds):
        here.append(_listened(pair, pair.station_port, "/stream/thon-1.mp3"))
        there.append(_listened(pair, pair.peer.port, MOUNT))
    ours, theirs_idle = zip(*here, strict=True)
    ours_idle, theirs = zip(*there, strict=True)
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    _tell("Loa Xã, cả hai tiến trình", ours, median(ours_idle))
    _tell("Icecast 2.4", theirs, median(theirs_idle))
    rounds_told = ", ".join(f"{each:.2f}" for each in ratios)
    click.echo(f"  tỉ số {median(ratios):.2f} ({rounds_told}; mục tiêu 1,0 với khối bằng nhau)")


def _listened(pair: Both, port: int, path: str) -> tuple[float, float]:
    """Return what the station and Icecast used, per listener-minute, while all listen there."""
    with ears("drain", port=port, paths=[path] * LISTENERS) as listeners:
        time.sleep(SETTLE_SECONDS)
        before = cpu_seconds(pair.station), cpu_seconds([pair.peer.process])
        began = clock.monotonic()
        time.sleep(SECONDS)
        minutes = (clock.monotonic() - began) / 60 * LISTENERS
        used = cpu_seconds(pair.station) - before[0], cpu_seconds([pair.peer.process]) - before[1]
        heard = listeners.heard()
    if heard["lost"]:
        click.echo(f"  {heard['lost']} người nghe bị ngắt")
    return used[0] / minutes, used[1] / minutes


def _tell(name: str, figures: Sequence[float], idle: float) -> None:
    told = ", ".join(f"{each:.5f}" for each in figures)
    click.echo(f"  {name}: {median(figures):.5f} ({told}); trong đó khi không ai nghe {idle:.5f}")
