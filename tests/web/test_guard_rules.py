"""When and how loud zones may sound, set on the page and through the API."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from playlists import guarding
from playlists.guard import Bounds, Window
from tests.conftest import People
from tests.web.conftest import SignIn, look_again

TYPED = {
    "starts_0": "06:30",
    "ends_0": "07:00",
    "days_0": "working",
    "sessions_a_day": "2",
    "session_minutes": "30",
    "day_minutes": "60",
    "is_sensitive": "1",
    "quieter_db": "6",
}


def test_a_zone_gets_a_rule_of_its_own_and_loses_it_again(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    number, chief = zones["thon-tay"], browser(people.chief)

    assert chief.post(f"/quan-tri/gio-phat/{number}", TYPED).status_code == 302
    look_again(session)
    kept = guarding.bounds(session)[number]
    listed, form = chief.get("/quan-tri/gio-phat/").text, chief.get(f"/quan-tri/gio-phat/{number}").text
    chief.post(f"/quan-tri/gio-phat/{number}/bo")
    look_again(session)

    assert kept == Bounds((Window(time(6, 30), time(7), frozenset(range(5))),), 2, 30, 60, True, 6)
    assert "nhỏ tiếng hơn 6 dB" in listed
    assert '<option value="6" selected>Giảm 6 dB</option>' in form
    assert number not in guarding.bounds(session)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"quieter_db": "7"}, "Chỉ giảm được 0, 3, 6, 9, 12 dB."),
        ({"ends_0": "06:00"}, "giờ kết thúc phải sau giờ bắt đầu"),
        ({"starts_0": "", "ends_0": ""}, "Cần từ 1 đến 12 khung giờ"),
        ({"sessions_a_day": "25"}, "Số buổi phát một ngày từ 0"),
        ({"session_minutes": "-1"}, "Số phút một buổi"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_sentence_and_nothing_is_saved(
    session: Session, browser: SignIn, people: People, wrong: dict[str, str], sentence: str
) -> None:
    before = guarding.bounds(session)

    answer = browser(people.chief).post("/quan-tri/gio-phat/toan-dai", TYPED | wrong)
    look_again(session)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert guarding.bounds(session) == before
