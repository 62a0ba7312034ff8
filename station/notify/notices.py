"""Saying something to those in charge: a row each, in the transaction of what it tells of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.models import Channel, Delivery, Notice
from station.notify.events import Event

LONGEST_TITLE = 200


def post(session: Session, event: Event, name: str, title: str, body: str, *, now: datetime) -> Notice | None:
    """Say something once: by every channel that wants such news, and on the pages. None where it was said before."""
    if session.scalar(select(Notice.id).where(Notice.name == name)) is not None:
        return None
    notice = Notice(event=event, name=name, title=title[:LONGEST_TITLE], body=body, at=now)
    session.add(notice)
    session.flush()
    wanted = session.scalars(select(Channel).where(Channel.enabled)).all()
    session.add_all(
        Delivery(notice_id=notice.id, channel_id=channel.id, try_at=now)
        for channel in wanted
        if event in channel.events
    )
    session.flush()
    return notice


def recent(session: Session, *, event: Event | None = None, limit: int = 50) -> Sequence[Notice]:
    """Return what was said, newest first."""
    query = select(Notice).order_by(Notice.id.desc()).limit(limit)
    return session.scalars(query.where(Notice.event == event) if event else query).all()
