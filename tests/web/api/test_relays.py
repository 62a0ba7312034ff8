"""Relay sources over the API."""

import pytest

from tests.web.api.conftest import Api

VOV = {"name": "VOV1", "address": "http://127.0.0.1:9/vov1"}


def test_a_source_is_named_approved_and_withdrawn(api: Api) -> None:
    named = api("minh", "POST", "/relays", json=VOV)
    path = f"/relays/{named.body['id']}"

    approved = api("hung", "POST", f"{path}/approve", json={"address": VOV["address"]}).body
    withdrawn = api("hung", "POST", f"{path}/withdraw", json={"reason": "đài lạ"}).body

    assert named.headers["Location"].endswith(path)
    assert not named.body["approved"] and named.body["refusal"] == "nguồn tiếp sóng chưa được duyệt"
    assert approved["approved"] and approved["decisions"][0]["person"] == "hung"
    assert not withdrawn["approved"] and "đài lạ" in withdrawn["refusal"]


def test_what_cannot_be_decided_is_a_conflict_or_a_refusal(api: Api) -> None:
    path = f"/relays/{api('minh', 'POST', '/relays', json=VOV).body['id']}"

    assert api("hung", "POST", f"{path}/approve", json={"address": "http://old/"}).status == 409
    assert api("hung", "POST", f"{path}/withdraw", json={"reason": "x"}).status == 409
    assert api("minh", "PUT", path, json=VOV | {"address": "pipe:0"}).status == 422
    assert api("minh", "GET", "/relays/99").status == 404


def test_a_source_that_nobody_answers_at_is_dead_and_says_why(api: Api) -> None:
    number = api("minh", "POST", "/relays", json=VOV).body["id"]

    told = api("minh", "GET", f"/relays/{number}/trial").body

    assert told["condition"] == "dead"
    assert "không kết nối được" in told["reason"]


def test_a_relay_is_an_item_of_a_playlist(api: Api) -> None:
    number = api("minh", "POST", "/relays", json=VOV).body["id"]
    spare = api("minh", "POST", "/playlists", json={"name": "Dự phòng", "items": [{"announcement_id": api.approved()}]})
    relays = [
        {"source_id": number, "seconds": 1800, "fallback_id": spare.body["id"]},
        {"source_id": number, "until": "06:00"},
    ]

    told = api("minh", "POST", "/playlists", json={"name": "Sáng", "items": [{"relay": each} for each in relays]})

    assert [item["relay"] for item in told.body["items"]] == [
        {"source_id": number, "seconds": 1800.0, "until": None, "fallback_id": spare.body["id"]},
        {"source_id": number, "seconds": None, "until": "06:00:00", "fallback_id": None},
    ]
    assert told.body["items"][0]["refusal"] == "nguồn tiếp sóng chưa được duyệt"


@pytest.mark.parametrize(
    ("relay", "status"),
    [
        ({"seconds": 1800, "until": "06:00"}, 422),
        ({}, 422),
        ({"seconds": 5}, 422),
        ({"seconds": 30, "source_id": 99}, 404),
        ({"seconds": 30, "fallback_id": 99}, 404),
    ],
)
def test_a_relay_that_cannot_be_aired_is_refused(api: Api, relay: dict[str, object], status: int) -> None:
    number = api("minh", "POST", "/relays", json=VOV).body["id"]

    items = [{"relay": {"source_id": number} | relay}]

    assert api("minh", "POST", "/playlists", json={"name": "Sáng", "items": items}).status == status


def test_a_playlist_is_no_fallback_of_itself(api: Api) -> None:
    number = api("minh", "POST", "/relays", json=VOV).body["id"]
    asked = {"name": "Sáng", "items": [{"announcement_id": api.approved()}]}
    playlist = api("minh", "POST", "/playlists", json=asked).body["id"]

    relay = {"relay": {"source_id": number, "seconds": 60, "fallback_id": playlist}}

    assert api("minh", "PUT", f"/playlists/{playlist}", json=asked | {"items": [relay]}).status == 422
