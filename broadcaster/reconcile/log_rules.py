"""The log against itself: nothing late, partial or missing without a reason, nothing twice, rank kept; pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from broadcaster.outcome import OUTCOME_NAMES, Outcome
from broadcaster.reconcile.values import Book, Difference, Kind, Row, Span

AT_ONCE = timedelta(seconds=0.5)  # by which two stretches may seem to overlap: a tick, and the write of the log
SPLICE = timedelta(seconds=1)  # in which one sound gives way to a higher one, or follows the one before
END_WRITTEN = timedelta(minutes=2)  # in which the sweep must have ended what is over
CHAIN_NAMES = {"as_run": "nhật ký phát", "as_run_event": "diễn biến phát", "heard": "tai nghe"}


def broken_chains(book: Book) -> Iterator[Difference]:
    """Report every chain that does not hold."""
    for table, row in book.broken.items():
        where = f"tại dòng {row}" if row else "ở cuối (thiếu dòng)"
        name = CHAIN_NAMES.get(table, table)
        yield Difference(Kind.CHAIN, book.until, "", f"chuỗi nhật ký «{name}» bị sửa {where}")


def outcomes(book: Book) -> Iterator[Difference]:
    """Report what did not go as planned, with the reason that the log gives; and what has no end."""
    for row in book.rows:
        told = row.story
        if not row.is_over:
            if row.due_end + END_WRITTEN < book.now:
                yield _of(Kind.NO_END, row, f"«{row.title}» không có lúc kết thúc")
        elif told.outcome is not Outcome.AIRED:
            why = told.reason or _gave_way(book, row, row.planned_at, row.over_at or book.now, wholly=False)
            yield _of(Kind.OUTCOME, row, f"«{row.title}»: {OUTCOME_NAMES[told.outcome].lower()}", why)


def gaps(book: Book) -> Iterator[Difference]:
    """Find frames left out without a reason, and more silence between two items than was planned."""
    for row in book.rows:
        yield from _gaps_within(book, row)
    for (key, zone_id), rows in book.by_place.items():
        place = book.places.get((key, zone_id))
        for before, after in pairwise(rows):
            planned = place.items.get(after.item, timedelta()) if place else timedelta()
            silent = after.planned_at - before.planned_end - planned
            if before.story.outcome is Outcome.AIRED and silent > SPLICE:
                known = place.silences.get(after.item, "") if place else ""
                gave_way = _gave_way(book, before, before.planned_end, after.planned_at)
                explanation = after.story.reason or gave_way or known
                yield _of(
                    Kind.GAP, after, f"trống {silent.total_seconds():.1f} giây trước «{after.title}»", explanation
                )


def _gaps_within(book: Book, row: Row) -> Iterator[Difference]:
    reached, run, silent_since = 0, 0, row.planned_at
    for span in row.spans:
        reached, run = (reached if span.run == run else 0), span.run
        if span.first > reached:
            why = _reason_around(row, span.begun_at) or _gave_way(book, row, silent_since, span.begun_at)
            yield _of(Kind.GAP, row, f"«{row.title}» bỏ qua khung {reached} đến {span.first}", why)
        reached, silent_since = max(reached, span.end), span.ended_at


def _reason_around(row: Row, moment: datetime) -> str:
    """Return the reason given where a stretch begins, or where the one before it stopped."""
    found = [event for event in row.events if event.at <= moment]
    return "; ".join(event.reason for event in found[-2:] if event.reason)


def _gave_way(book: Book, row: Row, begin: datetime, end: datetime, *, wholly: bool = True) -> str:
    """Return what else, of no lower rank, had a row's zone: all the time but for a splice, or at all."""
    found, held = [], timedelta()
    for other in book.by_zone[row.zone_id]:
        is_above = other.occurrence != row.occurrence and (_priority(book, other) or 0) >= (_priority(book, row) or 0)
        sounded = sum((_overlap(span, begin, end) for span in _held(other)), timedelta()) if is_above else timedelta()
        if sounded:
            found.append(f"nhường «{other.title}»")
            held += sounded
    return "; ".join(dict.fromkeys(found)) if not wholly or end - begin - held <= SPLICE else ""


