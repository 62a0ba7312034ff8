"""People: adding them, signing them in, giving their programs tokens."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from station import audit, passwords
from station.errors import BadInput, NotFound, StationError
from station.models import Person, Token
from station.roles import Deed, Role, require

FAILURES_ALLOWED = 5
LOCK = timedelta(minutes=10)


class SignInRefused(StationError):
    """The name or the password is wrong; which of them stays unsaid."""

    def __init__(self) -> None:
        super().__init__("Tên đăng nhập hoặc mật khẩu không đúng.")


class SignInLocked(StationError):
    """Too many wrong passwords in a row."""

    def __init__(self) -> None:
        super().__init__("Sai mật khẩu quá nhiều lần; hãy thử lại sau 10 phút.")


class LastAdministrator(StationError):
    """A change would leave a station that nobody can administer."""

    def __init__(self, username: str) -> None:
        super().__init__(f"«{username}» là người quản trị cuối cùng còn hoạt động; hãy thêm người quản trị khác trước.")


def add_person(
    session: Session,
    username: str,
    password: str,
    *,
    roles: Sequence[Role],
    now: datetime,
    full_name: str = "",
    position: str = "",
    by: str = "loa",
) -> Person:
    """Add somebody who may sign in. Raise BadInput."""
    _check_new(session, username, roles)
    person = Person(
        username=username,
        full_name=full_name.strip() or username,
        position=position.strip(),
        password_hash=passwords.hash_password(password),
        roles=[role.value for role in roles],
        active=True,
        failed_sign_ins=0,
        created_at=now,
    )
    session.add(person)
    session.flush()
    audit.record(session, by, "add_person", f"person/{username}", now=now, roles=person.roles)
    return person


def _check_new(session: Session, username: str, roles: Sequence[Role]) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{1,39}", username):
        raise BadInput("username", "Tên đăng nhập gồm 2–40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch.")
    if find(session, username):
        raise BadInput("username", f"Tên đăng nhập «{username}» đã có người dùng.")
    if not roles:
        raise BadInput("roles", "Hãy chọn ít nhất một vai trò.")


def set_password(session: Session, username: str, password: str, *, now: datetime, by: str = "loa") -> None:
    """Give somebody a new password and open a locked account."""
    person = named(session, username)
    person.password_hash = passwords.hash_password(password)
    person.failed_sign_ins, person.locked_until = 0, None
    audit.record(session, by, "set_password", f"person/{username}", now=now)


def change_person(
    session: Session,
    username: str,
    *,
    roles: Sequence[Role],
    active: bool,
    now: datetime,
    full_name: str = "",
    position: str = "",
    by: str = "loa",
) -> Person:
    """Give somebody other roles, or shut the account. Raise NotFound, BadInput, LastAdministrator."""
    person = named(session, username)
    if not roles:
        raise BadInput("roles", "Hãy chọn ít nhất một vai trò.")
    person.roles, person.active = [role.value for role in roles], active
    person.full_name, person.position = full_name.strip() or username, position.strip()
    everybody = session.scalars(select(Person).where(Person.active))
    if not any(Role.ADMINISTRATOR in each.roles for each in everybody):
        raise LastAdministrator(username)
    audit.record(
        session, by, "change_person", f"person/{username}", now=now, roles=list(person.roles), active=person.active
    )
    return person


def find(session: Session, username: str) -> Person | None:
    """Return the person of this name, if there is one."""
    return session.scalars(select(Person).where(Person.username == username)).one_or_none()


def named(session: Session, username: str) -> Person:
    """Return the person of this name. Raise NotFound."""
    person = find(session, username)
    if person is None:
        raise NotFound("tài khoản", username)
    return person


def knows(session: Session, username: str, password: str) -> bool:
    """Is this the person's password? Ask in a reading session: Argon2 takes its time, and must hold up no writer."""
    person = find(session, username.strip().lower())
    return passwords.fits(password, person.password_hash if person and person.active else None)


def sign_in(session: Session, username: str, *, knows: bool, now: datetime) -> Person | StationError:
    """Return the person, or the refusal: a failure is counted, so it must be committed and not raised here."""
    person = find(session, username.strip().lower())
    if person and person.locked_until and person.locked_until > now:
        return SignInLocked()
    if person and person.active and knows:
        person.failed_sign_ins, person.locked_until = 0, None
        audit.record(session, person.username, "sign_in", f"person/{person.username}", now=now)
        return person
    if person:
        _count_failure(session, person, now)
    return SignInRefused()


def _count_failure(session: Session, person: Person, now: datetime) -> None:
    person.failed_sign_ins += 1
    if person.failed_sign_ins >= FAILURES_ALLOWED:
        person.failed_sign_ins, person.locked_until = 0, now + LOCK
        audit.record(session, person.username, "sign_in_locked", f"person/{person.username}", now=now)


def give_token(session: Session, person: Person, name: str, *, now: datetime) -> str:
    """Return a new token for this person's programs; it is shown once and only its hash is kept."""
    secret = passwords.new_token()
    session.add(Token(person_id=person.id, name=name, sha256=passwords.token_hash(secret), created_at=now))
    audit.record(session, person.username, "give_token", f"person/{person.username}", now=now, name=name)
    return secret


def revoke_token(session: Session, token_id: int, *, by: Person, now: datetime) -> None:
    """End a token; its owner and administrators may. Raise NotFound, Forbidden."""
    token = session.get(Token, token_id)
    if token is None:
        raise NotFound("mã truy cập", token_id)
    if token.person_id != by.id:
        require(by, Deed.ADMINISTER)
    token.revoked_at = now
    audit.record(session, by.username, "revoke_token", f"token/{token_id}", now=now)


def bearer(session: Session, secret: str) -> Person | None:
    """Return who a token speaks for, if it still counts."""
    query = (
        select(Person)
        .join(Token, Token.person_id == Person.id)
        .where(Token.sha256 == passwords.token_hash(secret), Token.revoked_at.is_(None), Person.active)
    )
    return session.scalars(query).one_or_none()
