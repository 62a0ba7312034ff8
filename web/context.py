"""What a request stands on: one session, one present instant, one person."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, Response, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from content.wording.reading import STYLES, Style
from station import accounts, clock
from station.database import Database
from station.errors import StationError
from station.models import Person
from station.nudge import nudge
from station.settings import Settings

READING = {"GET", "HEAD", "OPTIONS"}
PASSING_ON = {"live.sound", "api.speak"}  # what changes nothing here though it is sent: live sound, ten times a second
# Stop-everything answers while nobody can write, and while the database cannot even be read.
WITHOUT_DATABASE = {"halts.page", "halts.stop", "halts.release"}


class NotSignedIn(StationError):
    """A deed needs a person, and nobody is signed in (any more)."""

    def __init__(self) -> None:
        super().__init__("Phiên làm việc đã hết; hãy đăng nhập để tiếp tục.")


@dataclass(frozen=True)
class House:
    """What the web process was started with."""

    settings: Settings
    database: Database

    @property
    def voices(self) -> Path:
        """The folder of voices installed on this machine."""
        return self.settings.home / "voices"

    @property
    def style(self) -> Style:
        """How this station says numbers."""
        return STYLES[self.settings.reading_style]


class SignedIn(UserMixin):  # type: ignore[misc]
    """A person, as flask-login wants to see one."""

    def __init__(self, person: Person) -> None:
        self.id = f"{person.id}.{_fingerprint(person)}"  # a new password ends the sessions of the old one
        self.person = person


def install(app: Flask, house: House) -> None:
    """Give every request its session and its now; commit what succeeded and tell the other processes."""
    app.extensions["house"] = house
    app.before_request(_open)
    app.after_request(_finish)
    app.teardown_request(_close)
    manager = LoginManager()
    manager.user_loader(_load)
    manager.request_loader(_bearer)
    manager.init_app(app)


def house() -> House:
    """Return what the web process was started with."""
    return cast(House, current_app.extensions["house"])


def session() -> Session:
    """Return this request's session; it commits when the answer is below 400."""
    return cast(Session, g.session)


def person() -> Person:
    """Return who is asking. Raise NotSignedIn."""
    if not current_user.is_authenticated:
        raise NotSignedIn
    return cast(Person, current_user.person)


def sign_in(username: str, password: str) -> Person | StationError:
    """Return who this is, or the refusal, which is counted though its answer is an error."""
    with house().database.reading() as looking:
        knows = accounts.knows(looking, username, password)
    answer = accounts.sign_in(session(), username, knows=knows, now=g.now)
    if not isinstance(answer, Person):
        session().commit()
    return answer


def is_blind() -> bool:
    """Could the database not say who is asking, on a page that works without it?"""
    return bool(g.get("blind"))


def _open() -> None:
    g.now = clock.now()
    g.session = house().database.session(write=_acts() and request.endpoint not in WITHOUT_DATABASE)


def _finish(response: Response) -> Response:
    if _acts() and response.status_code < 400:
        session().commit()
        for process in ("broadcast", "voice", "voice-urgent"):
            nudge(house().settings.home, process)
    return response


def _acts() -> bool:
    return request.method not in READING and request.endpoint not in PASSING_ON


def _close(_error: BaseException | None) -> None:
    if "session" in g:
        session().close()


def _load(remembered: str) -> SignedIn | None:
    number = remembered.partition(".")[0]
    try:
        found = session().get(Person, int(number)) if number.isdecimal() else None
    except SQLAlchemyError:
        if request.endpoint not in WITHOUT_DATABASE:
            raise
        g.blind = True
        return None
    signed_in = SignedIn(found) if found and found.active else None
    return signed_in if signed_in and signed_in.id == remembered else None


def _fingerprint(person: Person) -> str:
    return hashlib.sha256(person.password_hash.encode()).hexdigest()[:16]


def _bearer(_request: object) -> SignedIn | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    found = accounts.bearer(session(), secret.strip()) if scheme.lower() == "bearer" else None
    return SignedIn(found) if found else None
