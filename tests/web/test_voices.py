"""Who speaks an announcement: a voice chosen in its form, or a person whose recording was sent."""

import io

import pytest
from sqlalchemy.orm import Session

from content import actions, retakes
from content.models import Announcement
from station.models import Person
from tests.conftest import NOW, People
from tests.content.sounds import as_file, babble
from tests.web.conftest import SHA, SignIn

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_put_a_person_in_the_voices_place(
    session: Session, browser: SignIn, everybody: dict[str, Person], approved: Announcement, role: str
) -> None:
    sent = {"file": (io.BytesIO(as_file(babble(500), "wav", "pcm_s16le")), "doc.wav")}

    answer = browser(everybody[role]).post(f"/ban-tin/{approved.id}/ban-ghi", sent)
    session.rollback()
    session.expire_all()

    assert answer.status_code == (302 if role == "editor" else 403)
    assert (approved.state, approved.current.voice) == (("draft", "bản ghi") if role == "editor" else ("approved", ""))


def test_what_is_no_sound_is_refused_beside_its_box(browser: SignIn, people: People, draft: Announcement) -> None:
    lan = browser(people.lan)

    answers = [
        lan.post(f"/ban-tin/{draft.id}/ban-ghi", sent) for sent in ({"file": (io.BytesIO(b"<html>"), "doc.wav")}, {})
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all('id="file-wrong"' in answer.text for answer in answers)


def test_a_recording_far_too_short_is_doubted_on_page_and_desk(
    session: Session, browser: SignIn, people: People, draft: Announcement
) -> None:
    retakes.speak_oneself(session, draft.id, "e" * 64, by=people.lan, now=NOW)
    draft.current.clip_sha256, draft.current.text = SHA, "Mời bà con đến họp. " * 40
    session.commit()

    for person, path in ((people.lan, f"/ban-tin/{draft.id}"), (people.hung, f"/duyet/{draft.id}")):
        assert "Bản ghi ngắn hơn hẳn văn bản" in browser(person).get(path).text


def test_the_form_offers_the_voices_by_their_names(browser: SignIn, people: People) -> None:
    page = browser(people.lan).get("/ban-tin/moi").text

    assert '<option value="edge-nam">Nam Minh, giọng nam (cần mạng)</option>' in page
    assert "bản ghi" not in page


@pytest.mark.parametrize(("box", "value"), [("voice", "giong-la"), ("voice", "bản ghi"), ("pitch", "3")])
def test_a_voice_that_cannot_be_had_is_refused_beside_its_box(
    browser: SignIn, people: People, zones: dict[str, int], box: str, value: str
) -> None:
    typed = {"text": "Mời họp.", "zones": zones["xa"], box: value}

    answer = browser(people.lan).post("/ban-tin/moi", typed)

    assert answer.status_code == 422
    assert f'id="{box}-wrong"' in answer.text


def test_a_lines_page_shows_the_example_that_its_approver_hears(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    wording = actions.Wording("Lời chào", "Đây là {đài}, mời XYZQ nghe.")
    line = actions.write_line(session, wording, actions.Terms([zones["xa"]]), by=people.lan, now=NOW)
    session.commit()

    page = browser(people.lan).get(f"/ban-tin/{line.id}").text

    assert "Đài truyền thanh xã Mẫu" in page
    assert "Chưa rõ chữ viết tắt «XYZQ»" in page
    assert "{đài}" in browser(people.lan).get(f"/ban-tin/{line.id}/sua").text
