"""Break-ins as what should have been: what each order promised, in each of its zones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import breakin_facts, breakin_lines, breakin_scripts
from broadcaster.breakin_facts import key
from broadcaster.breakin_lines import Script
from broadcaster.models import BreakIn
from broadcaster.reconcile.values import Expected, Row
from playlists.rundown import FRAME, Line
from station.models import AuditEntry


def since(session: Session, moment: datetime) -> list[BreakIn]:
    """Return the break-ins ordered after then."""
    return list(session.scalars(select(BreakIn).where(BreakIn.ordered_at > moment).order_by(BreakIn.id)))


def house_clips(session: Session) -> frozenset[str]:
    """Return every sound that the station ever made by itself, as the audit trail has it."""
    made = select(AuditEntry).where(AuditEntry.subject.startswith("house-sound/"), AuditEntry.deed == "voiced")
    return frozenset(str(each.detail.get("clip")) for each in session.scalars(made))


def expected(
    session: Session, orders: list[BreakIn], rows: Iterable[Row], names: Mapping[int, str], now: datetime
) -> list[Expected]:
    """Return each break-in in each of its zones."""
    written: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        written[row.occurrence].append(row)
    staged = breakin_scripts.stage(session, orders)
    return [
        _expected(each, staged[each.id].script, zone_id, names.get(zone_id, "?"), written[key(each.id)], now)
        for each in orders
        for zone_id in each.zone_ids
    ]


def pauses(lines: tuple[Line, ...]) -> dict[str, timedelta]:
    """Return for each announcement of a playlist the pause before it."""
    found, pause = {}, timedelta()
    for line in lines:
        if line.announcement_id is None:
            pause += line.pause_frames * FRAME
        else:
            found[line.key], pause = pause, timedelta()
    return found


def _expected(order: BreakIn, script: Script, zone_id: int, zone_name: str, rows: list[Row], now: datetime) -> Expected:
    begun = min((row.planned_at for row in rows), default=order.begins_at)
    promised = pauses(breakin_lines.lines(script, begun=begun, now=now))
    if _was_cut_short(order, zone_id):
        kept = {*list(promised)[:1], *(row.item for row in rows if row.zone_id == zone_id)}
        promised = {item: pause for item, pause in promised.items() if item in kept}
    return Expected(
        key=key(order.id),
        name=breakin_facts.name(order),
        programme_id=None,
        zone_id=zone_id,
        zone_name=zone_name,
        starts_at=begun,
        ends_at=breakin_lines.over_at(script, begun) or now,
        priority=breakin_facts.PRIORITY,
        booked_at=order.ordered_at,
        ended_at=order.ended_at,
        changed_at=order.ordered_at,
        items=promised,
    )


def _was_cut_short(order: BreakIn, zone_id: int) -> bool:
    """Was it ended or replaced there? What was to follow is promised no more; what it began with still is."""
    return order.ended_at is not None or str(zone_id) in order.taken_over
