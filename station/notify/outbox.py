"""The outbox: brings what is due to its channels, each at least once, with growing rests and an end to patience.

Several processes may keep it, so that one that is dead cannot keep silent about that; the database settles who sends.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from station import clock
from station.database import Database
from station.models import Channel, Delivery, Notice
from station.notify import letters, sending
from station.notify.letters import Due
from station.notify.sending import BROKEN, Outgoing

AT_ONCE = 60  # notices; the others come a moment later
BUSY = timedelta(minutes=5)  # for which whoever took a delivery has it alone


def send_due(database: Database, *, station_name: str) -> int:
    """Send what is due now; return how many letters were tried. Where nothing is due nothing is locked."""
    if not _is_due(database, clock.now()):
        return 0
    with database.writing() as session:
        due = _take(session, now=clock.now())
        out = letters.letters(due, station_name=station_name)
        addresses = dict(session.execute(select(Channel.id, Channel.address)).all())
    told = sending.send(Outgoing(each.channel_id, addresses[each.channel_id], each.title, each.body) for each in out)
    failures = {number: told[each.channel_id] for each in out for number in each.delivery_ids}
    with database.writing() as session:
        _write_down(session, failures, now=clock.now())
    return len(out)


def pending(session: Session) -> Sequence[Delivery]:
    """Return what failed at least once and is not there yet, given up or not; newest first."""
    query = select(Delivery).where(Delivery.sent_at.is_(None), Delivery.failure != "")
    return session.scalars(query.order_by(Delivery.id.desc()).limit(100)).all()


def _is_due(database: Database, now: datetime) -> bool:
    due = select(Delivery.id).join(Channel, Channel.id == Delivery.channel_id)
    with database.reading() as session:
        return session.scalar(due.where(Delivery.try_at <= now, Channel.enabled).limit(1)) is not None


def _take(session: Session, *, now: datetime) -> list[Due]:
    """Take what is due: from now on it is ours, and should we die, it is due again later."""
    exhausted = update(Delivery).where(Delivery.try_at <= now, Delivery.attempts >= letters.MOST_ATTEMPTS)
    session.execute(exhausted.values(try_at=None, failure=BROKEN))
    wanted = (
        select(Delivery.id, Delivery.channel_id, Delivery.try_at, Notice.title, Notice.body)
        .join(Notice, Notice.id == Delivery.notice_id)
        .join(Channel, Channel.id == Delivery.channel_id)
        .where(Delivery.try_at <= now, Channel.enabled)
    )
    rows = session.execute(wanted.order_by(Delivery.id).limit(AT_ONCE)).all()
    found = []
    for number, channel_id, try_at, title, body in rows:
        mine = update(Delivery).where(Delivery.id == number, Delivery.try_at == try_at)
        taken = session.execute(mine.values(try_at=now + BUSY, attempts=Delivery.attempts + 1))
        if cast("CursorResult[Any]", taken).rowcount:
            found.append(Due(number, channel_id, title, body))
    return found


def _write_down(session: Session, failures: Mapping[int, str], *, now: datetime) -> None:
    for delivery in session.scalars(select(Delivery).where(Delivery.id.in_(failures))):
        failure = failures[delivery.id]
        delivery.failure = failure
        rest = letters.rest(delivery.attempts) if failure else None
        delivery.try_at = now + rest if rest else None
        delivery.sent_at = None if failure else now
