"""Lines through the pages: written with blanks, refused with the blanks there are, shown as they will be said."""

import pytest
from sqlalchemy.orm import Session

from content import lines, queries
from content.models import Announcement, Form
from station import settings
from tests.conftest import People
from tests.playlists.line_station import LineStation
from tests.web.conftest import SignIn


@pytest.fixture
def line(session: Session, people: People, zones: dict[str, int]) -> Announcement:
    line = LineStation(session, people, zones).line("Hôm nay {ngày âm}, {đài} có {nội dung}.")
    session.commit()
    return line


def test_an_editor_chooses_between_an_announcement_and_a_line(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    lan = browser(people.lan)
    form = lan.get("/ban-tin/moi").text

    for kind in ("speech", "line"):
        lan.post("/ban-tin/moi", {"text": "Đây là {đài}.", "zones": zones["xa"], "form": kind})

    assert {each.form for each in queries.announcements(session)} == {Form.SPEECH, Form.LINE}
    assert all(f"{{{blank}}}" in form for blank in lines.BLANKS)


def test_an_unknown_blank_stays_in_its_box_beside_the_known_ones(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    typed = {"text": "Chào {thôn}.", "zones": zones["xa"], "form": "line"}

    answer = browser(people.lan).post("/ban-tin/moi", typed)

    assert answer.status_code == 422
    assert 'id="text-wrong"' in answer.text
    assert "Chào {thôn}." in answer.text
    assert '<option value="line" selected>' in answer.text
    assert not queries.announcements(session)


def test_a_line_is_mended_as_a_line(browser: SignIn, people: People, line: Announcement) -> None:
    lan = browser(people.lan)

    refused = lan.post(f"/ban-tin/{line.id}/sua", {"text": "Chào {thôn}.", "zones": line.zone_ids})

    assert line.current.text in lan.get(f"/ban-tin/{line.id}/sua").text
    assert refused.status_code == 422


def test_the_page_of_a_line_shows_its_text_and_what_it_would_say_today(
    browser: SignIn, people: People, line: Announcement
) -> None:
    page = browser(people.lan).get(f"/ban-tin/{line.id}").text

    assert "Hôm nay {ngày âm}, {đài} có {nội dung}." in page
    name = settings.load({}).station_name
    assert f"{name} có bản tin thứ nhất; bản tin thứ hai; và bản tin thứ ba." in page


def test_an_approver_reads_the_text_with_its_blanks(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    station = LineStation(session, people, zones)
    line = station.line("Đây là {đài}.", approved=False)
    session.commit()
    browser(people.lan).post(f"/ban-tin/{line.id}/trinh")

    card = browser(people.hung).get(f"/duyet/{line.id}").text

    assert "Đây là {đài}." in card
    assert "bạn duyệt phần chữ" in card


def test_an_approved_line_in_a_playlist_is_no_problem(
    session: Session, browser: SignIn, people: People, line: Announcement
) -> None:
    page = browser(people.minh).get("/danh-sach-phat/moi").text
    rows = browser(people.minh).post("/danh-sach-phat/moi", {"entries": f"a:{line.id}", "do": "pause", "seconds": "3"})

    assert line.current.title in page
    assert line.current.title in rows.text
    assert "Không phát" not in rows.text


def test_a_line_is_not_offered_for_a_break_in(
    browser: SignIn, people: People, approved: Announcement, line: Announcement
) -> None:
    page = browser(people.minh).get("/dang-phat/phat-khan").text

    assert approved.current.title in page
    assert line.current.title not in page
