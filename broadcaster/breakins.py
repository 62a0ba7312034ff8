"""Break-ins: ordering sound that interrupts, and ending it."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import logbook
from broadcaster.models import BreakIn
from content import actions as contents
from content.clearance import NOT_FILLED, Cleared, NotCleared
from content.models import Announcement, Form, Urgency
from content.queries import standings
from station import audit, clock, tree, zones
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require

MOST_TIMES = 20
LONGEST_GAP = 600.0
FRESH = timedelta(seconds=10)  # later than that the ordinary look has found it


class BreakInOver(StationError):
    """The break-in was ended before."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Lượt phát khẩn «{title}» đã kết thúc từ trước.")


def order(
    session: Session,
    announcement_id: int,
    zone_ids: Sequence[int],
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
    times: int = 1,
    gap_seconds: float = 2.0,
) -> BreakIn:
    """Interrupt the chosen zones at once with an approved clip.

    An announcement of urgency khẩn cấp may go out before it is approved, on the named officer's own order; that is
    written down and waits for a countersignature (DESIGN, invariant 1). Raise NotCleared, BadInput, Forbidden.
    """
    require(by, Deed.BREAK_IN)
    _check_turns(times, gap_seconds)
    covered = tree.spread((zone.id for zone in zones.chosen(session, zone_ids)), zones.parents(session))
    announcement = contents.get(session, announcement_id)
    approval_id = _approval(session, announcement, covered, now, timezone)
    break_in = _break_in(announcement, approval_id)
    break_in.zone_ids, break_in.times, break_in.gap_seconds = sorted(covered), times, gap_seconds
    break_in.ordered_by, break_in.ordered_at = by.username, now
    session.add(break_in)
    session.flush()
    logbook.claim_first_turn(session, break_in)
    detail = {"title": break_in.title, "zones": break_in.zone_ids, "approved": approval_id is not None}
    audit.record(session, by.username, "break_in", f"break-in/{break_in.id}", now=now, **detail)
    return break_in


def _check_turns(times: int, gap_seconds: float) -> None:
    if not 1 <= times <= MOST_TIMES:
        raise BadInput("times", f"Số lần phát từ 1 đến {MOST_TIMES}.")
    if not 0 <= gap_seconds <= LONGEST_GAP:
        raise BadInput("gap_seconds", f"Khoảng cách giữa hai lần từ 0 đến {LONGEST_GAP:.0f} giây.")


def _break_in(announcement: Announcement, approval_id: int | None) -> BreakIn:
    clip = announcement.current.clip
    if clip is None:
        raise contents.NoSoundYet(announcement.current.failure)
    return BreakIn(
        announcement_id=announcement.id,
        clip_sha256=clip.sha256,
        frames=clip.frames,
        title=announcement.current.title,
        approval_id=approval_id,
    )


def end(session: Session, break_in_id: int, *, by: Person, now: datetime) -> BreakIn:
    """End a break-in; what it interrupted goes on. Raise NotFound, BreakInOver, Forbidden."""
    require(by, Deed.BREAK_IN)
    break_in = session.get(BreakIn, break_in_id)
    if break_in is None:
        raise NotFound("lượt phát khẩn", break_in_id)
    if break_in.ended_at is not None:
        raise BreakInOver(break_in.title)
    break_in.ended_by, break_in.ended_at = by.username, now
    audit.record(session, by.username, "end_break_in", f"break-in/{break_in.id}", now=now, title=break_in.title)
    return break_in


def countersign(session: Session, break_in_id: int, *, by: Person, now: datetime) -> BreakIn:
    """Sign for a break-in that went out unapproved; never by the officer who ordered it. Raise as end does."""
    require(by, Deed.APPROVE)
    break_in = session.get(BreakIn, break_in_id)
    if break_in is None or break_in.approval_id is not None or break_in.countersigned_by:
        raise NotFound("lượt phát khẩn chờ ký", break_in_id)
    if break_in.ordered_by == by.username:
        raise BadInput("countersign", "Người ra lệnh phát khẩn không tự ký xác nhận được; cần người thứ hai.")
    break_in.countersigned_by = by.username
    audit.record(session, by.username, "countersign", f"break-in/{break_in.id}", now=now, title=break_in.title)
    return break_in


def recent(session: Session, *, since: datetime) -> list[BreakIn]:
    """Return the break-ins ordered since then, newest first."""
    return list(session.scalars(select(BreakIn).where(BreakIn.ordered_at >= since).order_by(BreakIn.id.desc())))


def since(session: Session, newest: int, *, now: datetime) -> list[int]:
    """Return the numbers of the break-ins ordered after `newest` that have just begun and go on."""
    fresh = select(BreakIn.id).where(BreakIn.id > newest, BreakIn.ended_at.is_(None), BreakIn.ordered_at > now - FRESH)
    return list(session.scalars(fresh.order_by(BreakIn.id)))


def unsigned(session: Session) -> list[BreakIn]:
    """Return the break-ins that went out unapproved and still wait for a countersignature."""
    waiting = select(BreakIn).where(BreakIn.approval_id.is_(None), BreakIn.countersigned_by == "")
    return list(session.scalars(waiting.order_by(BreakIn.id)))


def _approval(
    session: Session, announcement: Announcement, covered: frozenset[int], now: datetime, timezone: tzinfo
) -> int | None:
    if announcement.form == Form.LINE:
        raise NotCleared(announcement.current.title, NOT_FILLED)
    standing = standings(session, [announcement.id])[announcement.id]
    today = clock.local(now, timezone).date()
    refusals = [reason for zone_id in sorted(covered) if (reason := standing.refusal(zone_id=zone_id, on=today))]
    if isinstance(standing, Cleared) and not refusals:
        return standing.approval_id
    if announcement.urgency == Urgency.URGENT:
        return None
    raise NotCleared(announcement.current.title, refusals[0])
