"""Relay sources over the API."""

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
