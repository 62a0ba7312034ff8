"""What is known about people, their tokens and their deeds: reads, changes nothing."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.models import AuditEntry, Person, Token


def people(session: Session) -> Sequence[Person]:
    """Return everybody who signs in or once did, by name."""
    return session.scalars(select(Person).order_by(Person.username)).all()


def tokens(session: Session, person_id: int) -> Sequence[Token]:
    """Return a person's tokens, the newest last, those revoked included."""
    return session.scalars(select(Token).where(Token.person_id == person_id).order_by(Token.id)).all()


def deeds(
    session: Session,
    *,
    subject: str | None = None,
    person: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> Sequence[AuditEntry]:
    """Return what was done, to one thing or to all, by one or by all, newest first and numbered below `before`."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if person:
        query = query.where(AuditEntry.person == person)
    if subject:
        query = query.where(AuditEntry.subject == subject)
    return session.scalars(query.where(AuditEntry.id < before) if before else query).all()
