"""Invariant 5: the log cannot be prettied."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from station import audit, ledger
from station.models import AuditEntry
from tests.conftest import NOW


@pytest.fixture
def chain(session: Session) -> Session:
    for number in range(1, 6):
        audit.record(session, "lan", "write", f"announcement/{number}", now=NOW, title=f"Bản tin {number}")
    session.commit()
    return session


def test_an_untouched_chain_is_whole(chain: Session) -> None:
    assert ledger.first_break(chain, AuditEntry) is None


def test_a_changed_row_is_found(chain: Session) -> None:
    chain.execute(update(AuditEntry).where(AuditEntry.id == 3).values(person="hung"))
    chain.expire_all()

    assert ledger.first_break(chain, AuditEntry) == 3


def test_a_removed_row_is_found(chain: Session) -> None:
    chain.execute(delete(AuditEntry).where(AuditEntry.id == 2))

    assert ledger.first_break(chain, AuditEntry) == 3


def test_a_cut_tail_is_found(chain: Session) -> None:
    chain.execute(delete(AuditEntry).where(AuditEntry.id == 5))

    assert ledger.first_break(chain, AuditEntry) == 0


def test_what_is_rolled_back_leaves_the_chain_whole(chain: Session) -> None:
    audit.record(chain, "lan", "write", "announcement/6", now=NOW)
    chain.rollback()
    audit.record(chain, "lan", "write", "announcement/7", now=NOW)
    chain.commit()

    assert ledger.first_break(chain, AuditEntry) is None
