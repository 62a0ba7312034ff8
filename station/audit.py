"""The audit trail; its newest id also tells every process that something changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station import ledger
from station.models import AuditEntry


def record(session: Session, person: str, deed: str, subject: str, *, now: datetime, **detail: Any) -> None:
    """Write down one deed, in the same transaction as the deed itself."""
    ledger.append(session, [AuditEntry(at=now, person=person, deed=deed, subject=subject, detail=detail)])


def newest(session: Session) -> int:
    """Return the number of the newest deed, 0 before the first; it grows with every change."""
    return session.scalar(select(func.max(AuditEntry.id))) or 0


def has(session: Session, subject: str) -> bool:
    """Was anything ever done to this?"""
    return session.scalar(select(AuditEntry.id).where(AuditEntry.subject == subject).limit(1)) is not None
