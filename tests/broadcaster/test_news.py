"""What those in charge are told of: alarms once while they last, break-ins begun and ended, whatever else happens."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import alarms
from broadcaster.breakin import breakins
from broadcaster.breakin import ending as breakin_ending
from content.models import Announcement, Urgency
from station.models import Notice
from station.notify.events import Event
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import LineStation


@pytest.fixture
def urgent(session: Session, people: People, zones: dict[str, int]) -> Announcement:
    announcement = LineStation(session, people, zones).speech("Lũ về")
    announcement.urgency = Urgency.URGENT
    session.flush()
    return announcement


def said(session: Session) -> list[tuple[str, str, str]]:
    return [(each.event, each.title, each.body) for each in session.scalars(select(Notice).order_by(Notice.id))]


def test_an_alarm_is_told_once_while_it_lasts_and_again_when_it_comes_back(session: Session) -> None:
    for moment in (NOW, NOW + timedelta(minutes=1)):
        alarms.raise_(session, alarms.Kind.SILENT, "«Thôn Tây» im lặng hơn 10 giây.", now=moment)
    alarms.end(session, alarms.Kind.SILENT, now=NOW)
    alarms.raise_(session, alarms.Kind.SILENT, "«Thôn Tây» lại im lặng.", now=NOW)

    assert said(session) == [
        (Event.ALARM, "Im lặng", "«Thôn Tây» im lặng hơn 10 giây."),
        (Event.ALARM, "Im lặng", "«Thôn Tây» lại im lặng."),
    ]


def test_a_break_in_is_told_with_who_ordered_and_who_ended_it(
    session: Session, people: People, zones: dict[str, int], urgent: Announcement
) -> None:
    ordered = breakins.order(session, urgent.id, [zones["xa"]], by=people.minh, now=NOW, timezone=SAIGON)
    breakin_ending.end(session, ordered.id, by=people.hung, now=NOW)

    assert said(session) == [
        (Event.BREAK_IN, "Phát khẩn", "«Lũ về», 4 khu vực, Minh ra lệnh."),
        (Event.BREAK_IN, "Phát khẩn bị dừng", "Hung dừng «Lũ về»."),
    ]
