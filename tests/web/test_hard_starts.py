"""Items that begin on the dot and live slots, through the pages and the API."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from content.models import Announcement
from playlists import actions as plans
from playlists import queries
from playlists.live_items import LiveEntry
from playlists.models import Playlist
from station.errors import BadInput
from tests.conftest import NOW, People
from tests.web.conftest import SignIn, look_again
from web import order

SIX = time(6)


@pytest.fixture
def playlist(session: Session, people: People, approved: Announcement) -> Playlist:
    entries = [plans.Entry(approved.id), plans.Entry(live=LiveEntry(300)), plans.Entry(approved.id, hard_start=SIX)]
    playlist = plans.save_playlist(session, "Bản tin sáng", entries, by=people.minh, now=NOW)
    session.commit()
    return playlist


@pytest.mark.parametrize("line", ["a:12@06.00.00", "l:300/", "l:300/7", "l:90.5/@23.59.59", "r:3/1800//7@06.00.00"])
def test_a_line_says_when_it_begins_and_how_long_somebody_may_speak(line: str) -> None:
    assert order.line(order.entry(line)) == line


@pytest.mark.parametrize(
    "line", ["a:12@sáu", "a:12@06.00.00.00", "l:/", "l:x/", "l:nan/", "l:300", "l:300/y", "a:1@25.00"]
)
def test_a_line_that_nobody_can_read_is_refused(line: str) -> None:
    with pytest.raises(BadInput, match="không đọc được"):
        order.entry(line)


def test_a_playlist_is_saved_with_times_and_slots_typed_in_the_form(
    session: Session, browser: SignIn, people: People, playlist: Playlist, approved: Announcement
) -> None:
    typed = {
        "name": "Sáng",
        "entries": [f"a:{approved.id}", "p:3", f"l:120/{playlist.id}", f"a:{approved.id}"],
        "hard_start": ["", "", "", "06:00"],
    }

    browser(people.minh).post("/danh-sach-phat/moi", {**typed, "do": "save"})

    saved = next(each for each in queries.playlists(session) if each.name == "Sáng")
    assert [item.hard_start for item in saved.items] == [None, None, None, SIX]
    assert (saved.items[2].live_seconds, saved.items[2].fallback_id) == (120, playlist.id)


def test_the_page_shows_when_each_item_begins_and_what_is_left_out(
    session: Session, browser: SignIn, people: People, playlist: Playlist
) -> None:
    minh = browser(people.minh)

    usual = minh.get(f"/danh-sach-phat/{playlist.id}").text
    lines = [order.line(plans.Entry(item.announcement_id, hard_start=item.hard_start)) for item in playlist.items[::2]]
    near = minh.post(
        f"/danh-sach-phat/{playlist.id}",
        {"name": "x", "entries": [lines[0], *lines], "do": "preview", "preview_at": "05:59:59"},
    ).text

    assert "05:30:00 – 05:30:" in usual and "06:00:00 – 06:00:" in usual
    assert "Nói trực tiếp, tối đa 5 phút 00 giây" in usual and 'name="hard_start" value="06:00:00"' in usual
    assert "bắt đầu đúng giờ" in near and near.count("Bị bỏ") == 2


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        (["A@06.00.00", "A@05.45.00"], "Mục hẹn đúng 05:45 đứng sau mục hẹn đúng 06:00"),
        (["p:3@06.00.00"], "Khoảng lặng không hẹn giờ"),
        (["l:30/"], "từ 1 đến 60 phút"),
        (["l:300/999"], "Không tìm thấy danh sách phát"),
        (["A", "l:60/P"], "phải là một danh sách khác"),
        (["l:60/"] * 99, "tối đa 97 khung"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_sentence(
    session: Session, browser: SignIn, people: People, playlist: Playlist, entries: list[str], sentence: str
) -> None:
    number = playlist.items[0].announcement_id
    lines = [each.replace("A", f"a:{number}").replace("P", str(playlist.id)) for each in entries]

    answer = browser(people.minh).post(
        f"/danh-sach-phat/{playlist.id}", {"name": playlist.name, "entries": lines, "do": "save"}
    )
    look_again(session)

    assert answer.status_code == 422 and sentence in answer.text
    assert len(queries.playlists(session)[0].items) == 3


def test_a_programme_that_begins_after_a_time_in_its_playlist_is_refused_at_the_field(
    session: Session, browser: SignIn, people: People, playlist: Playlist, zones: dict[str, int]
) -> None:
    typed = {"kind": "weekly", "weekdays": ["0"], "starts_at": "06:30", "first_day": "2030-01-01"}
    minh = browser(people.minh)

    late = minh.post("/chuong-trinh/moi", {**typed, "playlist": playlist.id, "zones": zones["xa"]})
    minh.post("/chuong-trinh/moi", {**typed, "starts_at": "05:30", "playlist": playlist.id, "zones": zones["xa"]})
    lines = [f"a:{playlist.items[0].announcement_id}@05.00.00"]
    early = minh.post(f"/danh-sach-phat/{playlist.id}", {"name": playlist.name, "entries": lines, "do": "save"})

    sentence = "Mục hẹn đúng 06:00 nằm trước giờ bắt đầu 06:30"
    assert late.status_code == 422 and sentence in late.text and 'aria-describedby="starts_at' in late.text
    assert early.status_code == 422 and "Mục hẹn đúng 05:00 nằm trước giờ bắt đầu 05:30" in early.text
