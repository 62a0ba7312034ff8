"""Alarms on the pages."""

import pytest
from sqlalchemy.orm import Session

from broadcaster import alarms
from broadcaster.models import Alarm
from station import clock
from station.models import Person, Zone
from tests.conftest import NOW, People
from tests.web.conftest import SignIn, look_again

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]


@pytest.fixture
def silence(session: Session, zones: dict[str, int]) -> Alarm:
    zone = session.get_one(Zone, zones["thon-tay"])
    alarm = alarms.raise_(session, alarms.Kind.SILENT, "«Thôn Tây» im lặng hơn 10 giây.", now=NOW, zone=zone)
    session.commit()
    return alarm


@pytest.mark.parametrize("page", ["/", "/dang-phat/", "/dang-phat/luc-nay", "/bao-dong/"])
def test_what_goes_on_is_shown_where_people_look(browser: SignIn, people: People, silence: Alarm, page: str) -> None:
    assert "«Thôn Tây» im lặng hơn 10 giây." in browser(people.lan).get(page).text


@pytest.mark.parametrize("role", ROLES)
def test_those_who_run_the_station_answer_alarms(
    session: Session, browser: SignIn, everybody: dict[str, Person], silence: Alarm, role: str
) -> None:
    someone = browser(everybody[role])

    answer = someone.post(f"/bao-dong/{silence.id}/da-xem").status_code
    offered = "Đã xem</button>" in someone.get("/bao-dong/").text
    look_again(session)

    seen_by = session.get_one(Alarm, silence.id).acknowledged_by
    if role in ("approver", "operator", "administrator"):
        assert (answer, seen_by) == (302, everybody[role].username)
    else:
        assert (answer, offered, seen_by) == (403, False, "")


def test_an_alarm_that_is_over_is_shown_until_somebody_has_seen_it(
    session: Session, browser: SignIn, people: People, silence: Alarm
) -> None:
    silence.since = silence.ended_at = clock.now()
    silence.going_on = None
    session.commit()
    minh = browser(people.minh)

    before = minh.get("/").text
    minh.post(f"/bao-dong/{silence.id}/da-xem")

    assert "1 báo động đã qua mà chưa ai xem" in before
    assert "chưa ai xem" not in minh.get("/").text
