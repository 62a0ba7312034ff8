"""What is known about announcements: reads, changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from content.clearance import Known, Standing, standing
from content.lifecycle import State
from content.models import WITH_BLANKS, Announcement, Approval, Clip, Dressing, Form, Revision, Urgency
from station import tree, zones
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


def standings(
    session: Session, announcement_ids: Iterable[int], *, below: Mapping[int, frozenset[int]] | None = None
) -> dict[int, Standing]:
    """Return for each announcement the clip that may be aired, or why none may.

    `below`: the zones below each zone, where the caller knows them.
    """
    wanted = [number for number in set(announcement_ids) if number > 0]  # others stand for what is no announcement
    if not wanted:
        return {}
    heard = below or tree.below(zones.parents(session))
    rows = session.execute(_KNOWN.where(Announcement.id.in_(wanted)))
    return {row[0]: standing(Known._make(row), heard) for row in rows}


def _known() -> Select[*tuple[Any, ...]]:
    """Every announcement with its current revision, its clip and the last decision: a thousand are read at once."""
    about, said = Announcement.__table__.c, Revision.__table__.c
    clip, decided = Clip.__table__.c, Approval.__table__.c
    earlier = Approval.__table__.alias().c
    last = select(func.max(earlier.id)).where(earlier.announcement_id == about.id).correlate(Announcement.__table__)
    has_blanks = about.form.in_(WITH_BLANKS)
    words = (case((has_blanks, said.text), else_=""), case((has_blanks, said.readings), else_=None))
    terms = (about.form, about.state, about.urgency, about.zone_ids, about.valid_from, about.valid_until)
    decision = (decided.id, decided.verdict, decided.digest, decided.decided_at)
    return (
        select(about.id, *terms, said.id, said.title, *words, said.clip_sha256, clip.frames, *decision)
        .select_from(Announcement.__table__)
        .join(Revision.__table__, and_(said.announcement_id == about.id, said.number == about.number))
        .outerjoin(Clip.__table__, clip.sha256 == said.clip_sha256)
        .outerjoin(Approval.__table__, decided.id == last.scalar_subquery())
    )


_KNOWN = _known()


class Musical(NamedTuple):
    """Something that is music, or words with music under them."""

    title: str
    has_words: bool


def musical(session: Session, announcement_ids: Iterable[int]) -> dict[int, Musical]:
    """Return those that are music, or have music under their words."""
    about, said = Announcement.__table__.c, Revision.__table__.c
    query = (
        select(about.id, said.title, about.form)
        .join(Revision.__table__, and_(said.announcement_id == about.id, said.number == about.number))
        .where(or_(about.form == Form.JINGLE, said.dressing == Dressing.MUSIC))
        .where(about.id.in_([number for number in set(announcement_ids) if number > 0]))
    )
    return {number: Musical(title, form != Form.JINGLE) for number, title, form in session.execute(query)}


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
