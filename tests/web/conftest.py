"""A station's pages, and browsers in which the four people (and an inspector) are signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from broadcaster.preflight import child
from broadcaster.talks import sound as live_sound
from content import actions, decisions
from content.models import Announcement, Clip
from station import settings
from station.database import Database
from station.models import Person
from tests.conftest import NOW, People
from web.app import create_app
from web.context import SignedIn

TOKEN = "c" * 40
SHA = "a" * 64
TEXT = "Trạm y tế xã tiêm chủng sáng thứ Năm."


@dataclass(frozen=True)
class Browser:
    """A client whose every form carries the right CSRF token."""

    client: FlaskClient
    token: str

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, typed: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token, **(typed or {})}, **options)


SignIn = Callable[..., Browser]


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Which processes the pages would have started; none is."""
    started: list[tuple[str, ...]] = []

    def start(part: str, _settings: settings.Settings, *words: str) -> None:
        started.append((part, *words))

    monkeypatch.setattr(live_sound, "start", start)
    monkeypatch.setattr(live_sound, "WAIT_SECONDS", 0.0)
    monkeypatch.setattr(child, "start", lambda _settings, run_id: started.append(("preflight", str(run_id))))
    return started


def look_again(session: Session) -> None:
    """Let the test's own session see what the pages have done since."""
    session.rollback()
    session.expire_all()


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Flask:
    """The application of a station with an empty database."""
    app = create_app(settings.load({"LOA_HOME": str(tmp_path)}), database)
    app.testing = True
    return app


@pytest.fixture
def browser(app: Flask) -> SignIn:
    """Give a browser in which this person is signed in."""

    def sign_in(person: Person, address: str = "http://localhost") -> Browser:
        client = app.test_client()
        with client.session_transaction(base_url=address) as cookie:
            cookie["_user_id"] = SignedIn(person).id
            cookie["_fresh"] = True
            cookie["csrf_token"] = TOKEN
        token = str(URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(TOKEN))
        return Browser(client, token)

    return sign_in


@pytest.fixture
def inspector(session: Session) -> Person:
    """Somebody who reads everything and changes nothing."""
    person = Person(
        username="thanh", full_name="Thanh", password_hash="-", roles=["inspector"], active=True, created_at=NOW
    )
    session.add(person)
    session.commit()
    return person


@pytest.fixture
def everybody(people: People, inspector: Person) -> dict[str, Person]:
    """One person for each role."""
    return {
        "editor": people.lan,
        "approver": people.hung,
        "operator": people.minh,
        "administrator": people.chief,
        "inspector": inspector,
    }


@pytest.fixture
def draft(session: Session, people: People, zones: dict[str, int]) -> Announcement:
    """A draft by lan, voiced."""
    terms = actions.Terms([zones["xa"]])
    announcement = actions.write(session, actions.Wording("Tiêm chủng", TEXT), terms, by=people.lan, now=NOW)
    clip = Clip(sha256=SHA, frames=250, air_format="64k", lufs=-16, true_peak_dbtp=-2, voice="fake", made_at=NOW)
    session.add(clip)
    session.flush()
    announcement.current.clip_sha256 = SHA
    session.commit()
    return announcement


@pytest.fixture
def submitted(session: Session, people: People, draft: Announcement) -> Announcement:
    """The draft, on the approver's desk."""
    actions.submit(session, draft.id, by=people.lan, now=NOW)
    session.commit()
    return draft


@pytest.fixture
def approved(session: Session, people: People, submitted: Announcement) -> Announcement:
    """The draft, approved by hung."""
    decisions.approve(session, submitted.id, SHA, by=people.hung, now=NOW)
    session.commit()
    return submitted
