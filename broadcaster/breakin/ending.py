"""Ending break-ins: at once or after the reading in hand, with an all-clear (báo yên) or without."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins
from broadcaster.breakin import lines as breakin_lines
from broadcaster.breakin import news as breakin_news
from broadcaster.breakin import scripts as breakin_scripts
from broadcaster.breakin.breakins import ONCE, Manner
from broadcaster.breakin.facts import key
from broadcaster.models import AsRun, BreakIn
from playlists.rundown import FRAME
from station import audit
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require


class BreakInOver(StationError):
    """The break-in was ended before."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Lượt phát khẩn «{title}» đã kết thúc từ trước.")


def end(session: Session, break_in_id: int, *, by: Person, now: datetime, after_reading: bool = False) -> BreakIn:
    """End a break-in now, or when the reading in hand is over; what it interrupted goes on.

    Raise NotFound, BreakInOver, Forbidden.
    """
    require(by, Deed.BREAK_IN)
    break_in = _going_on(session, break_in_id)
    closing = _reading_in_hand(session, break_in) if after_reading else None
    if closing and closing[1] > now:
        break_in.last_turn, break_in.closes_at = closing
    else:
        break_in.last_turn, break_in.closes_at, break_in.ended_at = None, None, now
    break_in.ended_by = by.username
    subject, at_once = f"break-in/{break_in.id}", break_in.ended_at is not None
    audit.record(session, by.username, "end_break_in", subject, now=now, title=break_in.title, at_once=at_once)
    breakin_news.ended(session, break_in, by=by, now=now)
    return break_in


def end_with(
    session: Session,
    break_in_id: int,
    all_clear_id: int,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
    after_reading: bool = False,
    manner: Manner = ONCE,
) -> BreakIn:
    """End a break-in, and let an all-clear follow where it sounded; return the all-clear. Raise as order does."""
    old = _going_on(session, break_in_id)
    if all_clear_id == old.announcement_id:
        raise BadInput("all_clear", "Tin báo yên phải là tin khác với tin đang phát khẩn.")
    where = old.live_zone_ids
    end(session, break_in_id, by=by, now=now, after_reading=after_reading)
    follow = Manner(manner.times, manner.gap_seconds, manner.opening, is_drill=old.is_drill)
    return breakins.order(
        session,
        all_clear_id,
        where,
        by=by,
        now=now,
        timezone=timezone,
        manner=follow,
        begins_at=old.closes_at,
        with_zones_below=False,
    )


def _going_on(session: Session, break_in_id: int) -> BreakIn:
    break_in = session.get(BreakIn, break_in_id)
    if break_in is None:
        raise NotFound("lượt phát khẩn", break_in_id)
    if break_in.ended_at is not None:
        raise BreakInOver(break_in.title)
    return break_in


def _reading_in_hand(session: Session, break_in: BreakIn) -> tuple[int, datetime] | None:
    """Return the number of the reading that was claimed last, and when its words will be over."""
    latest = select(AsRun).where(AsRun.occurrence == key(break_in.id), AsRun.frames > 0)
    rows: Sequence[AsRun] = session.scalars(latest.order_by(AsRun.planned_at.desc(), AsRun.id.desc()).limit(1)).all()
    if not rows:
        return None
    script = breakin_scripts.stage(session, [break_in])[break_in.id].script
    rest = breakin_lines.rest_of_reading(script, rows[0].item)
    if rest is None:
        return None
    return breakin_lines.reading_of(rows[0].item), rows[0].planned_at + rows[0].frames * FRAME + rest
