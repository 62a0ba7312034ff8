"""The approver's desk."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from content.models import Announcement
from station.models import Person
from tests.conftest import People
from tests.web.conftest import SHA, TEXT, SignIn, look_again

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
DEEDS = {"duyet": "approved", "tra-lai": "returned", "tu-choi": "rejected"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", DEEDS)
def test_only_approvers_decide(
    session: Session, browser: SignIn, everybody: dict[str, Person], submitted: Announcement, role: str, deed: str
) -> None:
    typed = {"clip_sha256": SHA, "reason": "Sai ngày"}

    answer = browser(everybody[role]).post(f"/duyet/{submitted.id}/{deed}", typed)
    look_again(session)

    if role == "approver":
        assert (answer.status_code, submitted.state) == (302, DEEDS[deed])
    else:  # the editor wrote it, which is said before the missing role
        assert answer.status_code == (422 if (role, deed) == ("editor", "duyet") else 403)
        assert submitted.state == "submitted"


def test_the_card_shows_all_that_is_decided_about(browser: SignIn, people: People, submitted: Announcement) -> None:
    card = browser(people.hung).get("/duyet/").text

    for part in (TEXT, "Toàn xã", "Lan", "6 giây", f"/clips/{SHA}.mp3", f'name="clip_sha256" value="{SHA}"'):
        assert part in card


def test_the_author_sees_why_the_own_text_waits_for_another(
    session: Session, browser: SignIn, people: People, submitted: Announcement
) -> None:
    people.lan.roles = ["editor", "approver"]
    session.commit()
    lan = browser(people.lan)

    card = lan.get("/duyet/").text
    answer = lan.post(f"/duyet/{submitted.id}/duyet", {"clip_sha256": SHA})

    assert "không được tự duyệt" in card
    assert f"/duyet/{submitted.id}/duyet" not in card
    assert (answer.status_code, "không được tự duyệt" in answer.text) == (422, True)


def test_a_clip_changed_since_it_was_heard_is_not_approved(
    session: Session, browser: SignIn, people: People, submitted: Announcement
) -> None:
    answer = browser(people.hung).post(f"/duyet/{submitted.id}/duyet", {"clip_sha256": "b" * 64})
    look_again(session)

    assert answer.status_code == 422
    assert "nghe lại bản mới" in answer.text
    assert submitted.state == "submitted"


@pytest.mark.parametrize("deed", ["tra-lai", "tu-choi"])
def test_refusing_needs_a_reason(browser: SignIn, people: People, submitted: Announcement, deed: str) -> None:
    answer = browser(people.hung).post(f"/duyet/{submitted.id}/{deed}", {"clip_sha256": SHA, "reason": ""})

    assert answer.status_code == 422
    assert "Hãy ghi lý do" in answer.text


def test_the_next_card_follows_a_decision(browser: SignIn, people: People, submitted: Announcement) -> None:
    hung = browser(people.hung)

    after = hung.post(f"/duyet/{submitted.id}/duyet", {"clip_sha256": SHA}, follow_redirects=True)

    assert "Đã duyệt «Tiêm chủng»." in after.text
    assert "Không còn bản tin nào chờ duyệt" in after.text


def test_clips_are_sent_whole_or_by_range_to_the_signed_in(
    tmp_path: Path, browser: SignIn, people: People, submitted: Announcement
) -> None:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / f"{SHA}.mp3").write_bytes(bytes(range(100)))
    hung = browser(people.hung)

    whole = hung.get(f"/clips/{SHA}.mp3", buffered=True)
    part = hung.get(f"/clips/{SHA}.mp3", headers={"Range": "bytes=10-19"}, buffered=True)
    stranger = hung.client.application.test_client().get(f"/clips/{SHA}.mp3")

    assert (whole.status_code, whole.mimetype, len(whole.data)) == (200, "audio/mpeg", 100)
    assert (part.status_code, part.data) == (206, bytes(range(10, 20)))
    assert stranger.status_code == 302
