"""Playlists, programmes, zones, break-ins, asked for by programs."""

from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.web.api.conftest import Api

LATER = NOW + timedelta(days=3650)  # the API lives in the true present, so what is booked here lies far ahead


def playlist(api: Api, name: str = "Sáng", **how: str) -> int:
    items = [{"announcement_id": api.approved(**how)}, {"pause_seconds": 2.5}]
    return int(api("minh", "POST", "/playlists", json={"name": name, "items": items}).body["id"])


def programme(api: Api, **changes: Any) -> dict[str, Any]:
    asked = {"name": "Bản tin sáng", "zone_ids": [api.zones["thon-dong"]], "starts_at": "05:30"}
    if "playlist_id" not in changes:
        asked["playlist_id"] = playlist(api)
    return asked | {"first_day": f"{LATER:%Y-%m-%d}"} | changes


def weekly(api: Api, **changes: Any) -> dict[str, Any]:
    return programme(api, weekdays=[0, 1, 2, 3, 4, 5, 6], first_day="2026-01-01", **changes)


def test_a_playlist_tells_its_length_and_what_would_not_be_aired(api: Api) -> None:
    number = playlist(api)
    draft = api.draft("Nháp", sha="b" * 64)

    items = [{"announcement_id": draft}, {"pause_seconds": 2.5}]
    told = api("minh", "PUT", f"/playlists/{number}", json={"name": "Trưa", "items": items}).body

    assert (told["name"], told["seconds"]) == ("Trưa", 4.9)
    assert [(each["kind"], each["seconds"]) for each in told["items"]] == [("announcement", 2.4), ("pause", 2.5)]
    assert told["items"][0]["refusal"] == "bản tin ở trạng thái «Nháp»"
    assert [each["name"] for each in api("nga", "GET", "/playlists").body["items"]] == ["Trưa"]


@pytest.mark.parametrize(
    ("items", "status"),
    [
        ([], 422),
        ([{}], 422),
        ([{"announcement_id": 1, "pause_seconds": 2}], 422),
        ([{"pause_seconds": 0}], 422),
        ([{"pause_seconds": 1e9}], 422),
        ([{"pause_seconds": "5"}], 422),
        ([{"announcement_id": 999}], 404),
        ([7], 422),
    ],
)
def test_a_playlist_of_nothing_sensible_is_refused(api: Api, items: list[Any], status: int) -> None:
    assert api("minh", "POST", "/playlists", json={"name": "Sáng", "items": items}).status == status
    assert api("minh", "GET", "/playlists").body["items"] == []


def test_replacing_a_playlist_that_does_not_exist_makes_none(api: Api) -> None:
    asked = {"name": "Sáng", "items": [{"pause_seconds": 1}]}

    statuses = [api("minh", "PUT", f"/playlists/{number}", json=asked).status for number in (0, 7)]

    assert (statuses, api("minh", "GET", "/playlists").body["items"]) == ([404, 404], [])


def test_a_programme_tells_commune_times_and_the_timetable_instants(api: Api) -> None:
    told = api("minh", "POST", "/programmes", json=programme(api)).body

    since, until = f"{LATER - timedelta(days=1):%Y-%m-%d}T17:00:00Z", f"{LATER:%Y-%m-%d}T16:59:00Z"
    table = api("nga", "GET", f"/timetable?from={since}&to={until}").body

    assert (told["starts_at"], told["first_day"], told["ended_at"]) == ("05:30:00", f"{LATER:%Y-%m-%d}", None)
    assert [each["starts_at"] for each in table["items"]] == [f"{LATER - timedelta(days=1):%Y-%m-%d}T22:30:00Z"]
    assert table["items"][0]["zone_ids"] == sorted([api.zones["thon-dong"], api.zones["cong-dong"]])


def test_two_programmes_on_one_zone_at_once_are_a_conflict(api: Api) -> None:
    first = weekly(api)
    api("minh", "POST", "/programmes", json=first)

    below = first | {"zone_ids": [api.zones["cong-dong"]], "name": "Khác"}
    beside = first | {"zone_ids": [api.zones["thon-tay"]], "name": "Bên cạnh"}
    clash = api("minh", "POST", "/programmes", json=below)

    assert (clash.status, clash.body["code"]) == (409, "clash-found")
    assert "Bản tin sáng" in clash.body["detail"]
    assert api("minh", "POST", "/programmes", json=beside).status == 201


