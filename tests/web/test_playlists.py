"""Playlists and programmes through the pages."""

import pytest
from sqlalchemy.orm import Session

from content.models import Announcement
from playlists import actions as plans
from playlists import queries
from playlists.models import Playlist
from station.models import Person
from tests.conftest import NOW, People
from tests.web.conftest import SignIn, look_again
from web.order import rearranged

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
MORNING = {"kind": "weekly", "weekdays": ["0", "6"], "starts_at": "05:30", "first_day": "2030-01-01"}


@pytest.fixture
def playlist(session: Session, people: People, approved: Announcement) -> Playlist:
    playlist = plans.save_playlist(session, "Bản tin sáng", [plans.Entry(approved.id)], by=people.minh, now=NOW)
    session.commit()
    return playlist


@pytest.mark.parametrize("role", ROLES)
def test_only_operators_make_playlists(
    session: Session, browser: SignIn, everybody: dict[str, Person], approved: Announcement, role: str
) -> None:
    typed = {"name": "Sáng", "entries": [f"a:{approved.id}", "p:2.5", f"a:{approved.id}"], "do": "save"}

    answer = browser(everybody[role]).post("/danh-sach-phat/moi", typed)

    saved = queries.playlists(session)
    assert (answer.status_code, len(saved)) == ((302, 1) if role == "operator" else (403, 0))
    if saved:
        assert [item.announcement_id for item in saved[0].items] == [approved.id, None, approved.id]


def test_a_step_of_making_a_playlist_keeps_all_that_was_typed_and_saves_nothing(
    session: Session, browser: SignIn, people: People, approved: Announcement
) -> None:
    minh, typed = (
        browser(people.minh),
        {"name": "Chiều", "entries": ["p:4"], "seconds": "7", "announcement": approved.id},
    )

    one = minh.post("/danh-sach-phat/moi", {**typed, "do": "announcement"}).text
    two = minh.post("/danh-sach-phat/moi", {**typed, "do": "pause"}).text

    assert 'value="Chiều"' in one and 'name="entries" value="p:4"' in one
    assert f'name="entries" value="a:{approved.id}"' in one and "Được phát" in one
    assert 'name="entries" value="p:7"' in two
    assert not queries.playlists(session)


@pytest.mark.parametrize(
    ("button", "after"),
    [
        ("up:1", "bac"),
        ("down:1", "acb"),
        ("drop:1", "ac"),
        ("up:0", "abc"),
        ("down:2", "abc"),
        ("up:9", "abc"),
        ("up:-1", "abc"),
        ("up:x", "abc"),
        ("nonsense", "abc"),
    ],
)
def test_lines_move_up_and_down_and_out(button: str, after: str) -> None:
    assert rearranged("abc", button) == list(after)


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Trống"},
        {"name": "", "entries": ["p:3"]},
        {"name": "x" * 121, "entries": ["p:3"]},
        {"name": "Lặng quá lâu", "entries": ["p:601"]},
        {"name": "Không có", "entries": ["a:999"]},
        {"name": "Hỏng", "entries": ["a:x"]},
        {"name": "Hỏng", "entries": ["p:nan"]},
        {"name": "Bản tin sáng", "entries": ["p:3"]},
    ],
)
def test_a_playlist_that_cannot_be_is_refused_with_its_name_kept(
    session: Session, browser: SignIn, people: People, playlist: Playlist, typed: dict[str, object]
) -> None:
    answer = browser(people.minh).post("/danh-sach-phat/moi", {**typed, "do": "save"})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'value="{typed["name"]}"' in answer.text
    assert len(queries.playlists(session)) == 1


def test_a_playlist_says_which_item_would_not_air(
    session: Session, browser: SignIn, people: People, playlist: Playlist, approved: Announcement
) -> None:
    approved.state = "withdrawn"
    session.commit()

    page = browser(people.minh).get(f"/danh-sach-phat/{playlist.id}").text

    assert "Không phát" in page
    assert "Thu hồi" in page


