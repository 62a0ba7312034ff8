"""Announcements through the pages: by the right role, refused for the others, nothing typed is ever lost."""

from html import escape, unescape

import pytest
from sqlalchemy.orm import Session

from content import queries
from content.models import Announcement
from station.models import Person
from tests.conftest import People
from tests.web.conftest import SHA, TEXT, SignIn, look_again

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
BAD_TEXTS = {
    "empty": "",
    "blank": "  \n ",
    "200,000 characters": "chữ " * 50_000,
    "binary": "PK\x03\x04\x14\ufffd\x01\x02",
    "right to left": "مرحبا بالعالم",
    "emoji only": "📢📢📢",
}


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_write(
    session: Session, browser: SignIn, everybody: dict[str, Person], zones: dict[str, int], role: str
) -> None:
    someone = browser(everybody[role])

    answer = someone.post("/ban-tin/moi", {"text": TEXT, "zones": zones["xa"]})

    assert (answer.status_code == 302) is (role == "editor")
    assert (len(queries.announcements(session)) == 1) is (role == "editor")
    assert (someone.get("/ban-tin/moi").status_code == 200) is (role == "editor")


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_a_text_that_nobody_could_read_is_refused_and_stays_in_its_box(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], text: str
) -> None:
    typed = {"title": "Tên riêng", "text": text, "zones": zones["thon-tay"], "source": "Trạm y tế", "pace": "1,25"}

    answer = browser(people.lan).post("/ban-tin/moi", typed)

    assert answer.status_code == 422
    assert 'id="text-wrong"' in answer.text
    assert unescape(answer.text.split('rows="12"')[1].split("</textarea>")[0]).rstrip().endswith(text.rstrip())
    assert all(f'value="{kept}"' in answer.text for kept in ("Tên riêng", "Trạm y tế", "1,25"))
    assert f'value="{zones["thon-tay"]}" checked' in answer.text
    assert not queries.announcements(session)


