"""Alarms: raised once, ended, seen by somebody."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from broadcaster import alarms
from station import queries
from station.errors import NotFound
from station.models import Zone
from tests.conftest import NOW, People


def test_an_alarm_is_raised_once_while_it_goes_on_and_anew_after_it_ended(
    session: Session, zones: dict[str, int]
) -> None:
    east = session.get_one(Zone, zones["thon-dong"])

    first = alarms.raise_(session, alarms.Kind.SILENT, "im lặng", now=NOW, zone=east)
    again = alarms.raise_(session, alarms.Kind.SILENT, "vẫn im lặng", now=NOW + timedelta(seconds=5), zone=east)
    ended = alarms.end(session, alarms.Kind.SILENT, now=NOW + timedelta(seconds=9), zone_id=east.id)
    anew = alarms.raise_(session, alarms.Kind.SILENT, "im lặng", now=NOW + timedelta(minutes=1), zone=east)

    assert (again.id, ended, anew.id != first.id) == (first.id, True, True)
    assert (first.sentence, first.ended_at) == ("im lặng", NOW + timedelta(seconds=9))
    assert not alarms.end(session, alarms.Kind.FOREIGN, now=NOW, zone_id=east.id)


def test_an_alarm_stands_until_it_is_over_and_somebody_has_seen_it(session: Session, people: People) -> None:
    alarm = alarms.raise_(session, "relay", "mất nguồn tiếp sóng", now=NOW)

    alarms.acknowledge(session, alarm.id, by=people.minh, now=NOW)
    going_on = list(alarms.standing(session, now=NOW))
    alarms.end(session, "relay", now=NOW)

    assert going_on == [alarm]
    assert not alarms.standing(session, now=NOW)
    assert alarms.recent(session) == [alarm]


def test_who_saw_an_alarm_first_is_written_down(session: Session, people: People) -> None:
    alarm = alarms.raise_(session, "relay", "mất nguồn tiếp sóng", now=NOW)

    alarms.acknowledge(session, alarm.id, by=people.minh, now=NOW)
    alarms.acknowledge(session, alarm.id, by=people.hung, now=NOW)

    (deed,) = queries.deeds(session, subject=f"alarm/{alarm.id}")
    assert (alarm.acknowledged_by, deed.person) == ("minh", "minh")
    with pytest.raises(NotFound):
        alarms.acknowledge(session, 99, by=people.minh, now=NOW)
