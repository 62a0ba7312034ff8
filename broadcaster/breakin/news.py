"""Telling those in charge of break-ins: who had what interrupt how many zones, and who ended it."""

from datetime import datetime

from sqlalchemy.orm import Session

from broadcaster.models import BreakIn
from station.models import Person
from station.notify import notices
from station.notify.events import Event


def begun(session: Session, break_in: BreakIn, *, by: Person, now: datetime) -> None:
    """Tell that a break-in was ordered."""
    signed = "" if break_in.approval_id else ", chưa duyệt, chờ ký xác nhận"
    body = f"«{break_in.title}», {len(break_in.zone_ids)} khu vực, {by.full_name} ra lệnh{signed}."
    _tell(session, break_in, "begun", "Phát khẩn", body, now)


def ended(session: Session, break_in: BreakIn, *, by: Person, now: datetime) -> None:
    """Tell that somebody ended a break-in."""
    when = "" if break_in.ended_at else " khi đọc xong lượt này"
    _tell(session, break_in, "ended", "Phát khẩn bị dừng", f"{by.full_name} dừng «{break_in.title}»{when}.", now)


def _tell(session: Session, break_in: BreakIn, what: str, title: str, body: str, now: datetime) -> None:
    kind = f"{title} (diễn tập)" if break_in.is_drill else title
    notices.post(session, Event.BREAK_IN, f"break-in/{break_in.id}/{what}", kind, body, now=now)
