"""What is known about announcements: reads, changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from content.clearance import Standing, standing
from content.lifecycle import State
from content.models import Announcement, Approval, Revision, Urgency
from station import zones
from station.models import AuditEntry


def announcements(session: Session, *, states: Iterable[State] = (), limit: int = 200) -> Sequence[Announcement]:
    """Return announcements, last changed first; only those in the states named, when any are."""
    query = select(Announcement).order_by(Announcement.changed_at.desc(), Announcement.id.desc()).limit(limit)
    wanted = list(states)
    return session.scalars(query.where(Announcement.state.in_(wanted)) if wanted else query).all()


def numbered(
    session: Session, *, states: Iterable[State] = (), before: int | None = None, limit: int = 50
) -> Sequence[Announcement]:
    """Return announcements, highest number first and below `before`: an order that no edit upsets."""
    query = select(Announcement).order_by(Announcement.id.desc()).limit(limit)
    if wanted := list(states):
        query = query.where(Announcement.state.in_(wanted))
    return session.scalars(query.where(Announcement.id < before) if before else query).all()


def waiting(session: Session) -> Sequence[Announcement]:
    """Return what lies on the approver's desk, urgent first, then the oldest."""
    rank = {"urgent": 0, "priority": 1, "normal": 2}
    found = announcements(session, states=[State.SUBMITTED])
    return sorted(found, key=lambda announcement: (rank[announcement.urgency], announcement.changed_at))


def standings(session: Session, announcement_ids: Iterable[int]) -> dict[int, Standing]:
    """Return for each announcement the clip that may be aired, or why none may."""
    wanted = set(announcement_ids)
    parents = zones.parents(session)
    newest = (
        select(func.max(Approval.id)).where(Approval.announcement_id.in_(wanted)).group_by(Approval.announcement_id)
    )
    last = {row.announcement_id: row for row in session.scalars(select(Approval).where(Approval.id.in_(newest)))}
    found = session.scalars(select(Announcement).where(Announcement.id.in_(wanted)))
    return {each.id: standing(each, last.get(each.id), parents) for each in found}


def airable(session: Session, *, on: date) -> list[Announcement]:
    """Return the approved announcements that are valid on a day, by title."""
    today = (
        select(Announcement)
        .where(Announcement.state == State.APPROVED)
        .where(or_(Announcement.valid_until.is_(None), Announcement.valid_until >= on))
    )
    return sorted(session.scalars(today), key=lambda announcement: announcement.current.title)


def next_unvoiced(session: Session, *, now: datetime, urgent_only: bool = False) -> Revision | None:
    """Return the oldest current revision that still needs its sound and may be tried now, an urgent one first."""
    is_urgent = Announcement.urgency == Urgency.URGENT
    query = (
        select(Revision)
        .join(Announcement, Announcement.id == Revision.announcement_id)
        .where(Announcement.number == Revision.number)
        .where(Revision.clip_sha256.is_(None), Revision.failure == "")
        .where(or_(Revision.try_at.is_(None), Revision.try_at <= now))
        .order_by(is_urgent.desc(), Revision.id)
        .limit(1)
    )
    return session.scalars(query.where(is_urgent) if urgent_only else query).one_or_none()


def heard_reading(session: Session, announcement: Announcement) -> str | None:
    """Return the key of the reading that the current clip speaks; None where nobody wrote it down."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject == f"announcement/{announcement.id}", AuditEntry.deed == "voiced")
        .order_by(AuditEntry.id.desc())
    )
    clip = announcement.current.clip_sha256
    voiced = next((entry for entry in session.scalars(query) if entry.detail.get("clip") == clip), None)
    return voiced.detail.get("reading") if voiced and clip else None
