"""What each zone has heard of some announcements, read from the log for the draw from the queue."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent
from playlists.draws import is_second
from playlists.queue import Airing, Before, History
from station import clock

ONE_DAY = timedelta(days=1)


def histories(
    session: Session,
    announcement_ids: Collection[int],
    *,
    since: datetime,
    timezone: tzinfo,
    zones: Collection[int] | None = None,
) -> dict[int, History]:
    """Return for each zone what it heard: each airing since then, and sums of those before; what was missed is none."""
    wanted = sorted(announcement_ids)
    if not wanted:
        return {}
    before: dict[int, list[Before]] = defaultdict(list)
    for zone_id, *told in session.execute(_sums(wanted, since, zones)):
        before[zone_id].append(Before(*told))
    lately: dict[int, list[tuple[str, Airing]]] = defaultdict(list)
    for zone_id, key, item, number, frames, at in session.execute(_rows(wanted, since, zones)):
        counts = 0 if is_second(item) else 1
        lately[zone_id].append((key, Airing(number, at, clock.local(at, timezone).date(), frames, counts)))
    return {
        zone_id: History(tuple(before.get(zone_id, ())), tuple(lately.get(zone_id, ())))
        for zone_id in before.keys() | lately.keys()
    }


_RUN = AsRun.__table__.c
_EVENT = AsRunEvent.__table__.c


def _heard(wanted: Iterable[int], zones: Collection[int] | None) -> ColumnElement[bool]:
    missed = select(_EVENT.as_run_id).where(_EVENT.happening == Happening.MISSED)
    terms = [_RUN.announcement_id.in_(list(wanted)), _RUN.frames > 0, _RUN.id.not_in(missed)]
    return and_(*terms, *([_RUN.zone_id.in_(sorted(zones))] if zones is not None else []))


def _rows(wanted: Iterable[int], since: datetime, zones: Collection[int] | None):  # type: ignore[no-untyped-def]
    told = (_RUN.zone_id, _RUN.occurrence, _RUN.item, _RUN.announcement_id, _RUN.frames, _RUN.planned_at)
    return select(*told).where(_heard(wanted, zones), _RUN.planned_at >= since).order_by(_RUN.planned_at, _RUN.id)


def _sums(wanted: Iterable[int], since: datetime, zones: Collection[int] | None):  # type: ignore[no-untyped-def]
    counts = func.sum(case((_RUN.item.like("q%.2"), 0), else_=1))
    told = (_RUN.zone_id, _RUN.announcement_id, counts, func.sum(_RUN.frames), func.max(_RUN.planned_at))
    return (
        select(*told)
        .where(_heard(wanted, zones), _RUN.planned_at < since)
        .group_by(_RUN.announcement_id, _RUN.zone_id)
        .order_by(_RUN.announcement_id)
    )
