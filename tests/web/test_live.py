"""Talking live through the pages: going on air, sound on its way, coming off, and permits."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins
from broadcaster.models import LiveTalk
from broadcaster.talks import live
from content.models import Announcement, Clip
from station import clock
from station.models import Person
from tests.conftest import SAIGON, People
from tests.web.conftest import SHA, Browser, SignIn, look_again
from tests.web.test_live_permits import grant

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]


def talk_of(someone: Browser, zone: int, **more: str) -> dict[str, str]:
    answer = someone.post("/truc-tiep/", {"zones": zone, "minutes": "5", **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


@pytest.mark.parametrize("role", ROLES)
def test_the_page_offers_the_microphone_to_those_who_may_speak(
    browser: SignIn, everybody: dict[str, Person], zones: dict[str, int], role: str
) -> None:
    page = browser(everybody[role]).get("/truc-tiep/").text

    assert ('id="talk"' in page) is (role in ("editor", "approver", "operator"))
    assert ("chưa có giấy phép" in page) is (role in ("editor", "operator"))


def test_an_approver_goes_on_air_and_a_process_begins_for_the_sound(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], begun: list[tuple[str, ...]]
) -> None:
    told = talk_of(browser(people.hung), zones["thon-dong"])

    (talk,) = live.recent(session)
    assert told == {
        "sound": f"/truc-tiep/{talk.id}/tieng",
        "end": f"/truc-tiep/{talk.id}/dung",
        "chime_seconds": 0.0,
        "seconds": 300,
    }
    assert begun == [("live", str(talk.id), "300.000")]


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"zones": []}, 422, "Hãy chọn ít nhất một khu vực"),
        ({"zones": "99"}, 404, "Không tìm thấy khu vực"),
        ({"minutes": "90"}, 422, "từ 1 đến 60 phút"),
        ({"minutes": "lâu"}, 422, "không phải là một số"),
        ({"chime": "ding-dong"}, 422, "chưa tạo xong"),
    ],
)
def test_a_talk_that_cannot_be_is_refused_in_one_sentence(
    browser: SignIn,
    people: People,
    zones: dict[str, int],
    begun: list[tuple[str, ...]],
    typed: dict[str, object],
    status: int,
    sentence: str,
) -> None:
    answer = browser(people.hung).post("/truc-tiep/", {"zones": zones["xa"], "minutes": "5", **typed})

    assert (answer.status_code, begun) == (status, [])
    assert sentence in (answer.json or {})["sentence"]


def test_the_second_talker_of_a_zone_is_told_who_talks(browser: SignIn, people: People, zones: dict[str, int]) -> None:
    grant(browser, people, "minh", zones["xa"])
    talk_of(browser(people.hung), zones["thon-dong"])

    answer = browser(people.minh).post("/truc-tiep/", {"zones": zones["xa"]})

    assert answer.status_code == 422
    assert "Hung nói trực tiếp" in (answer.json or {})["sentence"]


def test_an_officer_sees_who_talks_and_cuts_it(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    hung, minh = browser(people.hung), browser(people.minh)
    told = talk_of(hung, zones["xa"])
    shown = minh.get("/truc-tiep/luc-nay").text

    minh.post(told["end"])
    look_again(session)
    sound = hung.client.post(f"{told['sound']}?tu=0&tan-so=24000", headers={"X-CSRFToken": hung.token})

    assert "Hung đang nói trực tiếp" in shown
    assert live.recent(session)[0].end_reason == "«minh» ngắt"
    assert (sound.status_code, sound.json) == (409, {"sentence": "Lượt nói trực tiếp đã kết thúc: «minh» ngắt."})
    assert "đang nói trực tiếp" not in minh.get("/truc-tiep/luc-nay").text


def test_a_speaker_is_told_where_a_break_in_lies_over_the_talk(
    browser: SignIn, people: People, zones: dict[str, int], approved: Announcement, session: Session
) -> None:
    hung = browser(people.hung)
    talk_of(hung, zones["xa"])
    before = hung.get("/truc-tiep/luc-nay").text

    look_again(session)
    where, now = [zones["thon-tay"]], clock.now()
    breakins.order(session, approved.id, where, by=people.minh, now=now, timezone=SAIGON)
    session.commit()

    assert "Đang phát khẩn ở" not in before
    assert "Đang phát khẩn ở Thôn Tây:" in hung.get("/truc-tiep/luc-nay").text


def test_ending_twice_is_calm(browser: SignIn, people: People, zones: dict[str, int]) -> None:
    hung = browser(people.hung)
    told = talk_of(hung, zones["xa"])

    assert [hung.post(told["end"]).status_code for _ in range(2)] == [302, 302]


def test_what_was_said_is_heard_from_the_page_and_from_the_log(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    talk_of(browser(people.hung), zones["xa"])
    (talk,) = live.recent(session)
    live.close(session, talk, "người nói kết thúc", by="hung", now=talk.starts_at + timedelta(seconds=9))
    session.add(
        Clip(sha256=SHA, frames=9, air_format="x", lufs=-16, true_peak_dbtp=-2, voice="x", made_at=talk.starts_at)
    )
    session.flush()
    session.get_one(LiveTalk, talk.id).clip_sha256 = SHA
    session.commit()

    pages = [browser(people.chief).get(path).text for path in ("/truc-tiep/", "/nhat-ky/")]

    assert all(f"/clips/{SHA}.mp3" in page for page in pages)
