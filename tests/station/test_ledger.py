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


def test_many_rows_added_at_once_continue_the_same_chain(chain: Session) -> None:
    deed = {"at": NOW, "person": "lan", "deed": "write", "detail": {"title": "Bản tin"}}
    rows = [{**deed, "subject": f"announcement/{number}"} for number in range(6, 9)]

    numbers = ledger.append_values(chain, AuditEntry, rows)
    audit.record(chain, "lan", "write", "announcement/9", now=NOW)
    chain.commit()

    assert numbers == [6, 7, 8]
    assert ledger.first_break(chain, AuditEntry) is None


def test_one_of_many_rows_changed_later_is_found(chain: Session) -> None:
    deed = {"at": NOW, "person": "lan", "deed": "write", "detail": {}}
    ledger.append_values(chain, AuditEntry, [{**deed, "subject": f"announcement/{number}"} for number in (6, 7)])

    chain.execute(update(AuditEntry).where(AuditEntry.id == 6).values(subject="announcement/9"))

    assert ledger.first_break(chain, AuditEntry) == 6


def test_a_row_without_a_value_for_every_column_is_refused(chain: Session) -> None:
    with pytest.raises(KeyError):
        ledger.append_values(chain, AuditEntry, [{"at": NOW, "person": "lan", "deed": "write"}])