@pytest.mark.parametrize("role", ROLES)
def test_only_operators_book_and_end_programmes(
    session: Session,
    browser: SignIn,
    everybody: dict[str, Person],
    playlist: Playlist,
    zones: dict[str, int],
    role: str,
) -> None:
    someone, typed = browser(everybody[role]), {**MORNING, "playlist": playlist.id, "zones": zones["xa"]}

    booked = someone.post("/chuong-trinh/moi", typed).status_code
    found = queries.programmes(session)
    ended = someone.post(f"/chuong-trinh/{found[0].id if found else 1}/ket-thuc").status_code
    look_again(session)

    assert (booked, ended) == ((302, 302) if role == "operator" else (403, 403))
    assert [each.ended_at is not None for each in found] == ([True] if role == "operator" else [])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "once", "first_day": "2020-01-01"}, "Giờ phát đã qua"),
        ({"zones": "999"}, "Không tìm thấy khu vực"),
        ({"zones": []}, "ít nhất một khu vực"),
        ({"weekdays": []}, "ít nhất một thứ"),
        ({"weekdays": ["9"]}, "Thứ trong tuần"),
        ({"starts_at": "25:00"}, "không phải là giờ"),
        ({"starts_at": ""}, "Hãy chọn giờ"),
        ({"first_day": ""}, "Hãy chọn ngày"),
        ({"last_day": "2029-01-01"}, "phải sau ngày bắt đầu"),
        ({"playlist": ""}, "Hãy chọn danh sách phát"),
        ({"playlist": "999"}, "Không tìm thấy danh sách phát"),
        ({"priority": "1000"}, "thường, ưu tiên hoặc nhạc nền"),
        ({"catch_up": "mãi mãi"}, "một trong các cách xử lý"),
        ({"catch_up": "late"}, "Số phút được phát muộn"),
        ({"hard_end": "05:30"}, "không phát được gì"),
    ],
)
def test_a_programme_that_cannot_be_is_refused_with_everything_typed_kept(
    session: Session,
    browser: SignIn,
    people: People,
    playlist: Playlist,
    zones: dict[str, int],
    change: dict[str, object],
    sentence: str,
) -> None:
    typed = {**MORNING, "name": "Sớm mai", "playlist": playlist.id, "zones": zones["xa"], **change}

    answer = browser(people.minh).post("/chuong-trinh/moi", typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Sớm mai"' in answer.text
    assert f'value="{typed["starts_at"]}"' in answer.text
    assert not queries.programmes(session)


def test_two_programmes_in_one_place_at_one_time_clash_and_the_form_stays_filled(
    session: Session, browser: SignIn, people: People, playlist: Playlist, zones: dict[str, int]
) -> None:
    minh = browser(people.minh)
    typed = {"kind": "weekly", "weekdays": ["2", "3"], "starts_at": "05:30", "first_day": "2026-01-01"}
    minh.post("/chuong-trinh/moi", {**typed, "playlist": playlist.id, "zones": zones["xa"]})

    answer = minh.post(
        "/chuong-trinh/moi", {**typed, "name": "Thứ hai", "playlist": playlist.id, "zones": zones["thon-tay"]}
    )

    assert answer.status_code == 422
    assert "Trùng giờ với chương trình «Bản tin sáng»" in answer.text
    assert 'value="Thứ hai"' in answer.text
    assert f'value="{zones["thon-tay"]}" checked' in answer.text
    assert all(f'name="weekdays" value="{day}" checked' in answer.text for day in "23")
    assert len(queries.programmes(session)) == 1


def test_a_programme_is_booked_with_its_rank_its_end_and_what_becomes_of_lost_time(
    session: Session, browser: SignIn, people: People, playlist: Playlist, zones: dict[str, int]
) -> None:
    minh = browser(people.minh)
    chosen = {"priority": "500", "hard_end": "06:00", "catch_up": "late", "late_minutes": "15"}

    minh.post("/chuong-trinh/moi", {**MORNING, **chosen, "playlist": playlist.id, "zones": zones["xa"]})
    page = minh.get("/chuong-trinh/").text

    (booked,) = queries.programmes(session)
    assert (booked.priority, booked.catch_up, booked.late_minutes) == (500, "late", 15)
    assert "Ưu tiên · kết thúc trước 06:00 · Phát muộn" in page


def test_background_music_joins_in_where_nothing_else_is_said(
    session: Session, browser: SignIn, people: People, playlist: Playlist, zones: dict[str, int]
) -> None:
    typed = {**MORNING, "priority": "-100", "playlist": playlist.id, "zones": zones["xa"]}

    browser(people.minh).post("/chuong-trinh/moi", typed)

    assert [each.catch_up for each in queries.programmes(session)] == ["join"]


def test_a_programme_ended_twice_says_so(
    session: Session, browser: SignIn, people: People, playlist: Playlist, zones: dict[str, int]
) -> None:
    minh = browser(people.minh)
    minh.post("/chuong-trinh/moi", {**MORNING, "playlist": playlist.id, "zones": zones["xa"]})
    (programme,) = queries.programmes(session)

    codes = [minh.post(f"/chuong-trinh/{programme.id}/ket-thuc").status_code for _ in range(2)]

    assert codes == [302, 422]
