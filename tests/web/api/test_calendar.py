"""The year over the API: each day by sun and moon, and a table taken in whole or not at all."""

import io
from datetime import timedelta
from typing import Any

import pytest

from playlists.year import yearkeeping
from station import clock
from tests.conftest import NOW, SAIGON
from tests.web.api.conftest import Api

HEADER = "tên,loại,ngày\n"


@pytest.fixture(autouse=True)
def days(api: Api) -> None:
    with api.database.writing() as session:
        yearkeeping.begin(session, now=NOW)


def table(text: str) -> dict[str, Any]:
    return {"file": (io.BytesIO(text.encode()), "ngay.csv")}


def names(api: Api) -> set[str]:
    return {each["name"] for each in api("nga", "GET", "/year-days").body["items"]}


def test_a_day_is_told_by_sun_and_moon_with_all_that_it_is(api: Api) -> None:
    found = api("nga", "GET", "/calendar?since=2027-02-05&until=2027-02-06").body["items"]

    assert [(each["date"], each["type"], each["is_public_holiday"]) for each in found] == [
        ("2027-02-05", "holiday", True),
        ("2027-02-06", "holiday", True),
    ]
    assert found[1]["lunar"] == {"day": 1, "month": 1, "is_leap": False, "year": 2027, "can_chi": "Đinh Mùi"}
    assert {"Tết Nguyên đán"} <= {each["name"] for each in found[1]["days"]}


@pytest.mark.parametrize("asked", ["since=2027-02-06&until=2027-02-05", "since=2026-01-01&until=2027-01-02", "since=x"])
def test_a_stretch_that_cannot_be_shown_is_refused(api: Api, asked: str) -> None:
    assert api("nga", "GET", f"/calendar?{asked}").status == 422


@pytest.mark.parametrize("falls", ["31/5 âm lịch", "30/4/2026 âm lịch", "30/2", "hôm nào đó"])
def test_a_day_that_never_comes_is_refused_beside_its_box(api: Api, falls: str) -> None:
    answer = api("minh", "POST", "/year-days", json={"name": "Hội", "kind": "festival", "falls": falls})

    assert (answer.status, "Hội" in names(api)) == (422, False)


def test_a_name_that_is_taken_is_refused_whatever_its_letters(api: Api) -> None:
    asked = {"name": "QUỐC KHÁNH", "kind": "holiday", "falls": "2/9"}

    assert api("minh", "POST", "/year-days", json=asked).status == 422


def test_a_table_with_one_wrong_lunar_date_is_refused_whole_and_its_line_named(api: Api) -> None:
    before = names(api)
    wrong = HEADER + "Hội làng,lễ hội địa phương,12/8 âm lịch\nHội đình,lễ hội địa phương,31/8 âm lịch\n"

    answer = api("minh", "POST", "/year-days/import", data=table(wrong))

    assert answer.status == 422
    assert "dòng 3" in answer.body["detail"]
    assert names(api) == before


def test_a_table_adds_and_changes_days_and_leaves_what_it_does_not_speak_of(api: Api) -> None:
    lead = next(each for each in api("nga", "GET", "/year-days").body["items"] if each["name"] == "Chợ Viềng")["lead"]

    answer = api("minh", "POST", "/year-days/import", data=table(HEADER + "Chợ Viềng,lễ hội địa phương,8/1 âm lịch\n"))

    (after,) = [each for each in api("nga", "GET", "/year-days").body["items"] if each["name"] == "Chợ Viềng"]
    assert answer.body == {"changed": 1}
    assert (after["falls"], after["days"], after["lead"]) == ("8/1 âm lịch", 2, lead)


def test_what_is_exported_changes_nothing_when_it_is_imported(api: Api) -> None:
    given = api("nga", "GET", "/year-days/export").raw.decode()

    assert api("minh", "POST", "/year-days/import", data=table(given)).body == {"changed": 0}
    assert api("lan", "POST", "/year-days/import", data=table(given)).status == 403


def test_days_in_lieu_are_taken_from_the_library_once(api: Api) -> None:
    first = api("minh", "POST", "/year-days/statutory", json={"year": 2027})
    second = api("minh", "POST", "/year-days/statutory", json={"year": 2027})

    assert (first.body, second.body) == ({"changed": 4}, {"changed": 0})
    assert "Quốc khánh 03/09/2027" in names(api)
    assert api("lan", "POST", "/year-days/statutory", json={"year": 2027}).status == 403


def test_a_day_switched_off_makes_no_holiday(api: Api) -> None:
    (day,) = [each for each in api("nga", "GET", "/year-days").body["items"] if each["name"] == "Giỗ Tổ Hùng Vương"]

    api("minh", "PUT", f"/year-days/{day.pop('id')}", json=day | {"is_on": False})

    (found,) = api("nga", "GET", "/calendar?since=2026-04-26&until=2026-04-26").body["items"]
    assert found["type"] == "ordinary"
    assert "Giỗ Tổ Hùng Vương" not in {each["name"] for each in found["days"]}


def test_what_was_removed_does_not_come_back_by_itself(api: Api) -> None:
    number = api("nga", "GET", "/year-days").body["items"][0]["id"]
    api("minh", "DELETE", f"/year-days/{number}")

    with api.database.writing() as session:
        again = yearkeeping.begin(session, now=NOW)

    assert again == 0
    assert api("nga", "GET", f"/year-days/{number}").status == 404
    assert api("minh", "POST", "/year-days/complete").body == {"changed": 1}


def test_what_is_coming_says_whether_its_campaign_was_started_and_mourning_what_it_silences(api: Api) -> None:
    on = clock.local(clock.now(), SAIGON).date() + timedelta(days=30)
    asked = {"name": "Quốc tang", "kind": "mourning", "falls": f"{on:%d/%m/%Y}", "lead": {"days": 2}}
    number = api("minh", "POST", "/year-days", json=asked).body["id"]

    started = api("minh", "POST", f"/year-days/{number}/campaign", json={"on": on.isoformat()})

    (found,) = [each for each in api("nga", "GET", "/year-days/coming").body["items"] if each["day_id"] == number]
    assert (started.status, found["campaign_id"]) == (201, started.body["campaign_id"])
    assert found["campaign_first"] == (on - timedelta(days=2)).isoformat()
    assert api("nga", "GET", "/calendar/silent").body == {"items": []}