@pytest.mark.parametrize(
    ("box", "value"),
    [
        ("zones", "999"),
        ("zones", "một"),
        ("valid_from", "31/02/2026"),
        ("valid_until", "ngày mai"),
        ("pace", "nhanh"),
        ("pace", "9"),
        ("pace", "nan"),
        ("urgency", "rất gấp"),
        ("title", "x" * 201),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_and_the_text_stays(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], box: str, value: str
) -> None:
    answer = browser(people.lan).post("/ban-tin/moi", {"text": TEXT, "zones": zones["xa"], box: value})

    assert answer.status_code == 422
    assert TEXT in answer.text
    assert 'role="alert"' in answer.text
    assert not queries.announcements(session)


def test_the_last_day_may_not_lie_before_the_first(browser: SignIn, people: People, zones: dict[str, int]) -> None:
    typed = {"text": TEXT, "zones": zones["xa"], "valid_from": "2026-12-02", "valid_until": "01/12/2026"}

    answer = browser(people.lan).post("/ban-tin/moi", typed)

    assert 'id="valid_until-wrong"' in answer.text
    assert 'value="01/12/2026"' in answer.text


def test_a_refused_edit_changes_nothing(
    session: Session, browser: SignIn, people: People, approved: Announcement, zones: dict[str, int]
) -> None:
    typed = {"title": "Mới", "text": "📢", "zones": zones["thon-dong"]}

    answer = browser(people.lan).post(f"/ban-tin/{approved.id}/sua", typed)
    look_again(session)

    assert answer.status_code == 422
    assert approved.state == "approved"
    assert approved.zone_ids == [zones["xa"]]


def test_an_edit_is_a_new_revision_and_a_draft(
    session: Session, browser: SignIn, people: People, approved: Announcement, zones: dict[str, int]
) -> None:
    lan = browser(people.lan)
    form = lan.get(f"/ban-tin/{approved.id}/sua").text

    answer = lan.post(f"/ban-tin/{approved.id}/sua", {"title": "Mới", "text": "Chữ mới.", "zones": zones["xa"]})
    look_again(session)

    assert TEXT in form
    assert answer.status_code == 302
    assert (approved.state, approved.number, approved.current.title) == ("draft", 2, "Mới")


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_submit_and_take_back(
    session: Session, browser: SignIn, everybody: dict[str, Person], draft: Announcement, role: str
) -> None:
    someone = browser(everybody[role])

    there = someone.post(f"/ban-tin/{draft.id}/trinh").status_code
    look_again(session)
    state = draft.state
    back = someone.post(f"/ban-tin/{draft.id}/lay-lai").status_code

    assert (there, state, back) == ((302, "submitted", 302) if role == "editor" else (403, "draft", 403))


def test_what_has_no_sound_yet_is_not_submitted(
    session: Session, browser: SignIn, people: People, draft: Announcement
) -> None:
    draft.current.clip_sha256, draft.current.failure = None, "Không có mạng để gọi giọng đọc."
    session.commit()

    answer = browser(people.lan).post(f"/ban-tin/{draft.id}/trinh")

    assert answer.status_code == 422
    assert "Không có mạng để gọi giọng đọc." in answer.text


@pytest.mark.parametrize("role", ROLES)
def test_only_approvers_withdraw(
    session: Session, browser: SignIn, everybody: dict[str, Person], approved: Announcement, role: str
) -> None:
    answer = browser(everybody[role]).post(f"/ban-tin/{approved.id}/thu-hoi", {"reason": "Đổi lịch tiêm"})
    look_again(session)

    assert (answer.status_code, approved.state) == ((302, "withdrawn") if role == "approver" else (403, "approved"))


def test_withdrawing_needs_a_reason(browser: SignIn, people: People, approved: Announcement) -> None:
    answer = browser(people.hung).post(f"/ban-tin/{approved.id}/thu-hoi", {"reason": " "})

    assert answer.status_code == 422
    assert 'id="reason-wrong"' in answer.text


def test_the_page_waits_for_the_voice_and_then_reloads(
    session: Session, browser: SignIn, people: People, draft: Announcement
) -> None:
    lan, path = browser(people.lan), f"/ban-tin/{draft.id}/am-thanh"
    draft.current.clip_sha256 = None
    session.commit()

    waiting = lan.get(path, headers={"HX-Request": "true"})
    draft.current.clip_sha256 = SHA
    session.commit()

    assert "HX-Refresh" not in waiting.headers
    assert lan.get(path, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(("words", "found"), [("tiem chung", True), ("TIÊM", True), ("dọn vệ sinh", False)])
def test_titles_are_found_with_and_without_marks(
    browser: SignIn, people: People, draft: Announcement, words: str, found: bool
) -> None:
    answer = browser(people.lan).get("/ban-tin/", query_string={"q": words})

    assert (f"/ban-tin/{draft.id}" in answer.text) is found


def test_the_list_shows_only_the_states_asked_for(browser: SignIn, people: People, draft: Announcement) -> None:
    lan = browser(people.lan)

    assert f"/ban-tin/{draft.id}" in lan.get("/ban-tin/?state=draft&state=approved&state=nonsense").text
    assert f"/ban-tin/{draft.id}" not in lan.get("/ban-tin/?state=approved").text


def test_what_people_type_never_becomes_code(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    lan, evil = browser(people.lan), "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"

    place = lan.post(
        "/ban-tin/moi", {"title": evil, "text": f"a {evil}", "zones": zones["xa"], "source": evil, "field": evil}
    ).headers["Location"]

    for path in (place, f"{place}/sua", "/ban-tin/", "/", f"/ban-tin/?q={evil}"):
        page = lan.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert escape("<script>alert(1)</script>") in lan.get(place).text


@pytest.mark.parametrize("path", ["/ban-tin/99", "/ban-tin/99/sua", "/duyet/99", "/khong-co", f"/clips/{'b' * 64}.mp3"])
def test_what_does_not_exist_is_said_in_one_sentence(browser: SignIn, people: People, path: str) -> None:
    answer = browser(people.lan).get(path)

    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.text


def test_a_form_larger_than_the_station_takes_is_refused_with_a_sentence(browser: SignIn, people: People) -> None:
    answer = browser(people.lan).post("/ban-tin/moi", {"text": "x" * 9_000_000})

    assert answer.status_code == 413
    assert "quá lớn" in answer.text
