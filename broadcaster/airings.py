"""What each zone has heard of some announcements, read from the log for the draw from the queue."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, tzinfo
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, SelectBase, and_, case, func, select
from sqlalchemy.orm import Session

from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent
from playlists.queueing.draws import is_second
from playlists.queueing.queue import Airing, Before, History
from station import clock

NO_DAYS: Mapping[int, date] = MappingProxyType({})


def histories(
    session: Session,
    wanted: Collection[int] | SelectBase,
    *,
    since: datetime,
    timezone: tzinfo,
    zones: Collection[int] | None = None,
    begins: Mapping[int, date] = NO_DAYS,
) -> dict[int, History]:
    """Return for each zone what it heard of these announcements: each airing since then, and sums of those before.

    What was missed is no airing. Of what is lately there may be more than was asked about. What was heard before the
    day on which an announcement `begins` belongs to another year or another campaign.
    """
    early = _early(session, begins, zones, timezone)
    before: dict[int, list[Before]] = defaultdict(list)
    for zone_id, number, count, frames, last_at in session.execute(_sums(wanted, since, zones)):
        airings_early, frames_early = early.get((zone_id, number), (0, 0))
        before[zone_id].append(Before(number, count - airings_early, frames - frames_early, last_at))
    lately: dict[int, list[tuple[str, Airing]]] = defaultdict(list)
    for zone_id, key, item, number, frames, at in session.execute(_rows(since, zones)):
        counts = 0 if is_second(item) else 1
        lately[zone_id].append((key, Airing(number, at, clock.local(at, timezone).date(), frames, counts)))
    return {
        zone_id: History(tuple(before.get(zone_id, ())), tuple(lately.get(zone_id, ())))
        for zone_id in before.keys() | lately.keys()
    }


def _early(
    session: Session, begins: Mapping[int, date], zones: Collection[int] | None, timezone: tzinfo
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return how often, and for how many frames, each zone heard these before their first days."""
    days: dict[date, list[int]] = defaultdict(list)
    for number, day in begins.items():
        days[day].append(number)
    found = {}
    for day, numbers in days.items():
        for zone_id, number, count, frames, _ in session.execute(
            _sums(numbers, clock.instant(day, time(0), timezone), zones)
        ):
            found[zone_id, number] = (count, frames)
    return found


_RUN = AsRun.__table__.c
_EVENT = AsRunEvent.__table__.c


def _heard(zones: Collection[int] | None) -> ColumnElement[bool]:
    missed = select(_EVENT.as_run_id).where(_EVENT.happening == Happening.MISSED)
    terms = [_RUN.announcement_id > 0, _RUN.frames > 0, _RUN.id.not_in(missed)]
    return and_(*terms, *([_RUN.zone_id.in_(sorted(zones))] if zones is not None else []))


def _rows(since: datetime, zones: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    told = (_RUN.zone_id, _RUN.occurrence, _RUN.item, _RUN.announcement_id, _RUN.frames, _RUN.planned_at)
    return select(*told).where(_heard(zones), _RUN.planned_at >= since).order_by(_RUN.planned_at, _RUN.id)


def _sums(
    wanted: Collection[int] | SelectBase, since: datetime, zones: Collection[int] | None
) -> Select[*tuple[Any, ...]]:
    counts = func.sum(case((_RUN.item.like("q%.2"), 0), else_=1))
    told = (_RUN.zone_id, _RUN.announcement_id, counts, func.sum(_RUN.frames), func.max(_RUN.planned_at))
    return (
        select(*told)
        .where(_heard(zones), _RUN.announcement_id.in_(wanted), _RUN.planned_at < since)
        .group_by(_RUN.announcement_id, _RUN.zone_id)
        .order_by(_RUN.announcement_id)
    )
