"""Reads what is in the queue, and the campaigns that it serves; changes nothing."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Text, cast, or_, select, union_all
from sqlalchemy.orm import Session

from content.clearance import Cleared, Standing
from content.models import Announcement, Campaign, QueueEntry, Urgency
from content.queries import standings
from playlists.queueing.queue import Candidate, Goal, Queue, frames_of
from station import tree

Below = Mapping[int, frozenset[int]]


class _Queued(NamedTuple):
    """What is needed of an entry's row, and of its campaign's."""

    announcement_id: int
    first_day: date | None
    last_day: date | None
    a_day: int
    total: int
    gap_hours: int
    urgency: str
    is_twice: bool
    is_spread: bool
    not_before: time | None
    not_after: time | None
    day_parts: str
    zone_ids: str
    field: str
    campaign_id: int | None


class _Drive(NamedTuple):
    """What its campaign asks of an announcement."""

    first_day: date | None
    last_day: date | None
    zones: frozenset[int] | None


_NO_DRIVE = _Drive(None, None, None)


def read(session: Session, *, on: date, below: Below, besides: Iterable[int] = ()) -> tuple[Queue, dict[int, Standing]]:
    """Return what may be drawn on a day and later, and how it stands, with some other announcements."""
    rows = [_Queued._make(row) for row in session.execute(_query(on))]
    known = standings(session, [*(row.announcement_id for row in rows), *besides], below=below)
    found, barred, drives = [], {}, _drives(session, on, below)
    for row in rows:
        stands = known.get(row.announcement_id)
        if row.campaign_id and row.campaign_id not in drives:
            continue  # its campaign is over
        if isinstance(stands, Cleared):
            found.append(_candidate(row, stands, drives.get(row.campaign_id or 0, _NO_DRIVE), below))
        elif stands is not None:
            barred[row.announcement_id] = stands.refusal(zone_id=0, on=on) or ""
    goals = {each.campaign_id: each for each in _goals(session, on)}
    members = select(Announcement.id, Announcement.campaign_id).where(Announcement.campaign_id.in_(goals))
    serving = {number: campaign for number, campaign in session.execute(members) if campaign} if goals else {}
    return Queue(tuple(found), goals, serving, barred), known


def asked() -> Any:
    """Return the query for the announcements of which a draw must know how often they were heard."""
    serving = select(Announcement.id).where(Announcement.campaign_id.is_not(None))
    return union_all(select(QueueEntry.announcement_id), serving)


def goal_of(campaign: Campaign) -> Goal:
    """Return a campaign's goal as a value."""
    frames = frames_of((campaign.goal_minutes or 0) * 60)
    told = (campaign.id, campaign.name, campaign.first_day, campaign.last_day)
    return Goal(*told, campaign.goal_airings or 0, frames)


def _query(on: date) -> Any:
    """Every entry whose time is not over; its lists as text, for most are alike."""
    entry, about = QueueEntry.__table__.c, Announcement.__table__.c
    columns = [entry[name] for name in _Queued._fields[:11]]
    lists = (cast(entry.day_parts, Text), cast(entry.zone_ids, Text))
    return (
        select(*columns, *lists, about.field, about.campaign_id)
        .select_from(QueueEntry.__table__)
        .join(Announcement.__table__, about.id == entry.announcement_id)
        .where(or_(entry.last_day.is_(None), entry.last_day >= on))
        .where(or_(about.valid_until.is_(None), about.valid_until >= on))
        .order_by(entry.announcement_id)
    )


def _drives(session: Session, on: date, below: Below) -> dict[int, _Drive]:
    """Return what the campaigns that are not over ask for."""
    campaign = Campaign.__table__.c
    columns = (campaign.id, campaign.first_day, campaign.last_day, campaign.zone_ids)
    running = select(*columns).where(campaign.closed_at.is_(None), campaign.last_day >= on)
    rows = session.execute(running)
    return {number: _Drive(first, last, tree.heard_in(zones, below)) for number, first, last, zones in rows}


@lru_cache(maxsize=1024)
def _listed(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text or "[]"))


def _goals(session: Session, on: date) -> Iterable[Goal]:
    running = select(Campaign).where(Campaign.closed_at.is_(None), Campaign.last_day >= on)
    with_goal = running.where(or_(Campaign.goal_airings.is_not(None), Campaign.goal_minutes.is_not(None)))
    return map(goal_of, session.scalars(with_goal))


def _candidate(row: _Queued, cleared: Cleared, drive: _Drive, below: Below) -> Candidate:
    zones = cleared.zones
    if wanted := _listed(row.zone_ids):
        zones &= tree.heard_in(wanted, below)
    if drive.zones is not None:
        zones &= drive.zones
    firsts = [day for day in (row.first_day, cleared.valid_from, drive.first_day) if day]
    lasts = [day for day in (row.last_day, cleared.valid_until, drive.last_day) if day]
    is_urgent = row.urgency != Urgency.NORMAL or cleared.urgency != Urgency.NORMAL
    return Candidate(
        announcement_id=row.announcement_id,
        title=cleared.title,
        frames=cleared.frames,
        zones=zones,
        first_day=max(firsts, default=None),
        last_day=min(lasts, default=None),
        a_day=row.a_day,
        total=row.total,
        gap=timedelta(hours=row.gap_hours),
        urgency=0 if is_urgent else 1,
        field=row.field,
        day_parts=frozenset(_listed(row.day_parts)),
        at_once=2 if row.is_twice else 1,
        not_before=row.not_before,
        not_after=row.not_after,
        campaign_id=row.campaign_id or 0,
        is_spread=row.is_spread,
    )
