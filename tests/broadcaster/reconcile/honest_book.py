"""A book in which everything agrees: a programme of two items and a break-in, allowed, sent and heard."""

from dataclasses import replace
from datetime import datetime, timedelta

from broadcaster.happening import Happening
from broadcaster.reconcile.values import Book, Decision, Event, Expected, Hearing, Row
from broadcaster.stretch import FRAME
from tests.conftest import NOW

KEY, ORDER = "p1@x", "b1"
CLIP = "c" * 64
FRAMES = 500  # twelve seconds


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def aired(planned_at: datetime, begin: int = 0, end: int = FRAMES) -> tuple[Event, ...]:
    return (
        Event(Happening.STARTED, planned_at + begin * FRAME, begin, ""),
        Event(Happening.ENDED, planned_at + end * FRAME, end, ""),
    )


def row(number: int, item: str, planned_at: datetime, occurrence: str = KEY) -> Row:
    return Row(
        as_run_id=number,
        occurrence=occurrence,
        item=item,
        zone_id=7,
        zone_name="Thôn Đông",
        programme_name="Sáng",
        announcement_id=3,
        title=f"Tin {number}",
        clip_sha256=CLIP,
        frames=FRAMES,
        approval_id=5,
        planned_at=planned_at,
        claimed_at=planned_at - timedelta(seconds=3),
        events=aired(planned_at),
    )


def heard(number: int | None, at: datetime, frames: int = FRAMES) -> Hearing:
    return Hearing(number, 7, "Thôn Đông", at, at + frames * FRAME, frames, 0, timedelta(), at + timedelta(seconds=20))


def place(key: str, name: str, at: datetime, items: dict[str, timedelta], priority: int) -> Expected:
    ends_at = at + timedelta(seconds=30)
    programme_id = 1 if key == KEY else None
    return Expected(
        key, name, programme_id, 7, "Thôn Đông", at, ends_at, priority, after(-3600), None, after(-3600), items
    )


PROGRAMME = place(KEY, "Sáng", NOW, {"3.1": timedelta(), "3.2": timedelta(seconds=2)}, 0)
BREAK_IN = place(ORDER, "Phát khẩn", after(60), {"3.1": timedelta()}, 1000)
FIRST, SECOND, THIRD = row(1, "3.1", NOW), row(2, "3.2", after(14)), row(3, "3.1", after(60), ORDER)
APPROVED = Decision(5, "announcement/3", True, False, after(-3600), frozenset({CLIP}))

HONEST = Book(
    since=after(-60),
    until=after(3600),
    now=after(3600),
    expected=(PROGRAMME, BREAK_IN),
    rows=(FIRST, SECOND, THIRD),
    hearings=(heard(1, NOW), heard(2, after(14)), heard(3, after(60))),
    decisions=(APPROVED,),
    deeds=frozenset({("book", "programme/1"), ("break_in", "break-in/1"), ("approved", "announcement/3")}),
)


def telling(changed: Row, *rest: Hearing) -> Book:
    """The honest book with one row told otherwise, and the ear agreeing with it unless told."""
    rows = tuple(changed if each.as_run_id == changed.as_run_id else each for each in HONEST.rows)
    started = changed.story.started_at or NOW
    own = rest or ((heard(changed.as_run_id, started, changed.story.frames),) if changed.story.frames else ())
    others = tuple(each for each in HONEST.hearings if each.as_run_id != changed.as_run_id)
    return replace(HONEST, rows=rows, hearings=(*others, *own))
