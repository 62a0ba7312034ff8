"""What play-out has claimed, read from the log as values: where each item lies now and how it stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from broadcaster.happening import FINAL, SOUNDING, Happening
from broadcaster.models import AsRun, AsRunEvent
from playlists.rundown import FRAME, Claim

NEAR = timedelta(milliseconds=500)  # an end so near its planned instant is that instant
EARLY = timedelta(milliseconds=100)  # by which a run may begin before its instant

Place = tuple[str, int]  # an occurrence's key and a zone


class Event(NamedTuple):
    """Something that befell a claim."""

    happening: str
    at: datetime
    frame: int
    reason: str = ""


class Claimed(NamedTuple):
    """What is needed of a row of the log."""

    id: int
    item: str
    announcement_id: int
    title: str
    clip_sha256: str
    frames: int
    planned_at: datetime
    quieter_db: int = 0


def read(session: Session, occurrences: Iterable[str], zones: frozenset[int] | None) -> dict[Place, tuple[Claim, ...]]:
    """Return what was claimed of these occurrences, in these zones (None: in all)."""
    rows = session.execute(_query(list(occurrences), zones)).all()
    events = events_of(session, [row[0] for row in rows if row[10] is not None and row[10] not in FINAL])
    found: dict[Place, list[Claim]] = defaultdict(list)
    for number, occurrence, item, zone_id, *rest in rows:
        claimed, last = Claimed(number, item, *rest[:6]), rest[6:]
        told = events.get(number) or ((Event(*last),) if last[0] else ())
        found[occurrence, zone_id].append(claim_of(claimed, told))
    return {place: tuple(claims) for place, claims in found.items()}


def claim_of(row: Claimed, events: Sequence[Event]) -> Claim:
    """Return how a claim stands after what befell it; of one that is over, its end is enough."""
    final = next((each for each in events if each.happening in FINAL), None)
    return _open(row, events) if final is None else _over(row, final)


def _query(occurrences: Sequence[str], zones: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    """Every claim with the last thing that befell it."""
    run, event = AsRun.__table__.c, AsRunEvent.__table__.c
    last = AsRunEvent.__table__.alias()
    newest = select(func.max(event.id)).where(event.as_run_id == run.id).correlate(AsRun.__table__).scalar_subquery()
    told = (run.id, run.occurrence, run.item, run.zone_id, run.announcement_id, run.title, run.clip_sha256)
    query = (
        select(*told, run.frames, run.planned_at, run.quieter_db, last.c.happening, last.c.at, last.c.frame)
        .select_from(AsRun.__table__)
        .outerjoin(last, last.c.id == newest)
        .where(run.occurrence.in_(occurrences))
        .order_by(run.id)
    )
    return query if zones is None else query.where(run.zone_id.in_(zones))


def events_of(session: Session, as_run_ids: Sequence[int]) -> Mapping[int, Sequence[Event]]:
    """Return what befell these claims, in the order in which it was written down."""
    found: dict[int, list[Event]] = defaultdict(list)
    if as_run_ids:
        columns = (AsRunEvent.as_run_id, AsRunEvent.happening, AsRunEvent.at, AsRunEvent.frame, AsRunEvent.reason)
        query = select(*columns).where(AsRunEvent.as_run_id.in_(as_run_ids)).order_by(AsRunEvent.id)
        for number, happening, at, frame, reason in session.execute(query):
            found[number].append(Event(happening, at, frame, reason))
    return found


def _over(row: Claimed, last: Event) -> Claim:
    planned_at, ends_at = row.planned_at, last.at
    was_begun = last.happening != Happening.MISSED
    if not was_begun:
        ends_at = max(ends_at, planned_at)
    elif last.frame >= row.frames:
        planned_end = planned_at + row.frames * FRAME
        ends_at = planned_end if abs(ends_at - planned_end) < NEAR else ends_at
    return Claim(*row[:6], planned_at, ends_at, False, True, planned_at, None, was_begun, row.quieter_db)


def _open(row: Claimed, events: Sequence[Event]) -> Claim:
    """A claim that goes on: where its present run lies, and whether that has begun or is known to be silent."""
    starts_at, run = present_run(row.planned_at, events)
    begun = any(each.happening in SOUNDING for each in run)
    paused_at = run[-1].at if run and run[-1].happening == Happening.PAUSED else None
    was_begun = any(each.happening in SOUNDING for each in events)
    ends_at = starts_at + row.frames * FRAME
    return Claim(*row[:6], starts_at, ends_at, begun, False, row.planned_at, paused_at, was_begun, row.quieter_db)


def present_run(planned_at: datetime, events: Sequence[Event]) -> tuple[datetime, list[Event]]:
    """Return where frame 0 is due since the last move, and what befell the claim since.

    What befell the run before may be written down after the move; it happened before the new run was due.
    """
    moved_to = next((each.at for each in reversed(events) if each.happening == Happening.MOVED), None)
    if moved_to is None:
        return planned_at, list(events)
    return moved_to, [each for each in events if each.happening != Happening.MOVED and each.at >= moved_to - EARLY]
