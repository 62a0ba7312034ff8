"""What it costs to carry thirty zones with a listener each: Loa Xã against Liquidsoap, encoding anew and copying.

Same programmes, 64 kbit/s mono at 24 kHz, each way in its turn, several rounds; counted is the processor time of all
processes that carry sound (Icecast's too, the listeners' not), after each way has settled.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

import click

from bench import bulletins
from bench.ears import ears
from bench.peers import liquidsoap
from bench.peers.icecast import has_mount, icecast
from bench.processes import cpu_seconds
from bench.size import Size
from bench.stocked import Stock, broadcasting, send_to_icecast, stocked
from station import clock
from web.demo.station import wait_for, whole_second

Thing = TypeVar("Thing")

ZONES = 30
ROUNDS = 3
SECONDS = 20.0
SETTLE_SECONDS = 6.0
CLIPS = 3
CLIP_SECONDS = 20.0
AHEAD_SECONDS = 5.0


@dataclass(frozen=True)
class Carrier:
    """Processes that carry zones now, and where each zone is heard."""

    processes: Sequence[int]
    port: int
    paths: Sequence[str]


@dataclass(frozen=True)
class Sound:
    """What every way plays: files for Liquidsoap, the same clips on the shelf of two stations."""

    files: Sequence[Path]
    direct: Stock
    through: Stock


def main(size: Size) -> None:
    """Print processor seconds per zone and minute for each way, and the ratios."""
    zones = size.zones or ZONES
    ways: dict[str, Callable[[Sound, int], Iterator[Carrier]]] = {
        "Liquidsoap mã hóa lại → Icecast": lambda sound, zones: _liquidsoap(sound, zones, liquidsoap.ENCODED),
        "Liquidsoap chép khung → Icecast": lambda sound, zones: _liquidsoap(sound, zones, liquidsoap.COPIED),
        "Loa Xã, HTTP trực tiếp": _direct,
        "Loa Xã → Icecast": _through,
    }
    costs: dict[str, list[float]] = {name: [] for name in ways}
    with _sound(zones) as sound:
        for _ in range(size.rounds or ROUNDS):
            for name, way in ways.items():
                with contextmanager(way)(sound, zones) as carrier:
                    costs[name].append(_cost(carrier))
    _tell(zones, costs)


@contextmanager
def _sound(zones: int) -> Iterator[Sound]:
    with (
        tempfile.TemporaryDirectory(prefix="loa-bench-") as name,
        stocked(Path(name) / "direct", zones) as direct,
        stocked(Path(name) / "through", zones) as through,
    ):
        files = []
        for number, clip in enumerate(bulletins.clips(CLIPS, CLIP_SECONDS)):
            files.append(Path(name) / f"{number}.mp3")
            files[-1].write_bytes(clip)
            for stock in (direct, through):
                stock.announce(clip, f"Bản tin {number}")
        yield Sound(files, direct, through)


def _turned(things: Sequence[Thing], number: int) -> list[Thing]:
    first = number % len(things)
    return [*things[first:], *things[:first]]


def _slugs(zones: int) -> list[str]:
    return [f"thon-{number}" for number in range(1, zones + 1)]


def _liquidsoap(sound: Sound, zones: int, encoder: str) -> Iterator[Carrier]:
    lists = {f"/{slug}.mp3": _turned(sound.files, number) for number, slug in enumerate(_slugs(zones))}
    with icecast() as server, liquidsoap.carrying(server, lists, encoder=encoder) as process:
        time.sleep(SETTLE_SECONDS)
        yield Carrier([process, server.process], server.port, list(lists))


def _direct(sound: Sound, zones: int) -> Iterator[Carrier]:
    stock = sound.direct
    with broadcasting(stock) as processes:
        _play(stock, zones)
        yield Carrier(processes, stock.settings.stream_port, [stock.path(slug) for slug in _slugs(zones)])


def _through(sound: Sound, zones: int) -> Iterator[Carrier]:
    stock = sound.through
    with icecast() as server, send_to_icecast(stock, server, _slugs(zones)) as mounts, broadcasting(stock) as processes:
        wait_for(lambda: all(has_mount(server.port, mount) for mount in mounts), "Icecast không nhận đủ luồng")
        _play(stock, zones)
        yield Carrier([*processes, server.process], server.port, mounts)


def _play(stock: Stock, zones: int) -> None:
    """Let each zone play the clips in an order of its own, and wait until all have settled."""
    starts_at = whole_second(AHEAD_SECONDS)
    shelf = list(stock.shelved)
    stock.book({slug: _turned(shelf, number) for number, slug in enumerate(_slugs(zones))}, starts_at)
    time.sleep(max(0.0, (starts_at - clock.now()).total_seconds()) + SETTLE_SECONDS)


def _cost(carrier: Carrier) -> float:
    """Return processor seconds per zone and minute. Raise PeerFailed when too little is heard."""
    with ears("drain", port=carrier.port, paths=carrier.paths) as listeners:
        before, began = cpu_seconds(carrier.processes), clock.monotonic()
        time.sleep(SECONDS)
        used, seconds = cpu_seconds(carrier.processes) - before, clock.monotonic() - began
        heard = listeners.heard()
    wanted = len(carrier.paths) * seconds * 8000
    if heard["bytes"] < 0.9 * wanted:
        click.echo(f"  chỉ nghe được {heard['bytes'] / wanted:.0%}")
    return used / len(carrier.paths) / (seconds / 60)


def _tell(zones: int, costs: dict[str, list[float]]) -> None:
    middle = {name: median(figures) for name, figures in costs.items()}
    anew, copied, direct, through = middle.values()
    click.echo(f"{zones} khu vực, mỗi nơi một người nghe, 64 kbit/s, giây CPU mỗi phút-luồng:")
    for name, figures in costs.items():
        click.echo(f"  {name}: {middle[name]:.4f} ({', '.join(f'{each:.4f}' for each in figures)})")
    click.echo(f"  HTTP trực tiếp: 1/{anew / direct:.0f} của mã hóa lại (mục tiêu 1/100), ", nl=False)
    click.echo(f"1/{copied / direct:.0f} của chép khung (1/20)")
    click.echo(f"  qua Icecast: 1/{anew / through:.0f} của mã hóa lại (mục tiêu 1/35), ", nl=False)
    click.echo(f"1/{copied / through:.1f} của chép khung (1/6)")
