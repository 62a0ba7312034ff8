"""The end of a soak: everything comes to rest, and is reconciled; what stays unexplained fails it."""

import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import click

from bench.size import Size
from bench.soaking.people import Crew
from broadcaster.reconcile.reading import read
from broadcaster.reconcile.rules import differences, unexplained
from broadcaster.reconcile.values import KIND_NAMES, Book, Difference
from station import clock

SETTLED = timedelta(seconds=150)  # after the last deed: the longest programme, and the ear's own delay


def pronounce(book: Book, found: list[Difference]) -> None:
    """Print what does not agree; exit 1 when anything is unexplained."""
    _print(book, found)
    if unexplained(found):
        sys.exit(1)


@contextmanager
def put_away(crew: Crew, size: Size) -> Iterator[None]:
    """Whatever happens, end the station and keep its folder, if that was asked for."""
    try:
        yield
    finally:
        crew.running.end()
        if size.keep:
            shutil.copytree(crew.running.settings.home, size.keep, dirs_exist_ok=True)


def settled(crew: Crew, *, begun: datetime) -> tuple[Book, list[Difference]]:
    """Let everything come to its end, with all processes alive; return what does not agree then."""
    over = clock.monotonic() + SETTLED.total_seconds()
    while clock.monotonic() < over:
        crew.tend()
        time.sleep(1.0)
    now = clock.now()
    with crew.running.database.reading() as session:
        book = read(session, since=begun, until=now, now=now, timezone=crew.running.settings.timezone)
    return book, differences(book)


def report(done: Counter[str]) -> None:
    """Print how often each thing was done."""
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
