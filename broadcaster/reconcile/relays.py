"""Relays, reconciled: each stands on the approval of its source, and what was aired in its place on its occurrence."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.reconcile.values import Book, Difference, Expected, Kind, RelayDecided, Row
from playlists import relay_items
from playlists.models import RelayDecision

OBEYED = timedelta(seconds=2)  # in which a withdrawal must have silenced what it is about
NOTHING = timedelta()


def decided(session: Session) -> tuple[RelayDecided, ...]:
    """Return every decision about a source."""
    rows = session.scalars(select(RelayDecision).order_by(RelayDecision.id))
    return tuple(RelayDecided(each.id, each.source_id, each.approves, each.decided_at) for each in rows)


def expected(places: Iterable[Expected], rows: Iterable[Row]) -> list[Expected]:
    """Return what was aired in the place of relays as occurrences that belong to those of the relays."""
    parents = {(each.key, each.zone_id): each for each in places}
    found: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        if "/" in row.occurrence:
            found.setdefault((row.occurrence, row.zone_id), []).append(row)
    return [
        replace(
            parent,
            key=key,
            starts_at=min(row.planned_at for row in mine),
            ends_at=max(row.planned_end for row in mine),
            priority=parent.priority + 1,
            items={row.item: NOTHING for row in mine},
        )
        for (key, zone_id), mine in found.items()
        if (parent := parents.get((key.partition("/")[0], zone_id)))
    ]


def not_allowed(book: Book) -> Iterator[Difference]:
    """Find relays that no approval of their source covers, or that went on after it was taken back."""
    for row in book.rows:
        source_id = relay_items.source_of(row.announcement_id)
        if not source_id or not row.spans:
            continue
        about = [each for each in book.relays if each.source_id == source_id]
        approval = next((each for each in about if each.decision_id == row.approval_id and each.approves), None)
        if approval is None or approval.at > row.claimed_at:
            yield _of(row, "tiếp sóng mà nguồn không có duyệt")
        elif any(_sounds_after(row, each.at) for each in about if not each.approves and each.at > approval.at):
            yield _of(row, "còn phát sau khi đã thu hồi duyệt nguồn")


def _sounds_after(row: Row, moment: datetime) -> bool:
    return any(span.ended_at > moment + OBEYED for span in row.spans)


def _of(row: Row, problem: str) -> Difference:
    return Difference(Kind.NOT_ALLOWED, row.planned_at, row.zone_name, f"«{row.title}»: {problem}")
