"""Recurrence, exceptions and clashes over the API."""

from typing import Any

import pytest

from tests.web.api.conftest import Api
from tests.web.api.trials_series import DAY, mondays


def wanted(api: Api, **changes: object) -> dict[str, Any]:
    first = api("minh", "GET", f"/programmes/{mondays(api)}").body
    same = {"playlist_id": first["playlist_id"], "zone_ids": first["zone_ids"], "first_day": first["first_day"]}
    return {"starts_at": "17:00", **same, **changes}


@pytest.mark.parametrize(
    ("rule", "rrule"),
    [
        ({"kind": "once"}, None),
        ({"kind": "weekly", "weekdays": [0, 6], "every": 2}, "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO,SU"),
        ({"kind": "month_days", "days": [-1]}, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ({"kind": "month_weekday", "nth": 2, "weekday": 1}, "FREQ=MONTHLY;BYDAY=2TU"),
        ({"kind": "yearly", "month": 2, "day": 29}, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
        ({"kind": "lunar_days", "days": [1, 15]}, None),
    ],
)
def test_a_rule_is_told_back_as_it_was_asked_with_its_rrule(
    api: Api, rule: dict[str, object], rrule: str | None
) -> None:
    booked = api("minh", "POST", "/programmes", json=wanted(api, rule=rule))

    assert booked.status == 201
    assert booked.body["rule"] == rule
    assert booked.body["rrule"] == rrule


@pytest.mark.parametrize(
    "changes",
    [
        {"rule": "RRULE:FREQ=SECONDLY"},
        {"rule": {"kind": "secondly"}},
        {"rule": {"kind": "weekly", "weekdays": [0], "every": 0}},
        {"rule": {"kind": "weekly", "weekdays": []}},
        {"rule": {"kind": "weekly", "weekdays": [0], "until": "2027"}},
        {"rule": {"kind": "month_days", "days": [0]}},
        {"rule": {"kind": "yearly", "month": 2, "day": 30}},
        {"rule": {"kind": "once"}, "weekdays": [0]},
        {"rule": {"kind": "holidays"}, "first_day": "2026-11-24", "last_day": "2026-11-24"},
        {"by_day_type": {"ordinary": None}},
        {"first_day": "2150-01-01"},
    ],
)
def test_a_rule_that_cannot_be_is_one_problem_and_nothing_is_booked(api: Api, changes: dict[str, object]) -> None:
    refused = api("minh", "POST", "/programmes", json=wanted(api, **changes))

    assert refused.status == 422
    assert refused.body["detail"]
    assert len(api("minh", "GET", "/programmes").body["items"]) == 1


def test_an_exception_changes_one_day_of_the_timetable(api: Api) -> None:
    number = mondays(api)
    path = f"/programmes/{number}/exceptions/{DAY}"

    moved = api("minh", "PUT", path, json={"day": "2026-12-08", "time": "17:00"})
    week = api("minh", "GET", "/timetable?from=2026-12-06T17:00:00Z&to=2026-12-13T17:00:00Z").body["items"]
    back = api("minh", "DELETE", path)

    assert moved.body["items"][0]["to_day"] == "2026-12-08"
    assert [(each["day"], each["starts_at"], each["is_moved"]) for each in week] == [
        (DAY, "2026-12-08T10:00:00Z", True)
    ]
    assert back.body["items"] == []


@pytest.mark.parametrize(
    ("day", "asked", "status"),
    [
        (DAY, {}, 422),
        (DAY, {"skip": True, "playlist_id": 1}, 422),
        (DAY, {"playlist_id": 999}, 404),
        (DAY, {"day": "2027-12-07"}, 422),
        ("2026-12-08", {"skip": True}, 404),
        ("hom-nay", {"skip": True}, 422),
    ],
)
def test_an_exception_that_cannot_be_is_refused(api: Api, day: str, asked: dict[str, object], status: int) -> None:
    number = mondays(api)

    assert api("minh", "PUT", f"/programmes/{number}/exceptions/{day}", json=asked).status == status
    assert api("minh", "GET", f"/programmes/{number}/exceptions").body["items"] == []


def test_what_is_told_to_give_way_does(api: Api) -> None:
    asked = wanted(api, starts_at="05:30", first_day=DAY)
    [first] = api("minh", "GET", "/programmes").body["items"]

    assert api("minh", "POST", "/programmes", json=asked).status == 409
    assert api("minh", "POST", "/programmes", json=asked | {"instead_days": [first["id"]]}).status == 201

    [skipped] = api("minh", "GET", f"/programmes/{first['id']}/exceptions").body["items"]
    assert (skipped["day"], skipped["skips"]) == (DAY, True)
