"""Schedules brought in and given out by programs."""

import io
from typing import Any

import pytest

from playlists.interchange import intake
from tests.playlists.interchange.books import book
from tests.web.api.conftest import Api
from tests.web.api.trials_schedules import WEEK, schedule
from web.api import schedules

HEADINGS = ["Ngày", "Buổi", "Chương trình", "Khu vực"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process: beginning another takes its time, and has tests of its own."""
    monkeypatch.setattr(schedules, "reading_apart", intake.reading)


def sent(*rows: list[str], name: str = "lich.xlsx") -> dict[str, Any]:
    return {"file": (io.BytesIO(book({"Lịch": [HEADINGS, *rows]})), name)}


def test_a_file_is_read_mended_and_booked(api: Api) -> None:
    number = schedule(api)["items"][0]["playlist_id"]

    read = api(
        "minh",
        "POST",
        "/schedule/read?morning=05:30",
        data=sent(["T2, T4", "Sáng", "Trong lịch", "Toàn xã"], ["23/11/2030", "Sáng", "Lạ", "Thôn Đông"]),
    ).body
    one, two = (each["booking"] for each in read["items"])
    answer = api("minh", "POST", "/schedule", json={"items": [one, two | {"playlist_id": number}]})

    assert [each["problems"] for each in read["items"]] == [
        [],
        ["Chưa có danh sách phát «Lạ»; hãy chọn một danh sách."],
    ]
    assert answer.status == 201
    assert [(each["name"], each["starts_at"]) for each in answer.body["items"]] == [
        ("Trong lịch", "05:30:00"),
        ("Lạ", "05:30:00"),
    ]


def test_a_rule_and_special_days_of_a_series_come_back_as_they_went_out(api: Api) -> None:
    asked = schedule(api)
    row = {key: value for key, value in asked["items"][0].items() if key != "weekdays"}
    rule = {"kind": "lunar_days", "days": [1, 15]}
    told = api("minh", "POST", "/programmes", json=row | {"rule": rule, "by_day_type": {"mourning": None}}).body
    sheet = api("nga", "GET", "/schedule/paper.xlsx?first=2026-11-23&last=2027-01-10").raw

    file = {"file": (io.BytesIO(sheet), "lich.xlsx")}
    (found,) = api("minh", "POST", "/schedule/read", data=file).body["items"]

    shared = found["booking"].keys() & told.keys()
    assert {key: found["booking"][key] for key in shared} == {key: told[key] for key in shared}
    assert found["booking"]["rule"] == rule
    assert "Trùng giờ" in found["problems"][0]


def test_what_gives_way_is_asked_for_one_programme_at_a_time(api: Api) -> None:
    asked = schedule(api)
    asked["items"][0]["instead_series"] = [1]

    assert api("minh", "POST", "/schedule", json=asked).status == 422


def test_all_of_a_schedule_is_booked_or_none(api: Api) -> None:
    asked = schedule(api)
    asked["items"].append(asked["items"][0])

    answer = api("minh", "POST", "/schedule", json=asked)

    assert answer.status == 422
    assert answer.body["detail"].startswith("Mục 3: Trùng giờ") and answer.body["detail"].endswith("Chưa lưu dòng nào.")
    assert api("nga", "GET", "/programmes").body["items"] == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (sent(name="lich.xlsm"), "macro"),
        ({"file": (io.BytesIO(b"PK\x03\x04"), "lich.xlsx")}, "bị hỏng"),
        ({}, "file"),
    ],
)
def test_a_file_that_is_no_schedule_is_a_problem(api: Api, data: dict[str, Any], words: str) -> None:
    answer = api("minh", "POST", "/schedule/read", data=data, content_type="multipart/form-data")

    assert answer.status == 422
    assert words in answer.body["detail"]


def test_only_operators_have_a_file_read(api: Api) -> None:
    statuses = {
        name: api(name, "POST", "/schedule/read", data=sent()).status for name in ("lan", "hung", "chief", "nga")
    }

    assert set(statuses.values()) == {403}
    assert api("", "POST", "/schedule/read").status == 401


def test_papers_and_the_calendar_are_given_out(api: Api) -> None:
    api("minh", "POST", "/schedule", json=schedule(api))

    document = api("nga", "GET", f"/schedule/paper.docx?{WEEK}&recipients=Các thôn&recipients=Lưu: VT")
    sheet = api("nga", "GET", f"/schedule/paper.xlsx?{WEEK}&zone_id={api.zones['thon-dong']}")
    calendar = api("nga", "GET", "/calendar.ics")

    assert document.raw[:2] == sheet.raw[:2] == b"PK"
    assert calendar.raw.startswith(b"BEGIN:VCALENDAR") and b"BEGIN:VEVENT" in calendar.raw


@pytest.mark.parametrize(
    "asked", ["first=2026-11-29&last=2026-11-23", "first=2026-01-01&last=2026-12-31", "first=x&last=y"]
)
def test_a_paper_of_no_days_is_a_problem(api: Api, asked: str) -> None:
    assert api("nga", "GET", f"/schedule/paper.docx?{asked}").status == 422
