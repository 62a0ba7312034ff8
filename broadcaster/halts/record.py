"""What stop-everything did, brought into the audit trail as soon as the database can be written again."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.halts import halt
from broadcaster.halts.halt import Halt
from station import audit
from station.database import Database
from station.models import AuditEntry

STOP, RELEASE = "stop_all", "release_all"


def bring_in(database: Database, home: Path) -> int:
    """Write down every order to halt that the audit trail lacks; return how many rows that took.

    Where there is nothing to write nothing is locked. An order is forgotten only after its rows are committed.
    """
    over = halt.ended(home)
    held = halt.halted(home)
    orders = [*over, held] if held else over
    if not orders:
        return 0
    with database.reading() as session:
        lacking = _lacking(session, orders)
    if lacking:
        with database.writing() as session:
            lacking = _lacking(session, orders)
            for order, deed in lacking:
                _record(session, order, deed)
    for order in over:
        halt.forget(home, order)
    return len(lacking)


def subject_of(order: Halt) -> str:
    """Return the name under which an order stands in the audit trail."""
    return f"halt/{order.number}"


def _lacking(session: Session, orders: list[Halt]) -> list[tuple[Halt, str]]:
    rows = select(AuditEntry.subject, AuditEntry.deed).where(AuditEntry.subject.in_(map(subject_of, orders)))
    known = {(subject, deed) for subject, deed in session.execute(rows)}
    wanted = [(each, STOP) for each in orders] + [(each, RELEASE) for each in orders if each.released_at]
    return [(each, deed) for each, deed in wanted if (subject_of(each), deed) not in known]


def _record(session: Session, order: Halt, deed: str) -> None:
    """Write one deed under the person and the instant of the deed itself."""
    if deed == RELEASE and order.released_at:
        audit.record(session, order.released_by[:40], deed, subject_of(order), now=order.released_at, why=order.why)
    else:
        audit.record(session, order.by[:40], deed, subject_of(order), now=order.at, why=order.why)
