"""Hard starts and live slots through the API, and what a playlist would air when."""

from typing import Any

import pytest

from tests.web.api.conftest import Api


def make(api: Api, *items: dict[str, Any], name: str = "Sáng") -> int:
    return int(api("minh", "POST", "/playlists", json={"name": name, "items": list(items)}).body["id"])


def test_a_playlist_keeps_its_times_and_slots_and_tells_what_begins_when(api: Api) -> None:
    number = api.approved()
    slot, on_the_dot = {"live": {"seconds": 300.0}}, {"announcement_id": number, "hard_start": "06:00:00"}

    playlist = make(api, {"announcement_id": number}, {"pause_seconds": 3.0}, slot, on_the_dot)
    told = api("nga", "GET", f"/playlists/{playlist}").body
    rundown = api("nga", "GET", f"/playlists/{playlist}/rundown?starts_at=05:30:00").body["items"]
    late = api("nga", "GET", f"/playlists/{playlist}/rundown?starts_at=05:59:00&ends_at=06:00:00").body["items"]

    assert [each["hard_start"] for each in told["items"]] == [None, None, None, "06:00:00"]
    assert told["items"][2]["live"] == {"seconds": 300.0, "fallback_id": None}
    assert [each["key"] for each in rundown] == [f"{number}.1", "live.1", f"{number}.2"]
    assert rundown[2]["begins_at"].endswith("T23:00:00Z")
    assert late[2]["reason"] == "không kịp xong trước giờ phải kết thúc"


@pytest.mark.parametrize(
    "items",
    [
        [{"live": {"seconds": 5.0}}],
        [{"live": {"seconds": 300.0}, "pause_seconds": 3.0}],
        [{"live": {"seconds": 300.0, "fallback_id": 99}}],
        [{"pause_seconds": 3.0, "hard_start": "06:00:00"}],
        [{"live": {"seconds": 300.0}, "hard_start": "6 giờ"}],
        [{"live": {"seconds": 60.0}, "hard_start": "06:00:00"}, {"live": {"seconds": 60.0}, "hard_start": "05:00:00"}],
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_saved(api: Api, items: list[dict[str, Any]]) -> None:
    answer = api("minh", "POST", "/playlists", json={"name": "Sáng", "items": items})

    assert answer.status in (404, 422)
    assert api("minh", "GET", "/playlists").body["items"] == []