def _held(row: Row) -> list[Span]:
    """Return when a row had its zone: while it sounded, and between, where the log says what kept it from sounding."""
    found: list[Span] = []
    for span in row.spans:
        if found and _reason_around(row, span.begun_at):
            found[-1] = replace(found[-1], ended_at=span.ended_at)
        else:
            found.append(span)
    return found


def doubles(book: Book) -> Iterator[Difference]:
    """Find frames sent twice, an item claimed twice, and two sounds at once in one zone."""
    seen: set[tuple[str, str, int]] = set()
    for row in book.rows:
        place = (row.occurrence, row.item, row.zone_id)
        if place in seen:
            yield _of(Kind.DOUBLE, row, f"«{row.title}» được nhận hai lần trong một buổi")
        seen.add(place)
        for one, two in combinations(row.spans, 2):
            again = min(one.end, two.end) - max(one.first, two.first)
            if again > 0 and one.run == two.run:
                yield _of(Kind.DOUBLE, row, f"«{row.title}» phát lại {again} khung")
    for one_row, two_row in _neighbours(book):
        if _shared(one_row, two_row) > AT_ONCE:
            yield _of(Kind.DOUBLE, two_row, f"«{one_row.title}» và «{two_row.title}» cùng lúc trong một khu vực")


def outranked(book: Book) -> Iterator[Difference]:
    """Find sound that went on while something of higher priority had the zone."""
    for one, two in _neighbours(book):
        ranks = [_priority(book, row) for row in (one, two)]
        if None in ranks or ranks[0] == ranks[1]:
            continue
        low, high = sorted((one, two), key=lambda row: _priority(book, row) or 0)
        if high.story.outcome is Outcome.MISSED:
            continue
        held = sum((_overlap(span, *wait) for span in low.spans for wait in _waits(high, book.now)), timedelta())
        if held > SPLICE:
            sentence = f"«{low.title}» phát {held.total_seconds():.1f} giây trong lúc «{high.title}» phải phát"
            yield _of(Kind.OUTRANKED, low, sentence, high.story.reason)


def _neighbours(book: Book) -> Iterator[tuple[Row, Row]]:
    """Give the pairs of rows of one zone that may meet in time."""
    for rows in book.by_zone.values():
        lasting = [(row, max(row.due_end, row.over_at or row.due_end)) for row in rows]
        for number, (row, end) in enumerate(lasting):
            for other, _ in lasting[number + 1 :]:
                if other.planned_at > end:
                    break
                yield row, other


def _shared(one: Row, two: Row) -> timedelta:
    return sum((_overlap(a, b.begun_at, b.ended_at) for a in one.spans for b in two.spans), timedelta())


def _waits(row: Row, now: datetime) -> list[tuple[datetime, datetime]]:
    """Return when a row should have been sounding, in its last run, and was not."""
    waits, cursor = [], row.due_at
    for span in row.spans:
        if span.begun_at >= row.due_at - AT_ONCE:
            waits.append((cursor, span.begun_at))
            cursor = span.ended_at
    waits.append((cursor, min(row.over_at or now, row.due_end)))
    return [(begin, end) for begin, end in waits if begin < end]


def _overlap(span: Span, begin: datetime, end: datetime) -> timedelta:
    return max(timedelta(), min(span.ended_at, end) - max(span.begun_at, begin))


def _priority(book: Book, row: Row) -> int | None:
    place = book.places.get((row.occurrence, row.zone_id))
    return place.priority if place else None


def _of(kind: Kind, row: Row, sentence: str, explanation: str = "") -> Difference:
    return Difference(kind, row.planned_at, row.zone_name, sentence, explanation)
