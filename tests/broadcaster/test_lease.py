"""Who may play: one process, whatever clocks and databases do."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster.lease import STALE, Patience, Taken, holder, take
from tests.conftest import NOW

ELSEWHERE = "another-host 17 4711"
HIS = Taken(mine=False, holder=ELSEWHERE, beat_at=NOW)


def test_the_first_takes_it_and_another_waits_however_old_the_beat_looks(session: Session) -> None:
    take(session, ELSEWHERE, now=NOW, is_stale=False)

    later = take(session, holder(), now=NOW + timedelta(hours=5), is_stale=False)

    assert not later.mine


def test_a_stale_lease_is_taken_and_tells_when_its_holder_was_last_alive(session: Session) -> None:
    take(session, ELSEWHERE, now=NOW, is_stale=False)

    taken = take(session, holder(), now=NOW + timedelta(seconds=9), is_stale=True)

    assert taken == Taken(mine=True, holder=ELSEWHERE, beat_at=NOW)
    assert not take(session, ELSEWHERE, now=NOW + timedelta(seconds=10), is_stale=False).mine


def test_the_lease_of_a_process_that_is_gone_from_this_machine_is_taken_at_once(session: Session) -> None:
    host, number, _ = holder().split(" ")
    take(session, f"{host} {number} 1", now=NOW, is_stale=False)

    assert take(session, holder(), now=NOW, is_stale=False).mine


@pytest.mark.parametrize(("waited", "over"), [(STALE - 0.1, False), (STALE + 0.1, True)])
def test_patience_ends_when_a_lease_is_not_renewed(waited: float, *, over: bool) -> None:
    patience = Patience()
    patience.saw(HIS, began=10.0, ended=10.0)
    patience.saw(HIS, began=10.0 + waited - 0.1, ended=10.0 + waited - 0.1)

    assert patience.is_over(at=10.0 + waited) is over


def test_a_renewed_lease_begins_the_wait_anew() -> None:
    patience = Patience()
    patience.saw(HIS, began=10.0, ended=10.0)
    patience.saw(Taken(mine=False, holder=ELSEWHERE, beat_at=NOW + timedelta(seconds=1)), began=12.0, ended=12.0)

    assert not patience.is_over(at=10.0 + STALE + 1)


def test_while_the_database_is_locked_nobody_can_renew_so_nobody_grows_stale() -> None:
    patience = Patience()
    patience.saw(HIS, began=10.0, ended=10.0)
    patience.saw(HIS, began=10.3, ended=19.0)  # had to wait for the lock

    assert not patience.is_over(at=19.1)
    patience.saw_nothing()
    assert not patience.is_over(at=60.0)
