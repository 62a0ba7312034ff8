from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from station import accounts
from station.errors import BadInput, StationError
from station.models import Person
from station.roles import Role
from tests.conftest import NOW


def add(session: Session) -> Person:
    return accounts.add_person(session, "hoa", "sen-hong-2026", roles=[Role.EDITOR], now=NOW)


def enter(session: Session, username: str, password: str, *, now: datetime) -> Person | StationError:
    knows = accounts.knows(session, username, password)
    return accounts.sign_in(session, username, knows=knows, now=now)


def test_the_right_password_signs_in(session: Session) -> None:
    hoa = add(session)

    assert enter(session, " Hoa ", "sen-hong-2026", now=NOW) is hoa


@pytest.mark.parametrize(("name", "password"), [("hoa", "sai"), ("ai", "sen-hong-2026"), ("", "")])
def test_a_wrong_name_or_password_is_refused_in_the_same_words(session: Session, name: str, password: str) -> None:
    add(session)

    assert isinstance(enter(session, name, password, now=NOW), accounts.SignInRefused)


def test_five_wrong_passwords_lock_the_account_for_ten_minutes(session: Session) -> None:
    add(session)
    for _ in range(accounts.FAILURES_ALLOWED):
        enter(session, "hoa", "sai", now=NOW)

    locked = enter(session, "hoa", "sen-hong-2026", now=NOW)
    later = enter(session, "hoa", "sen-hong-2026", now=NOW + timedelta(minutes=11))

    assert isinstance(locked, accounts.SignInLocked)
    assert isinstance(later, Person)


def test_somebody_who_left_neither_signs_in_nor_speaks_by_token(session: Session) -> None:
    hoa = add(session)
    secret = accounts.give_token(session, hoa, "máy tính", now=NOW)
    hoa.active = False
    session.flush()

    assert isinstance(enter(session, "hoa", "sen-hong-2026", now=NOW), accounts.SignInRefused)
    assert accounts.bearer(session, secret) is None


@pytest.mark.parametrize(("name", "password"), [("Hoa!", "sen-hong-2026"), ("x", "sen-hong-2026"), ("hoa", "ngan")])
def test_a_bad_name_or_an_easy_password_is_refused_at_its_field(session: Session, name: str, password: str) -> None:
    with pytest.raises(BadInput):
        accounts.add_person(session, name, password, roles=[Role.EDITOR], now=NOW)


@pytest.mark.parametrize("password", ["88888888", "12345678", "aaaaaaaa"])
def test_the_passwords_that_opened_other_stations_are_refused(session: Session, password: str) -> None:
    with pytest.raises(BadInput, match="dễ đoán"):
        accounts.add_person(session, "hoa", password, roles=[Role.EDITOR], now=NOW)