def test_an_ended_programme_starts_no_more_and_ends_only_once(api: Api) -> None:
    number = api("minh", "POST", "/programmes", json=weekly(api)).body["id"]

    ends = [api("minh", "POST", f"/programmes/{number}/end") for _ in range(2)]

    assert [end.status for end in ends] == [200, 409]
    assert api("nga", "GET", "/timetable").body["items"] == []


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"first_day": "2020-01-01"}, 422),
        ({"starts_at": "25:00"}, 422),
        ({"starts_at": "05:30\n"}, 422),
        ({"starts_at": "05:30+07:00"}, 422),
        ({"starts_at": 19800}, 422),
        ({"first_day": "hôm nay"}, 422),
        ({"weekdays": [7]}, 422),
        ({"weekdays": ["0"]}, 422),
        ({"weekdays": [0], "last_day": "2020-01-01", "first_day": "2019-01-01"}, 422),
        ({"zone_ids": []}, 422),
        ({"zone_ids": [999]}, 404),
        ({"playlist_id": 999}, 404),
        ({"priority": 10**9}, 422),
    ],
)
def test_a_programme_that_could_not_air_is_refused(api: Api, changes: dict[str, Any], status: int) -> None:
    asked = programme(api) | changes

    answer = api("minh", "POST", "/programmes", json=asked)

    assert (answer.status, answer.body["status"]) == (status, status)
    assert api("minh", "GET", "/programmes").body["items"] == []


@pytest.mark.parametrize("path", ["timetable", "as-run", "as-run.csv"])
@pytest.mark.parametrize(
    "query",
    [
        "from=yesterday",
        "from=2026-11-22",
        "from=2026-11-22T00:00:00",
        "from=1700000000",
        "from=0001-01-01T00:00:00%2B14:00",
        "from=9999-12-31T23:59:59-10:00",
        "from=2026-11-22T24:61:00Z",
        "from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z",
        "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
    ],
)
def test_a_stretch_of_time_that_cannot_be_shown_is_refused(api: Api, path: str, query: str) -> None:
    assert api("nga", "GET", f"/{path}?{query}").status == 422


def test_a_plus_sign_may_stand_unescaped_in_an_address(api: Api) -> None:
    told = api("nga", "GET", "/timetable?from=2026-11-22T05:30:00+07:00").body

    assert told["from"] == "2026-11-21T22:30:00Z"


def test_an_administrator_adds_a_zone_inside_another(api: Api) -> None:
    asked = {"name": "Cụm chợ", "parent_id": api.zones["thon-tay"]}

    told = api("chief", "POST", "/zones", json=asked).body

    assert (told["slug"], told["parent_id"]) == ("cum-cho", api.zones["thon-tay"])
    assert told in api("nga", "GET", "/zones").body["items"]
    assert api("chief", "POST", "/zones", json=asked).status == 422
    assert api("chief", "POST", "/zones", json={"name": "Lạc", "parent_id": 999}).status == 404


def test_a_break_in_is_heard_where_it_was_ordered_until_it_is_ended(api: Api) -> None:
    asked = {"announcement_id": api.approved(), "zone_ids": [api.zones["thon-dong"]], "times": 3}

    told = api("minh", "POST", "/break-ins", json=asked).body
    air = {each["slug"]: each["now"] for each in api("nga", "GET", "/air").body["items"]}
    ended = [api("hung", "POST", f"/break-ins/{told['id']}/end") for _ in range(2)]

    assert air["thon-dong"]["title"] == "Tiêm chủng"
    assert air["thon-dong"]["is_break_in"]
    assert air["thon-tay"] is None
    assert [end.status for end in ended] == [200, 409]
    assert api("nga", "GET", "/break-ins").body["items"] == [ended[0].body]


def test_an_unapproved_break_in_is_a_conflict_unless_it_is_urgent(api: Api) -> None:
    asked = {"announcement_id": api.draft(), "zone_ids": [api.zones["xa"]]}

    answer = api("minh", "POST", "/break-ins", json=asked)

    assert (answer.status, answer.body["code"]) == (409, "not-cleared")


@pytest.mark.parametrize(
    "changes", [{"times": -1}, {"times": 21}, {"gap_seconds": -1}, {"zone_ids": []}, {"times": 1.5}]
)
def test_a_break_in_without_measure_is_refused(api: Api, changes: dict[str, Any]) -> None:
    asked = {"announcement_id": api.approved(), "zone_ids": [api.zones["xa"]]} | changes

    assert api("minh", "POST", "/break-ins", json=asked).status == 422
