"""Near a school the loudspeakers are quieter: with real processes, up to what the ear hears."""

from dataclasses import replace

from sqlalchemy import select

from broadcaster.breakin import breakins
from broadcaster.models import Heard
from content.airformat import SPEECH
from content.quieter import quieter
from playlists import guard, guarding
from station import clock
from tests.broadcaster.conftest import Station, differences_of, soon, wait_for
from tests.conftest import SAIGON

BY_DB = 6


def test_a_zone_near_a_school_is_quieter_an_alarm_is_not_and_the_ear_knows_both(station: Station) -> None:
    with station.database.writing() as session:
        there = replace(guard.ALWAYS, quieter_db=BY_DB)
        guarding.set_rule(session, station.zones["thon-dong"], there, by=station.people.chief, now=clock.now())
    station.broadcast()
    station.listen()
    wait_for(lambda: station.listeners() == len(station.zones), seconds=60)
    near, far = station.hear("thon-dong"), station.hear("thon-tay")
    with station.database.writing() as session:
        speech, alarm = station.announce(session, 3.0), station.announce(session, 1.0)
        station.book(session, [speech.id], soon(), "xa")
    wait_for(lambda: len(near.heard) > 0 and station.clips[speech.id][:1920] in bytes(far.heard), seconds=30)
    with station.database.writing() as session:
        zone_ids = [station.zones["xa"]]
        breakins.order(session, alarm.id, zone_ids, by=station.people.minh, now=clock.now(), timezone=SAIGON)
    wait_for(lambda: station.is_over(8), seconds=30)  # two sounds in four zones

    sound, elsewhere = near.stop(), far.stop()
    usual = station.clips[speech.id]
    assert quieter(usual, SPEECH, BY_DB)[-1920:] in sound
    assert usual[-1920:] not in sound
    assert usual[-1920:] in elsewhere
    assert station.clips[alarm.id] in sound
    wait_for(lambda: _settled(station) == 8, seconds=30)
    assert differences_of(station) == []


def _settled(station: Station) -> int:
    with station.database.reading() as session:
        rows = session.scalars(select(Heard)).all()
        assert all(row.as_run_id for row in rows), "the ear heard something that nobody claimed"
        return len(rows)
