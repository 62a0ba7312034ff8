"""Outputs over the API: described, told, and never their secrets."""

from typing import Any

import pytest

from broadcaster.models import Output
from broadcaster.outputs.table import KINDS
from tests.web.api.conftest import Api

ADDRESS = "http://may-chu:8000/xa.mp3"


def asked(api: Api, **other: Any) -> dict[str, Any]:
    told = {"zone_id": api.zones["xa"], "kind": "icecast", "address": ADDRESS, "options": {"password": "bí mật"}}
    return told | other


@pytest.fixture
def number(api: Api) -> int:
    return int(api("chief", "POST", "/outputs", json=asked(api)).body["id"])


def test_an_output_is_told_without_its_password(api: Api, number: int) -> None:
    one = api("minh", "GET", f"/outputs/{number}")
    (listed,) = api("minh", "GET", "/outputs").body["items"]

    assert one.body == listed
    assert (one.body["options"], one.body["secrets"]) == ({"user": "source"}, ["password"])
    assert "bí mật".encode() not in one.raw
    assert (one.body["state"], one.body["state_name"]) == ("not_playing", "Trình phát không chạy")


def test_a_password_left_out_stays(api: Api, number: int) -> None:
    told = {"zone_id": api.zones["thon-dong"], "address": ADDRESS, "name": "Khác"}

    answer = api("chief", "PUT", f"/outputs/{number}", json=told)

    assert (answer.body["name"], answer.body["secrets"]) == ("Khác", ["password"])
    with api.database.reading() as session:
        assert session.get_one(Output, number).options["password"] == "bí mật"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"kind": "bồ câu"}, 422, "kind"),
        ({"address": "may-chu"}, 422, "address"),
        ({"address": "http://a:b@may-chu/x"}, 422, "address"),
        ({"options": {}}, 422, "password"),
        ({"options": {"password": "x", "màu": "đỏ"}}, 422, "màu"),
        ({"options": {"password": 7}}, 422, "options.password"),
        ({"name": "x" * 121}, 422, "name"),
        ({"zone_id": 0}, 422, "zone_id"),
        ({"zone_id": 99}, 404, None),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_field(
    api: Api, change: dict[str, Any], status: int, field: str | None
) -> None:
    answer = api("chief", "POST", "/outputs", json=asked(api, **change))

    assert answer.status == status
    assert [each["field"] for each in answer.body["errors"]] == ([field] if field else [])
    assert api("chief", "GET", "/outputs").body["items"] == []


def test_an_output_that_is_off_is_not_tested(api: Api, number: int) -> None:
    api("chief", "PUT", f"/outputs/{number}", json={"zone_id": 1, "address": ADDRESS, "enabled": False})

    answer = api("chief", "POST", f"/outputs/{number}/test")

    assert (answer.status, answer.body["code"]) == (409, "switched-off")


def test_every_kind_tells_what_it_asks(api: Api) -> None:
    kinds = {each["kind"]: each for each in api("chief", "GET", "/outputs/kinds").body["items"]}

    fields = {each["name"]: each for each in kinds["icecast"]["fields"]}

    assert set(kinds) == set(KINDS)
    assert (fields["password"]["secret"], fields["user"]["default"]) == (True, "source")
