"""Decisions about announcements: approving, returning, rejecting, withdrawing; each is a row about one exact clip."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content import actions, clearance
from content.lifecycle import State, move
from content.models import Announcement, Approval, Verdict
from station import audit
from station.errors import BadInput, StationError
from station.models import Person
from station.roles import Deed, require


class Stale(StationError):
    """What the person looked at is no longer what stands there."""

    def __init__(self) -> None:
        super().__init__("Bản tin vừa được sửa trong lúc bạn xem; hãy nghe lại bản mới rồi quyết định.")


def approve(session: Session, announcement_id: int, clip_sha256: str, *, by: Person, now: datetime) -> Approval:
    """Approve the exact clip that was heard. Raise OwnWork, Stale, WrongMove, NoSoundYet, Forbidden."""
    announcement = actions.get(session, announcement_id)
    authors = [revision.author_id for revision in announcement.revisions]
    clearance.check_approver(authors, by.id, by.full_name)
    return _decide(session, announcement, Verdict.APPROVED, clip_sha256, "", by, now)


def send_back(
    session: Session, announcement_id: int, clip_sha256: str, reason: str, *, by: Person, now: datetime
) -> Approval:
    """Return an announcement to its author with a reason. Raise BadInput and as approve does."""
    return _decide(
        session, actions.get(session, announcement_id), Verdict.RETURNED, clip_sha256, _reason(reason), by, now
    )


def reject(
    session: Session, announcement_id: int, clip_sha256: str, reason: str, *, by: Person, now: datetime
) -> Approval:
    """Refuse an announcement for good, with a reason. Raise as send_back does."""
    return _decide(
        session, actions.get(session, announcement_id), Verdict.REJECTED, clip_sha256, _reason(reason), by, now
    )


def withdraw(session: Session, announcement_id: int, reason: str, *, by: Person, now: datetime) -> Approval:
    """Take back an approval; it stops at once, on air or not. Raise BadInput, WrongMove, Forbidden."""
    announcement = actions.get(session, announcement_id)
    return _decide(
        session,
        announcement,
        Verdict.WITHDRAWN,
        announcement.current.clip_sha256 or "",
        _reason(reason),
        by,
        now,
    )


def expire(session: Session, *, today: date, now: datetime) -> int:
    """Mark what was approved and is past its last day; return how many. Play-out does not wait for this."""
    over = select(Announcement).where(Announcement.state == State.APPROVED, Announcement.valid_until < today)
    found = session.scalars(over).all()
    for announcement in found:
        announcement.state = move(State(announcement.state), State.EXPIRED)
        announcement.changed_at = now
        audit.record(session, "loa", "expire", f"announcement/{announcement.id}", now=now)
    return len(found)


_STATE_AFTER = {
    Verdict.APPROVED: State.APPROVED,
    Verdict.RETURNED: State.RETURNED,
    Verdict.REJECTED: State.REJECTED,
    Verdict.WITHDRAWN: State.WITHDRAWN,
}


def _decide(
    session: Session,
    announcement: Announcement,
    verdict: Verdict,
    heard_sha256: str,
    reason: str,
    by: Person,
    now: datetime,
) -> Approval:
    require(by, Deed.APPROVE)
    new = move(State(announcement.state), _STATE_AFTER[verdict])
    revision = announcement.current
    if revision.clip_sha256 is None:
        raise actions.NoSoundYet(revision.failure)
    if revision.clip_sha256 != heard_sha256:
        raise Stale
    approval = Approval(
        announcement_id=announcement.id,
        revision_id=revision.id,
        clip_sha256=heard_sha256,
        digest=clearance.digest_of(announcement),
        verdict=verdict,
        reason=reason,
        person_id=by.id,
        decided_at=now,
    )
    session.add(approval)
    actions.moved(session, announcement, new, verdict.value, by, now, clip=heard_sha256, reason=reason)
    return approval


def _reason(reason: str) -> str:
    if not reason.strip():
        raise BadInput("reason", "Hãy ghi lý do để người soạn biết cần sửa gì.")
    return reason.strip()[:1000]
