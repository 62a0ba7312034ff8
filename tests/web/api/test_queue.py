"""Campaigns and the queue over the API."""

import pytest

from tests.web.api.conftest import Api
from tests.web.api.trials_queue import campaign, joining, queued, started


def test_a_campaign_tells_its_goal_its_members_and_what_will_be_missing(api: Api) -> None:
    number = joining(api)

    told = api("minh", "PUT", f"/campaigns/1/announcements/{number}").body

    assert (told["goal_airings"], told["progress"]["least"], told["progress"]["wanted"]) == (20, 0, 20)
    assert told["announcement_ids"] == [number]
    assert "thiếu 20 lượt" in told["risk"]


def test_a_drawing_programme_is_foretold_with_its_reason(api: Api) -> None:
    number = queued(api)
    items = [{"queue": {"seconds": 600, "fields": []}}]
    playlist = api("minh", "POST", "/playlists", json={"name": "Tự lấy", "items": items}).body
    when = {"starts_at": "05:30", "first_day": "2026-11-23", "weekdays": [0, 1, 2, 3, 4, 5, 6]}
    booked = {"playlist_id": playlist["id"], "zone_ids": [api.zones["xa"]], **when}
    api("minh", "POST", "/programmes", json=booked)

    told = api("minh", "GET", f"/queue/{number}/outlook").body

    assert playlist["items"][0]["queue"] == {"seconds": 600.0, "fields": []}
    assert told["coming"][0]["reason"] == "không có hạn, còn 10 lượt phải phát, đúng buổi mong muốn"
    assert len(told["coming"]) == 7


@pytest.mark.parametrize(
    ("terms", "status"),
    [
        ({"last_day": "2026-11-01"}, 422),
        ({"goal_minutes": 10}, 422),
        ({"zone_ids": [99]}, 404),
        ({"name": ""}, 422),
        ({"nobody": 1}, 422),
    ],
)
def test_a_campaign_that_cannot_be_is_refused(api: Api, terms: dict[str, object], status: int) -> None:
    assert api("minh", "POST", "/campaigns", json=campaign(api) | terms).status == status
    assert api("minh", "GET", "/campaigns").body["items"] == []


def test_a_closed_campaign_is_a_refusal(api: Api) -> None:
    number = started(api)
    api("minh", "POST", f"/campaigns/{number}/close")

    assert api("minh", "POST", f"/campaigns/{number}/close").status in (409, 422)


@pytest.mark.parametrize("queue", [{"seconds": 0}, {"seconds": 5}, {"seconds": 9999}, {"seconds": 60, "fields": [" "]}])
def test_a_queue_item_that_cannot_be_is_refused(api: Api, queue: dict[str, object]) -> None:
    answer = api("minh", "POST", "/playlists", json={"name": "Tự lấy", "items": [{"queue": queue}]})

    assert answer.status == 422
