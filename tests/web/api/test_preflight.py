"""The check and the channels over the API."""

import pytest

from broadcaster.preflight import runs
from broadcaster.preflight.values import Finding, Kind, Report, Row, Where
from station import clock
from tests.conftest import NOW
from tests.web.api.conftest import Api
from tests.web.api.trials_preflight import channel, set_up


def test_a_check_is_begun_watched_and_told(api: Api, begun: list[tuple[str, ...]]) -> None:
    asked = api("minh", "POST", "/preflight", json={}).body
    again = api("hung", "POST", "/preflight", json={}).body
    finding = Finding(Kind.UNAPPROVED, "«Thu thuế»: chưa duyệt; hãy duyệt.", Where.ANNOUNCEMENT, 7)
    row = Row("p1@x", 1, "Sáng", NOW, 1, "Toàn xã", (finding,))
    with api.database.writing() as session:
        runs.finish(session, asked["id"], Report((row,)), api.app.extensions["house"].settings, now=clock.now())

    told = api("nga", "GET", f"/preflight/{asked['id']}").body

    assert (asked["state"], again["id"], begun) == ("under_way", asked["id"], [("preflight", str(asked["id"]))])
    assert (told["state"], told["red"], told["items"][0]["findings"][0]["number"]) == ("done", 1, 7)
    assert api("nga", "GET", "/preflight").body == told


def test_without_any_check_there_is_none(api: Api) -> None:
    assert api("nga", "GET", "/preflight").status == 404


@pytest.mark.parametrize("day", ["2020-01-01", "hôm qua", "2026-02-30"])
def test_a_day_that_cannot_be_checked_is_refused(api: Api, day: str) -> None:
    assert api("minh", "POST", "/preflight", json={"day": day}).status == 422


def test_an_address_goes_in_and_never_comes_out(api: Api) -> None:
    number = set_up(api)
    answers = [
        api("chief", "GET", "/channels"),
        api("chief", "POST", f"/channels/{number}/test"),
        api("chief", "GET", "/notices"),
        api("chief", "GET", "/audit"),
    ]

    assert answers[0].body["items"][0]["shown"] == "json://127.0.0.1:9/…"
    assert answers[1].body == {"sent": False, "failure": "máy chủ nơi nhận không mở cổng này"}
    assert not any(secret in answer.raw.decode() for answer in answers for secret in ("bi-mat", "ma-kin"))


@pytest.mark.parametrize(
    "changes",
    [{"address": "abc"}, {"address": ""}, {"events": []}, {"events": ["khong-co"]}, {"name": ""}, {"name": "x" * 81}],
)
def test_a_channel_that_cannot_be_meant_is_refused_whole(api: Api, changes: dict[str, object]) -> None:
    answer = api("chief", "POST", "/channels", json=channel(api) | changes)

    assert answer.status == 422
    assert api("chief", "GET", "/channels").body["items"] == []
