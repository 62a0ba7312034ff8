"""Many zones with a programme each and a listener each, the database and the log at work: cost and lateness."""

import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import click

from bench import bulletins
from bench.ears import ears
from bench.processes import cpu_seconds, megabytes
from bench.size import Size
from bench.stocked import Stock, broadcasting, stocked
from broadcaster import queries
from broadcaster.outcome import OUTCOME_NAMES
from content.airformat import SPEECH
from station import clock
from web.demo.station import DemoFailed, whole_second

ZONES = 500
MINUTES = 0.5
CLIPS = 100
CLIP_SECONDS = 60.0
SETTLE_SECONDS = 3.0  # a programme's first seconds, with all its claims, count for lateness but not for the daily cost
BOOKED_A_SECOND = 100  # zones
AHEAD_SECONDS = 15.0  # for the listeners to come in
LEAST_AHEAD = timedelta(seconds=6)  # between booking and the start


def main(size: Size) -> None:
    """Print processor share, memory, and how late frames are."""
    zones, minutes = size.zones or ZONES, size.minutes or MINUTES
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder, stocked(Path(folder), zones) as stock:
        library = [
            stock.announce(clip, f"Bản tin {at}") for at, clip in enumerate(bulletins.clips(CLIPS, CLIP_SECONDS))
        ]
        with broadcasting(stock, prefix=("taskset", "-c", "0")) as processes:
            _measure(stock, processes, _programmes(stock, library, minutes), minutes)


def _programmes(stock: Stock, library: list[int], minutes: float) -> dict[str, list[int]]:
    """Give each zone an order of its own of the clips in the library."""
    items = max(1, round(minutes * 60 / CLIP_SECONDS + 0.5))
    slugs = [slug for slug in stock.zones if slug != "xa"]
    steps = {slug: 1 + 2 * (number // CLIPS) for number, slug in enumerate(slugs)}
    return {
        slug: [library[(number + place * steps[slug]) % CLIPS] for place in range(items)]
        for number, slug in enumerate(slugs)
    }


def _measure(stock: Stock, processes: list[int], programmes: dict[str, list[int]], minutes: float) -> None:
    starts_at = whole_second(AHEAD_SECONDS + len(programmes) / BOOKED_A_SECOND)
    told = [
        (stock.path(slug), stock.shelved[items[0]][: SPEECH.frame_bytes].hex(), starts_at.timestamp())
        for slug, items in programmes.items()
    ]
    with ears("watch", port=stock.settings.stream_port, zones=told) as listeners:
        stock.book(programmes, starts_at)
        if clock.now() > starts_at - LEAST_AHEAD:
            raise DemoFailed("máy quá bận, xếp lịch không kịp trước giờ phát")
        _sleep_until(starts_at + timedelta(seconds=SETTLE_SECONDS))
        used, began = cpu_seconds(processes), clock.monotonic()
        shares = [cpu_seconds([each]) for each in processes]
        _sleep_until(starts_at + timedelta(minutes=minutes))
        seconds = clock.monotonic() - began
        share = (cpu_seconds(processes) - used) / seconds
        shares = [(cpu_seconds([each]) - before) / seconds for each, before in zip(processes, shares, strict=True)]
        memory = [megabytes(each) for each in processes]
        heard = listeners.heard()
    _tell_cost(len(programmes), share, shares, memory)
    _tell_lateness(heard["late"], heard["frames"], minutes)
    _tell_log(stock, programmes, starts_at)


def _sleep_until(moment: datetime) -> None:
    time.sleep(max(0.0, (moment - clock.now()).total_seconds()))


def _tell_cost(zones: int, share: float, shares: list[float], memory: list[float]) -> None:
    parts = " + ".join(f"{each:.2%}" for each in shares)
    click.echo(f"{zones} khu vực, mỗi nơi một chương trình riêng và một người nghe, đủ cơ sở dữ liệu và nhật ký:")
    click.echo(f"  {share:.2%} một nhân ({parts}; mục tiêu 5 % với 500 khu vực)")
    click.echo(f"  {sum(memory):.0f} MB ({' + '.join(f'{each:.0f}' for each in memory)}; mục tiêu 150)")


def _tell_lateness(late: list[int], frames: list[int], minutes: float) -> None:
    p50, p99, worst = (_quantile(late, share) for share in (0.5, 0.99, 1.0))
    click.echo(f"  khung đầu mỗi khối tới người nghe trễ: p50 {p50} · p99 {p99} · xấu nhất {worst} ms (mục tiêu 100)")
    wanted = round(minutes * 60 / SPEECH.frame_seconds)
    click.echo(f"  {sum(late)} khối; nơi nghe ít nhất được {min(frames)} khung trong {wanted}")


def _quantile(counts: list[int], share: float) -> int:
    """Return the least value under which this share of the counted lies."""
    reached, wanted = 0, share * sum(counts)
    for value, count in enumerate(counts):
        reached += count
        if reached >= wanted:
            return value
    return len(counts)


def _tell_log(stock: Stock, programmes: dict[str, list[int]], starts_at: datetime) -> None:
    with stock.database.reading() as session:
        rows = queries.log(session, since=starts_at - timedelta(minutes=1), until=clock.now())
    outcomes = Counter(row.outcome for row in rows)
    told = " · ".join(f"{OUTCOME_NAMES[outcome].lower()} {count}" for outcome, count in outcomes.most_common())
    click.echo(f"  nhật ký: {told} (trong {sum(map(len, programmes.values()))} mục đã xếp)")
