"""Signing in, tokens, colleagues and the audit trail, asked for by programs."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from station import accounts
from tests.web.api.conftest import Api, with_password

PASSWORD = "mua-xuan-2026"


def sign_in(api: Api, password: str, username: str = "lan") -> Any:
    return api("", "POST", "/token", json={"username": username, "password": password, "name": "Máy bàn"})


def test_a_password_gives_a_token_that_counts(api: Api, session: Session) -> None:
    with_password(session, "lan", PASSWORD)

    given = sign_in(api, PASSWORD)
    api.tokens["new"] = given.body["token"]

    assert (given.status, given.body["name"], given.body["token_type"]) == (201, "Máy bàn", "Bearer")
    assert api("new", "GET", "/me").body["username"] == "lan"


def test_wrong_passwords_are_counted_and_lock(api: Api, session: Session) -> None:
    with_password(session, "lan", PASSWORD)

    refused = [sign_in(api, "sai-mat-khau").status for _ in range(accounts.FAILURES_ALLOWED)]
    locked = sign_in(api, PASSWORD)

    assert refused == [401] * accounts.FAILURES_ALLOWED
    assert (locked.status, locked.body["code"]) == (429, "sign-in-locked")


@pytest.mark.parametrize("username", ["nobody", "", "\x00", "LAN' --"])
def test_who_is_unknown_gets_the_same_refusal_as_who_is_mistaken(api: Api, username: str) -> None:
    answer = sign_in(api, "x", username)

    assert (answer.status, "token" in answer.body) == (422 if username == "\x00" else 401, False)


def test_a_token_is_told_once_and_ends_when_revoked(api: Api) -> None:
    given = api("lan", "POST", "/tokens", json={"name": "Kịch bản"}).body
    api.tokens["new"] = given["token"]

    revoked = api("lan", "DELETE", f"/tokens/{given['id']}")

    assert (revoked.status, revoked.raw) == (204, b"")
    assert api("new", "GET", "/me").status == 401
    kept = api("lan", "GET", "/tokens")
    assert [each["name"] for each in kept.body["items"]] == ["test", "Kịch bản"]
    assert kept.body["items"][1]["revoked_at"]
    assert given["token"].encode() not in kept.raw


@pytest.mark.parametrize(("person", "status"), [("hung", 403), ("chief", 204), ("lan", 204)])
def test_a_token_is_revoked_by_its_owner_or_an_administrator(api: Api, person: str, status: int) -> None:
    number = api("lan", "POST", "/tokens", json={"name": "Kịch bản"}).body["id"]

    assert api(person, "DELETE", f"/tokens/{number}").status == status
    assert api(person, "DELETE", "/tokens/999").status == 404


def test_an_administrator_adds_somebody_who_can_sign_in(api: Api) -> None:
    asked = {"username": "hoa", "password": PASSWORD, "roles": ["editor", "editor"], "full_name": "Trần Thị Hoa"}

    told = api("chief", "POST", "/people", json=asked)

    assert (told.status, told.body["roles"], told.body["active"]) == (201, ["editor"], True)
    assert sign_in(api, PASSWORD, "hoa").status == 201
    assert b"argon2" not in api("chief", "GET", "/people").raw


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "Hoa Mai"}, "username"),
        ({"username": "lan"}, "username"),
        ({"password": "ngan"}, "password"),
        ({"password": "\ud800" * 9}, "password"),
        ({"password": "x" * 10_000}, "password"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles.0"),
    ],
)
def test_a_bad_colleague_is_refused_by_field(api: Api, changes: dict[str, Any], field: str) -> None:
    asked = {"username": "hoa", "password": PASSWORD, "roles": ["editor"]} | changes

    answer = api("chief", "POST", "/people", json=asked)

    assert (answer.status, answer.body["errors"][0]["field"]) == (422, field)


def test_the_audit_trail_is_told_newest_first_page_by_page(api: Api) -> None:
    number = api.approved()

    first = api("nga", "GET", f"/audit?subject=announcement/{number}&limit=2").body
    rest = api("nga", "GET", f"/audit?subject=announcement/{number}&limit=2&before={first['next']}").body

    told = [(each["person"], each["deed"]) for each in first["items"] + rest["items"]]
    assert told == [("hung", "approved"), ("lan", "submit"), ("lan", "write")]
    assert rest["next"] is None


def test_a_refused_deed_leaves_no_trace_in_the_audit_trail(api: Api) -> None:
    before = api("nga", "GET", "/audit").body["items"][0]["id"]

    api("nga", "POST", "/announcements", json={"text": "Chữ", "zone_ids": [1]})
    api("lan", "POST", "/announcements", json={"text": "Chữ", "zone_ids": [999]})

    assert api("nga", "GET", "/audit").body["items"][0]["id"] == before
