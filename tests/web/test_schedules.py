"""Schedules brought in through the pages: seen row by row first, then booked whole or not at all."""

import html
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from playlists import actions as plans
from playlists import queries
from playlists.interchange import intake
from playlists.models import Playlist, Programme
from station.models import Person
from tests.conftest import NOW, People
from tests.playlists.interchange.books import book, calendar
from tests.web.conftest import Browser, SignIn, look_again
from web.pages import schedules

SOON = (datetime.now(UTC) + timedelta(days=7)).strftime("%d/%m/%Y")  # noqa: TID251 - the pages read the clock
ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
HEADINGS = ["Ngày", "Giờ", "Chương trình", "Khu vực", "Danh sách phát"]
ROWS = [
    ["23/11/2030", "5h30", "Tin thứ Bảy", "Thôn Đông", "Bản tin sáng"],
    ["Thứ Hai, Thứ Tư", "17:00", "Bản tin sáng", "", ""],
]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files in this process: beginning another takes its time, and has tests of its own."""
    monkeypatch.setattr(schedules, "reading_apart", intake.reading)


@pytest.fixture
def playlist(session: Session, people: People, zones: dict[str, int]) -> Playlist:
    playlist = plans.save_playlist(session, "Bản tin sáng", [plans.Entry(pause_seconds=300)], by=people.minh, now=NOW)
    session.commit()
    return playlist


def send(browser: Browser, *rows: list[str], name: str = "lich.xlsx") -> str:
    data = book({"Lịch": [HEADINGS, *rows]})
    answer = browser.post("/nhap-lich/", {"file": (io.BytesIO(data), name)})
    assert answer.status_code == 200
    return answer.text


def form_of(page: str) -> dict[str, object]:
    """Return what a browser would send back, nothing changed."""
    typed: dict[str, object] = {
        name: html.unescape(value) for name, value in re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page)
    }
    typed["zone"] = re.findall(r'<option value="(\d+)" selected', page)[0]
    typed["rows"] = re.findall(r'name="rows" value="(\d+)" checked', page)
    typed["troubled"] = re.findall(r'name="troubled" value="(\d+)"', page)
    return typed


def booked(session: Session) -> list[Programme]:
    look_again(session)
    return list(queries.programmes(session))


def test_a_schedule_is_shown_first_and_booked_when_told(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], playlist: Playlist
) -> None:
    minh = browser(people.minh)

    page = send(minh, *ROWS)
    before = booked(session)
    answer = minh.post("/nhap-lich/dat-lich", {**form_of(page), "do": "book"})

    assert "2 dòng đặt được. Chưa lưu gì." in page
    assert before == []
    assert answer.status_code == 302
    told = {each.name: (each.starts_at.strftime("%H:%M"), each.weekdays, each.zone_ids) for each in booked(session)}
    assert told == {
        "Tin thứ Bảy": ("05:30", [], [zones["thon-dong"]]),
        "Bản tin sáng": ("17:00", [0, 2], [zones["xa"]]),
    }


def test_an_unknown_playlist_and_zone_are_chosen_in_the_preview(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], playlist: Playlist
) -> None:
    minh = browser(people.minh)

    page = send(minh, ["23/11/2030", "5h30", "Tin lạ", "Thôn Không Có", "Chưa có"])
    typed = form_of(page) | {"playlist-0": playlist.id, "zone-0": zones["thon-tay"]}
    again = minh.post("/nhap-lich/dat-lich", {**typed, "do": "look"}).text
    answer = minh.post(
        "/nhap-lich/dat-lich", {**form_of(again), "playlist-0": playlist.id, "zone-0": zones["thon-tay"], "do": "book"}
    )

    assert "Chưa có danh sách phát «Chưa có»; hãy chọn một danh sách." in page
    assert "Không có khu vực tên «Thôn Không Có»; hãy chọn một khu vực." in page
    assert "1 dòng đặt được. Chưa lưu gì." in again
    assert answer.status_code == 302
    assert [each.zone_ids for each in booked(session)] == [[zones["thon-tay"]]]


def test_what_booking_would_refuse_is_said_at_its_row(
    session: Session, browser: SignIn, people: People, playlist: Playlist
) -> None:
    page = send(
        browser(people.minh),
        [SOON, "5h30", "Trước", "Thôn Đông", "Bản tin sáng"],
        [SOON, "05:32", "Chồng giờ", "Thôn Đông", "Bản tin sáng"],
        ["01/01/2020", "5h", "Đã qua", "", "Bản tin sáng"],
    )

    assert "1 dòng đặt được, 2 dòng còn vướng. Chưa lưu gì." in page
    assert "Trùng giờ với chương trình «Trước»" in page and "Giờ phát đã qua" in page
    assert re.findall(r'name="rows" value="(\d)" checked', page) == ["0"]
    assert booked(session) == []


def test_one_bad_row_keeps_all_from_being_booked(
    session: Session, browser: SignIn, people: People, playlist: Playlist
) -> None:
    minh = browser(people.minh)
    page = send(minh, ROWS[0], ["01/01/2020", "5h", "Đã qua", "", "Bản tin sáng"])

    answer = minh.post("/nhap-lich/dat-lich", {**form_of(page), "rows": ["0", "1"], "do": "book"})

    assert answer.status_code == 422
    assert "Lịch, dòng 3: Giờ phát đã qua; hãy chọn một giờ sắp tới. Chưa lưu dòng nào." in answer.text
    assert booked(session) == []


def test_a_session_without_a_time_asks_for_it(
    session: Session, browser: SignIn, people: People, playlist: Playlist
) -> None:
    minh = browser(people.minh)
    data = book({"Lịch": [["Ngày", "Buổi", "Nội dung"], ["23/11/2030", "Sáng", "Bản tin sáng"]]})

    page = minh.post("/nhap-lich/", {"file": (io.BytesIO(data), "lich.xlsx")}).text
    minh.post("/nhap-lich/dat-lich", {**form_of(page), "sang": "06:15", "do": "book"})

    assert "Giờ bắt đầu buổi sáng" in page and "Giờ bắt đầu buổi trưa" not in page
    assert [each.starts_at.strftime("%H:%M") for each in booked(session)] == ["06:15"]


def test_a_calendar_becomes_programmes(session: Session, browser: SignIn, people: People, playlist: Playlist) -> None:
    minh = browser(people.minh)
    data = calendar("UID:1\nSUMMARY:Bản tin sáng\nDTSTART:20301122T223000Z\nRRULE:FREQ=WEEKLY;BYDAY=FR")

    page = minh.post("/nhap-lich/", {"file": (io.BytesIO(data), "lich.ics")}).text
    minh.post("/nhap-lich/dat-lich", {**form_of(page), "do": "book"})

    assert [(each.weekdays, each.starts_at.strftime("%H:%M")) for each in booked(session)] == [([5], "05:30")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lich.xlsm", b"x"),
        ("lich.xlsx", b"PK\x03\x04"),
        ("lich.csv", b"1,2\n"),
        ("a.ics", b"BEGIN:VCALENDAR"),
        ("", b""),
    ],
)
def test_a_file_that_is_no_schedule_is_one_sentence_beside_the_box(
    session: Session, browser: SignIn, people: People, name: str, data: bytes
) -> None:
    answer = browser(people.minh).post("/nhap-lich/", {"file": (io.BytesIO(data), name)})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text and 'id="file-wrong"' in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        {"reading": "{}"},
        {"reading": '{"entries": [], "remarks": []}'},
        {"first_day": "mai"},
        {"rows": ["x"]},
        {"rows": ["99999999999"]},
        {"rows": []},
        {"playlist-0": "nan"},
        {"playlist-0": "999"},
        {"zone-0": "999"},
    ],
)
def test_a_tampered_form_is_refused_calmly(
    session: Session, browser: SignIn, people: People, playlist: Playlist, typed: dict[str, object]
) -> None:
    minh = browser(people.minh)
    page = send(minh, ROWS[0])

    answer = minh.post("/nhap-lich/dat-lich", {**form_of(page), "do": "book", **typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert booked(session) == []


@pytest.mark.parametrize("role", ROLES)
def test_only_operators_bring_schedules_in(
    session: Session, browser: SignIn, everybody: dict[str, Person], playlist: Playlist, role: str
) -> None:
    someone = browser(everybody[role])
    data = book({"Lịch": [HEADINGS, *ROWS]})

    answers = [
        someone.get("/nhap-lich/").status_code,
        someone.post("/nhap-lich/", {"file": (io.BytesIO(data), "lich.xlsx")}).status_code,
        someone.post("/nhap-lich/dat-lich", {"reading": "", "do": "book"}).status_code,
    ]

    assert answers == ([200, 200, 422] if role == "operator" else [403, 403, 403])


def test_the_sample_is_a_schedule_that_can_be_read(browser: SignIn, people: People, playlist: Playlist) -> None:
    minh = browser(people.minh)
    sample = minh.get("/nhap-lich/mau.xlsx")

    page = minh.post("/nhap-lich/", {"file": (io.BytesIO(sample.data), "mau.xlsx")}).text

    assert sample.mimetype.endswith("spreadsheetml.sheet")
    assert "Bản tin sáng" in page and "Thông báo tiêm chủng" in page
    assert "Lịch phát, dòng 2" in page and "dòng 4" not in page
