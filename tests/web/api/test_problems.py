"""Whatever is wrong with a request is said in one Vietnamese sentence, as a problem document, and changes nothing."""

from typing import Any

import pytest

from station.models import Person
from tests.web.api.conftest import Answer, Api

BAD_TEXTS = {
    "empty": "",
    "blank": " \n\t ",
    "too long": "a" * 200_000,
    "binary": "\x00\x01\x02\x7f",
    "replacement": "Thông b�o",
    "half a character": "Thông báo \ud800",
    "right to left": "مرحبا بكم",
    "emoji only": "😀🎉",
}
BAD_FIELDS = {
    "wrong type": {"text": 7},
    "null": {"text": None},
    "no zones": {"zone_ids": []},
    "zones as words": {"zone_ids": ["xa"]},
    "zone as truth": {"zone_ids": [True]},
    "zone below one": {"zone_ids": [0]},
    "endless zone": {"zone_ids": [10**30]},
    "unknown urgency": {"urgency": "panic"},
    "unknown field": {"approved": True},
    "unknown field named by half a character": {"\ud800": 1},
    "endless pace": {"pace": 1e999},
    "slow pace": {"pace": 0.1},
    "day as a number": {"valid_until": 20261231},
    "no such day": {"valid_until": "2026-02-30"},
    "first year": {"valid_until": "0001-01-01"},
    "period backwards": {"valid_from": "2026-12-02", "valid_until": "2026-12-01"},
    "long field": {"field": "x" * 81},
    "line breaks in source": {"source": "a\nb"},
}
BAD_BODIES = {
    "cut": b'{"title": "a',
    "empty": b"",
    "not text": b"\xff\xfe\x00",
    "deep": b"[" * 200_000,
    "endless number": b'{"pace": ' + b"9" * 5000 + b"}",
}


def post(api: Api, **changes: Any) -> Answer:
    asked = {"title": "", "text": "Trạm y tế tiêm chủng.", "zone_ids": [api.zones["xa"]]} | changes
    return api("lan", "POST", "/announcements", json=asked)


def check(answer: Answer, status: int) -> None:
    """A problem document says the same status, and says something."""
    assert (answer.status, answer.body["status"]) == (status, status)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.body) == {"type", "title", "status", "code", "detail", "errors"}
    assert answer.body["detail"]


def check_nothing_written(api: Api) -> None:
    assert api("nga", "GET", "/announcements").body["items"] == []


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_a_text_that_nobody_can_read_aloud_is_refused_beside_its_field(api: Api, text: str) -> None:
    answer = post(api, text=text)

    check(answer, 422)
    assert [each["field"] for each in answer.body["errors"]] == ["text"]
    check_nothing_written(api)


@pytest.mark.parametrize("changes", BAD_FIELDS.values(), ids=BAD_FIELDS)
def test_a_bad_field_is_refused_by_its_name(api: Api, changes: dict[str, Any]) -> None:
    answer = post(api, **changes)

    check(answer, 422)
    assert answer.body["errors"]
    check_nothing_written(api)


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_body_that_is_not_json_is_a_bad_request(api: Api, body: bytes) -> None:
    answer = api("lan", "POST", "/announcements", data=body, content_type="application/json")

    check(answer, 400)


@pytest.mark.parametrize("body", ["[]", "[1]", "null", "7", '"a"', "{}"])
def test_json_that_is_no_announcement_is_refused(api: Api, body: str) -> None:
    check(api("lan", "POST", "/announcements", data=body, content_type="application/json"), 422)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_another_kind_of_body_is_refused(api: Api, kind: str) -> None:
    check(api("lan", "POST", "/announcements", data=b"title=a", content_type=kind), 415)


def test_a_body_too_large_to_be_an_announcement_is_not_read(api: Api) -> None:
    check(post(api, text="a" * 5_000_000), 413)


def test_a_zone_that_does_not_exist_is_not_found(api: Api) -> None:
    check(post(api, zone_ids=[999]), 404)


@pytest.mark.parametrize("number", ["999", "2147483648", "9" * 40])
def test_an_announcement_that_does_not_exist_is_not_found(api: Api, number: str) -> None:
    check(api("lan", "GET", f"/announcements/{number}"), 404)


@pytest.mark.parametrize("path", ["/", "/nothing", "/announcements/", "/announcements/x", "/announcements/-1"])
def test_an_unknown_address_is_not_found(api: Api, path: str) -> None:
    check(api("lan", "GET", path), 404)


def test_a_wrong_method_is_refused_and_the_right_ones_named(api: Api) -> None:
    answer = api("lan", "DELETE", "/announcements")

    check(answer, 405)
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "state=lost", "before=0", "page=2", "limit=1&limit=2"])
def test_a_bad_query_is_refused(api: Api, query: str) -> None:
    check(api("lan", "GET", f"/announcements?{query}"), 422)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer loa_wrong", "Basic bGFuOmxhbg==", "bearer  "])
def test_nobody_asks_without_a_token_that_counts(api: Api, header: str) -> None:
    answer = api("", "GET", "/announcements", headers={"Authorization": header} if header else {})

    check(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_token_of_somebody_who_left_counts_no_more(api: Api) -> None:
    with api.database.writing() as session:
        session.query(Person).filter_by(username="lan").one().active = False

    check(api("lan", "GET", "/announcements"), 401)


def test_a_browsers_session_counts_nothing_here(api: Api) -> None:
    client = api.client
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = "1", True

    assert client.get("/api/v1/announcements").status_code == 401
    assert client.post("/api/v1/tokens", json={"name": "x"}).status_code == 401


def test_a_token_counts_even_beside_a_browsers_session(api: Api) -> None:
    client = api.client
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = "2", True

    headers = {"Authorization": f"Bearer {api.tokens['lan']}"}
    asked = client.post("/api/v1/tokens", json={"name": "x"}, headers=headers)

    assert asked.status_code == 201
    assert [each["name"] for each in api("lan", "GET", "/tokens").body["items"]] == ["test", "x"]


def test_a_bug_is_answered_as_a_problem_without_its_secrets(api: Api) -> None:
    @api.app.before_request
    def broken() -> None:
        raise ZeroDivisionError("secret")

    answer = api("lan", "GET", "/announcements")

    check(answer, 500)
    assert b"secret" not in answer.raw
