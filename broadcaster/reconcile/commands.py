"""The command `loa reconcile`: anyone may check that what was heard, claimed, allowed and planned is one story."""

import dataclasses
import json
import sys
from collections import Counter
from datetime import date, datetime, time, timedelta

import click

from broadcaster.reconcile.reading import read
from broadcaster.reconcile.rules import differences, unexplained
from broadcaster.reconcile.values import KIND_NAMES, Book, Difference
from station import clock
from station.database import Database
from station.errors import BadInput
from station.settings import Settings, load

UNEXPLAINED = "không giải thích được"


@click.command()
@click.option("--from", "since", default="", help="Từ ngày hoặc giờ nào (2026-11-22 hoặc 2026-11-22T05:00).")
@click.option("--to", "until", default="", help="Đến hết ngày, hoặc đến giờ nào; mặc định là lúc này.")
@click.option("--json", "as_json", is_flag=True, help="In cho chương trình khác đọc.")
@click.option("--unexplained", "only_bad", is_flag=True, help="Chỉ in những gì không giải thích được.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def reconcile(*, since: str, until: str, as_json: bool, only_bad: bool) -> None:
    """Đối chiếu lịch, duyệt, lệnh phát khẩn, nhật ký và tai nghe; thoát khác 0 khi có điều không giải thích được."""
    settings, now = load(), clock.now()
    begin, end = stretch(since, until, now=now, settings=settings)
    with Database(settings.database_url).reading() as session:
        book = read(session, since=begin, until=end, now=now, timezone=settings.timezone)
    found = differences(book)
    if as_json:
        click.echo(json.dumps(_told(book, found), ensure_ascii=False, indent=1))
    else:
        _print(book, found, settings, only_bad=only_bad)
    if unexplained(found):
        sys.exit(1)


def stretch(since: str, until: str, *, now: datetime, settings: Settings) -> tuple[datetime, datetime]:
    """Return the instants that were asked for: today so far, unless told. Raise BadInput."""
    today = clock.local(now, settings.timezone).date()
    begin = _instant(since, settings) if since else clock.instant(today, time(), settings.timezone)
    end = _instant(until, settings, end_of_day=True) if until else now
    if begin >= end:
        raise BadInput("from", "Lúc bắt đầu phải trước lúc kết thúc.")
    return begin, end


def _instant(told: str, settings: Settings, *, end_of_day: bool = False) -> datetime:
    try:
        if "T" not in told:
            day = date.fromisoformat(told) + timedelta(days=end_of_day)
            return clock.instant(day, time(), settings.timezone)
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise BadInput(
            "from", f"«{told}» không phải là ngày hay giờ, ví dụ 2026-11-22 hoặc 2026-11-22T05:00."
        ) from None
    return moment if moment.tzinfo else clock.instant(moment.date(), moment.time(), settings.timezone)


def _print(book: Book, found: list[Difference], settings: Settings, *, only_bad: bool) -> None:
    for each in found:
        if each.explanation and only_bad:
            continue
        mark = "·" if each.explanation else "✗"
        at = clock.local(each.at, settings.timezone)
        where = f" {each.zone_name}:" if each.zone_name else ""
        click.echo(f"{mark} {at:%d/%m %H:%M:%S}{where} {each.sentence} ({each.explanation or UNEXPLAINED})")
    _print_sum(book, found)


def _print_sum(book: Book, found: list[Difference]) -> None:
    starts = [each for each in book.expected if each.starts_at >= book.since]
    click.echo(
        f"{len(starts)} buổi × khu vực trong lịch, {len(book.rows)} dòng nhật ký, {len(book.hearings)} dòng nghe."
    )
    for kind, count in sorted(Counter(each.kind for each in found if each.explanation).items()):
        click.echo(f"  {KIND_NAMES[kind]}: {count} lần, đều có lý do.")
    bad = len(unexplained(found))
    click.echo(f"✗ {bad} điều {UNEXPLAINED}." if bad else "✓ Lịch, duyệt, nhật ký và tai nghe khớp nhau.")


def _told(book: Book, found: list[Difference]) -> dict[str, object]:
    return {
        "from": book.since.isoformat(),
        "to": book.until.isoformat(),
        "occurrences": len([each for each in book.expected if each.starts_at >= book.since]),
        "rows": len(book.rows),
        "heard": len(book.hearings),
        "unexplained": len(unexplained(found)),
        "differences": [dataclasses.asdict(each) | {"at": each.at.isoformat()} for each in found],
    }
