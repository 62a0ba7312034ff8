"""Reading everything that is compared, in one consistent look at the database."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import breakin_facts, live_facts
from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent, Heard
from broadcaster.reconcile import break_ins, live_talks
from broadcaster.reconcile.values import Book, Decision, Event, Expected, Hearing, Row
from content.models import Approval, Filling, Verdict
from playlists import queries as plans
from playlists.models import Playlist
from playlists.timetable import Booking, Occurrence, occurrences
from station import ledger, zones
from station.models import AuditEntry

AROUND = timedelta(hours=12)  # an occurrence may air this long after its start
CHAINS = (AsRun, AsRunEvent, Heard, AuditEntry)
DEEDS = ("book", "break_in", "live_start", "approved")


def read(session: Session, *, since: datetime, until: datetime, now: datetime, timezone: tzinfo) -> Book:
    """Read what was planned in [since, until), and all that bears on it."""
    names = {zone.id: zone.name for zone in zones.all_zones(session)}
    rows = _rows(session, since, until)
    orders = break_ins.since(session, since - AROUND)
    talks = live_talks.since(session, since - AROUND)
    expected = _programmes(session, since, until, timezone, names)
    expected += break_ins.expected(session, orders, rows, names, now) + live_talks.expected(talks, names)
    unapproved = {breakin_facts.key(each.id) for each in orders if each.approval_id is None}
    return Book(
        since=since,
        until=until,
        now=now,
        expected=tuple(expected),
        rows=rows,
        hearings=_hearings(session, rows, since, until, names),
        decisions=_decisions(session, {row.announcement_id for row in rows}),
        unapproved_orders=frozenset(unapproved | {live_facts.key(each.id) for each in talks}),
        house_clips=break_ins.house_clips(session),
        deeds=_deeds(session),
        broken={
            table.__tablename__: broken
            for table in CHAINS
            if (broken := ledger.first_break(session, table)) is not None
        },
    )


def _rows(session: Session, since: datetime, until: datetime) -> tuple[Row, ...]:
    planned = select(AsRun).where(AsRun.planned_at >= since, AsRun.planned_at < until).order_by(AsRun.id)
    return tuple(_row(each) for each in session.scalars(planned))


def _row(row: AsRun) -> Row:
    return Row(
        as_run_id=row.id,
        occurrence=row.occurrence,
        item=row.item,
        zone_id=row.zone_id,
        zone_name=row.zone_name,
        programme_name=row.programme_name,
        announcement_id=row.announcement_id,
        title=row.title,
        clip_sha256=row.clip_sha256,
        frames=row.frames,
        approval_id=row.approval_id,
        planned_at=row.planned_at,
        claimed_at=row.claimed_at,
        events=tuple(Event(Happening(each.happening), each.at, each.frame, each.reason) for each in row.events),
    )


def _programmes(
    session: Session, since: datetime, until: datetime, timezone: tzinfo, names: Mapping[int, str]
) -> list[Expected]:
    bookings = plans.bookings(session, since=since - AROUND)
    ended = {each.programme_id: each.ended_at for each in bookings}
    endless = [dataclasses.replace(each, ended_at=None) for each in bookings]
    starts = occurrences(endless, since - AROUND, until, timezone)
    playlists = _playlists(session, endless)
    return [
        _expected(start, zone_id, names.get(zone_id, "?"), ended[start.programme_id], *playlists[start.playlist_id])
        for start in starts
        for zone_id in sorted(start.zones)
    ]


def _playlists(
    session: Session, bookings: list[Booking]
) -> dict[int, tuple[datetime, timedelta, Mapping[str, timedelta]]]:
    found = session.scalars(select(Playlist).where(Playlist.id.in_({each.playlist_id for each in bookings})))
    return {
        each.id: (each.changed_at, plans.length(session, each), break_ins.pauses(plans.lines(each.items)))
        for each in found
    }


def _expected(
    start: Occurrence,
    zone_id: int,
    zone_name: str,
    ended_at: datetime | None,
    changed_at: datetime,
    length: timedelta,
    items: Mapping[str, timedelta],
) -> Expected:
    return Expected(
        key=start.key,
        name=start.programme_name,
        programme_id=start.programme_id,
        zone_id=zone_id,
        zone_name=zone_name,
        starts_at=start.starts_at,
        ends_at=start.starts_at + length,
        priority=start.priority,
        booked_at=start.booked_at,
        ended_at=ended_at,
        changed_at=changed_at,
        items=items,
    )


def _hearings(
    session: Session, rows: tuple[Row, ...], since: datetime, until: datetime, names: Mapping[int, str]
) -> tuple[Hearing, ...]:
    wanted = {row.as_run_id for row in rows}
    written = session.scalars(select(Heard).where(Heard.written_at >= since).order_by(Heard.id))
    return tuple(
        Hearing(
            as_run_id=each.as_run_id,
            zone_id=each.zone_id,
            zone_name=names.get(each.zone_id, "?"),
            first_at=each.first_at,
            last_at=each.last_at,
            frames=each.frames,
            repeated=each.repeated,
            deaf=timedelta(milliseconds=each.deaf_ms),
            written_at=each.written_at,
        )
        for each in written
        if each.as_run_id in wanted or (each.as_run_id is None and each.first_at and each.first_at < until)
    )


def _decisions(session: Session, announcement_ids: set[int]) -> tuple[Decision, ...]:
    fillings: dict[int, set[str]] = defaultdict(set)
    for revision_id, sha256 in session.execute(select(Filling.revision_id, Filling.clip_sha256)):
        fillings[revision_id].add(sha256 or "")
    found = session.scalars(select(Approval).where(Approval.announcement_id.in_(announcement_ids)))
    return tuple(
        Decision(
            approval_id=each.id,
            announcement_id=each.announcement_id,
            is_approval=each.verdict == Verdict.APPROVED,
            is_withdrawal=each.verdict == Verdict.WITHDRAWN,
            at=each.decided_at,
            clips=frozenset({each.clip_sha256, *fillings[each.revision_id]}),
        )
        for each in found
    )


def _deeds(session: Session) -> frozenset[tuple[str, str]]:
    rows = session.execute(select(AuditEntry.deed, AuditEntry.subject).where(AuditEntry.deed.in_(DEEDS)).distinct())
    return frozenset((deed, subject) for deed, subject in rows)
