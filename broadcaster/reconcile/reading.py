"""Reading everything that is compared, in one consistent look at the database."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.breakin import facts as breakin_facts
from broadcaster.happening import Happening
from broadcaster.models import AsRun, AsRunEvent, BreakIn, Heard
from broadcaster.reconcile import expecting, fallbacks, live_talks
from broadcaster.reconcile.expecting import AROUND
from broadcaster.reconcile.values import Book, Decision, Event, Hearing, Row
from broadcaster.relaying import relays
from broadcaster.talks import facts as live_facts
from content.models import Approval, Filling, HouseSound, Verdict
from playlists.models import RelayDecision
from station import ledger, zones
from station.models import AuditEntry

CHAINS = (AsRun, AsRunEvent, Heard, AuditEntry)
DEEDS = ("book", "break_in", "live_start", "approved", "approve_relay")


def read(session: Session, *, since: datetime, until: datetime, now: datetime, timezone: tzinfo) -> Book:
    """Read what was planned in [since, until), and all that bears on it."""
    names = {zone.id: zone.name for zone in zones.all_zones(session)}
    rows = _rows(session, since, until)
    orders = list(session.scalars(select(BreakIn).where(BreakIn.ordered_at > since - AROUND)))
    talks = live_talks.since(session, since - AROUND)
    expected = expecting.programmes(session, since, until, timezone, names)
    expected += expecting.break_ins(session, orders, rows, names, now)
    expected += live_talks.expected(talks, names)
    expected += fallbacks.expected(expected, rows)
    unapproved = {breakin_facts.key(each.id) for each in orders if each.approval_id is None}
    return Book(
        since=since,
        until=until,
        now=now,
        expected=tuple(expected),
        rows=rows,
        hearings=_hearings(session, rows, since, until, names),
        decisions=_decisions(session, {row.announcement_id for row in rows}) + _relay_decisions(session),
        unapproved_orders=frozenset(unapproved | {live_facts.key(each.id) for each in talks}),
        house_clips=frozenset(each or "" for each in session.scalars(select(HouseSound.clip_sha256))),
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
            subject=f"announcement/{each.announcement_id}",
            is_approval=each.verdict == Verdict.APPROVED,
            is_withdrawal=each.verdict == Verdict.WITHDRAWN,
            at=each.decided_at,
            clips=frozenset({each.clip_sha256, *fillings[each.revision_id]}),
        )
        for each in found
    )


def _relay_decisions(session: Session) -> tuple[Decision, ...]:
    found = session.scalars(select(RelayDecision).order_by(RelayDecision.id))
    return tuple(
        Decision(
            approval_id=0,
            subject=relays.name(each.source_id),
            is_approval=each.approves,
            is_withdrawal=not each.approves,
            at=each.decided_at,
            clips=frozenset({relays.name(each.source_id)}),
        )
        for each in found
    )


def _deeds(session: Session) -> frozenset[tuple[str, str]]:
    rows = session.execute(select(AuditEntry.deed, AuditEntry.subject).where(AuditEntry.deed.in_(DEEDS)).distinct())
    return frozenset((deed, subject) for deed, subject in rows)
