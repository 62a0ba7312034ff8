"""A station with its API: six people with one token each, four zones, and a way to ask."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from content import actions
from station import accounts, passwords, settings
from station.database import Database
from station.models import Person
from tests.conftest import NOW
from tests.content.test_approval import give_clip
from web.api.document import mended
from web.api.door import spec
from web.app import create_app

HATS = {
    "lan": ["editor"],
    "hung": ["approver"],
    "minh": ["operator"],
    "chief": ["administrator"],
    "nga": ["inspector"],
    "both": ["editor", "approver"],
}
SHA = "a" * 64


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    headers: Any
    raw: bytes = field(repr=False)


@dataclass(frozen=True)
class Api:
    """A way to ask the API as anyone."""

    app: Flask
    database: Database
    tokens: dict[str, str]
    zones: dict[str, int]

    def __call__(self, person: str, method: str, path: str, **asked: Any) -> Answer:
        """Ask as this person, or as nobody («»)."""
        headers = asked.pop("headers", {})
        if person:
            headers = {"Authorization": f"Bearer {self.tokens[person]}"} | headers
        with self.client.open(f"/api/v1{path}", method=method, headers=headers, **asked) as answer:
            body = answer.get_json(silent=True)
            check_promise(self.app, answer, body)
            return Answer(answer.status_code, body, answer.headers, answer.get_data())

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def draft(self, title: str = "Tiêm chủng", *, by: str = "lan", sha: str = SHA) -> int:
        """Write an announcement that has its sound already."""
        asked = {"title": title, "text": "Trạm y tế tiêm chủng sáng thứ Năm.", "zone_ids": [self.zones["xa"]]}
        number = int(self(by, "POST", "/announcements", json=asked).body["id"])
        self.voice(number, sha)
        return number

    def submitted(self, **how: str) -> int:
        """Put an announcement on the approver's desk."""
        number = self.draft(**how)
        assert self(how.get("by", "lan"), "POST", f"/announcements/{number}/submit").status == 200
        return number

    def approved(self, **how: str) -> int:
        """Have an announcement approved by hung."""
        number = self.submitted(**how)
        asked = {"clip_sha256": how.get("sha", SHA)}
        assert self("hung", "POST", f"/announcements/{number}/approve", json=asked).status == 200
        return number

    def voice(self, number: int, sha: str) -> None:
        """Do what the voicing worker does."""
        with self.database.writing() as session:
            give_clip(session, actions.get(session, number), sha)


def check_promise(app: Flask, answer: TestResponse, body: Any) -> None:
    """Every answer in these tests is one that the document describes."""
    try:
        rule, _ = app.url_map.bind("").match(answer.request.path, answer.request.method, return_rule=True)
    except HTTPException:
        return
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
    described = promised(app)["paths"][path][answer.request.method.lower()]["responses"]
    content = described[str(answer.status_code)].get("content", {})
    if content:
        assert answer.mimetype in content
    if schema := content.get(answer.mimetype, {}).get("schema"):
        validator = Draft202012Validator(
            schema | {"components": promised(app)["components"]}, format_checker=FormatChecker()
        )
        validator.validate(body)


def promised(app: Flask) -> dict[str, Any]:
    """Return the OpenAPI document."""
    with app.test_request_context():
        return mended(spec.spec)


@pytest.fixture
def api(database: Database, session: Session, zones: dict[str, int], tmp_path: Path) -> Api:
    """A station whose API can be asked."""
    tokens = hire(session)
    app = create_app(settings.load({"LOA_HOME": str(tmp_path)}), database)
    return Api(app, database, tokens, zones)


def hire(session: Session) -> dict[str, str]:
    """Add the people and give each a token; nobody has a password, for hashing one is slow on purpose."""
    tokens = {}
    for name, roles in HATS.items():
        person = Person(username=name, full_name=name.title(), password_hash="-", roles=roles, created_at=NOW)
        session.add(person)
        session.flush()
        tokens[name] = accounts.give_token(session, person, "test", now=NOW)
    session.commit()
    return tokens


def with_password(session: Session, name: str, password: str) -> None:
    """Let somebody sign in by password."""
    accounts.named(session, name).password_hash = passwords.hash_password(password)
    session.commit()
