"""An hour of everything at once: programmes, break-ins, withdrawals, kills, stops and locks; then all must agree.

`./loa bench soak --minutes 60 --zones 50 --seed 7`: the same seed does the same deeds in the same order.
"""

import random
import shutil
import sys
import time
from collections import Counter
from datetime import datetime, timedelta

import click

from bench.rig import running_station
from bench.size import Size
from bench.soaking import deeds, faults
from bench.soaking.people import Crew, settle_in
from broadcaster.reconcile.reading import read
from broadcaster.reconcile.rules import differences, unexplained
from broadcaster.reconcile.values import KIND_NAMES, Book, Difference
from station import clock
from web.demo.station import DemoStation

SETTLED = timedelta(seconds=150)  # after the last deed: the longest programme, and the ear's own delay
FEW_ZONES = 10
SHORT_MINUTES = 3.0
REST = (0.5, 4.0)  # seconds between two deeds

# What is done, and how often beside the others.
CHOICES = [
    (deeds.book, 40),
    (deeds.break_in, 12),
    (deeds.end_break_in, 4),
    (deeds.withdraw, 5),
    (deeds.stop_all, 1),
    (faults.kill_one, 12),
    (faults.kill_supervisor, 1),
    (faults.stop_one, 3),
    (faults.lock, 3),
]


def main(size: Size) -> None:
    """Soak a station, then reconcile everything; exit 1 when anything stays unexplained."""
    chance = random.Random(size.seed)
    with running_station() as running:
        crew = settle_in(running, size.zones or FEW_ZONES)
        begun = clock.now()
        try:
            _report(_work(crew, chance, until=clock.monotonic() + (size.minutes or SHORT_MINUTES) * 60))
            _settle(crew)
            book, found = _reconciled(running, begun)
        finally:
            crew.running.end()
        if size.keep:
            shutil.copytree(running.settings.home, size.keep, dirs_exist_ok=True)
    _print(book, found)
    if unexplained(found):
        sys.exit(1)


def _work(crew: Crew, chance: random.Random, *, until: float) -> Counter[str]:
    done: Counter[str] = Counter()
    choices, weights = zip(*CHOICES, strict=True)
    while clock.monotonic() < until:
        (deed,) = chance.choices(choices, weights)
        done[deed(crew, chance)] += 1
        crew.tend()
        time.sleep(chance.uniform(*REST))
    return done


def _settle(crew: Crew) -> None:
    """Let everything come to its end, with all processes alive."""
    over = clock.monotonic() + SETTLED.total_seconds()
    while clock.monotonic() < over:
        crew.tend()
        time.sleep(1.0)


def _reconciled(running: DemoStation, begun: datetime) -> tuple[Book, list[Difference]]:
    now = clock.now()
    with running.database.reading() as session:
        book = read(session, since=begun, until=now, now=now, timezone=running.settings.timezone)
    return book, differences(book)


def _report(done: Counter[str]) -> None:
    for name, count in sorted(done.items()):
        click.echo(f"  {count:5} × {name}")


def _print(book: Book, found: list[Difference]) -> None:
    outcomes = Counter(row.story.outcome.value for row in book.rows)
    click.echo(f"{len(book.rows)} dòng nhật ký: " + ", ".join(f"{n} {name}" for name, n in sorted(outcomes.items())))
    click.echo(f"{len(book.hearings)} dòng nghe")
    for kind, count in sorted(Counter(each.kind for each in found if each.explanation).items()):
        click.echo(f"  {KIND_NAMES[kind]}: {count} lần, đều có lý do")
    for each in unexplained(found):
        click.echo(f"✗ {each.at:%H:%M:%S} {each.zone_name}: {each.sentence}")
    click.echo(f"{len(unexplained(found))} điều không giải thích được")
