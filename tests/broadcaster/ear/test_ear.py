"""The ear as a process, beside the play-out that it listens to."""

from collections.abc import Sequence

from sqlalchemy import select

from broadcaster import alarms
from broadcaster.models import AsRun, Heard
from broadcaster.outcome import runs_sent
from station import clock, ledger
from tests.broadcaster.conftest import Station, differences_of, soon, wait_for


def heard(station: Station) -> Sequence[Heard]:
    with station.database.reading() as session:
        return session.scalars(select(Heard).order_by(Heard.id)).all()


def _sent(row: AsRun) -> int:
    return sum(runs_sent(row.events))


def going_on(station: Station) -> list[alarms.Alarm]:
    with station.database.reading() as session:
        return list(alarms.going_on(session))


def test_what_was_aired_is_heard_to_the_frame_in_every_zone(station: Station) -> None:
    station.broadcast()
    station.listen()
    wait_for(lambda: station.listeners() == len(station.zones), seconds=60)
    with station.database.writing() as session:
        ids = [station.announce(session, 1.0).id, station.announce(session, 0.8).id]
        starts_at = soon()
        station.book(session, ids, starts_at, "thon-dong")

    wait_for(lambda: len(heard(station)) >= 4, seconds=60)

    rows = heard(station)
    with station.database.reading() as session:
        claimed = {row.id: row for row in session.scalars(select(AsRun))}
        assert ledger.first_break(session, Heard) is None
    assert [(row.frames, row.repeated, row.deaf_ms) for row in rows] == [
        (_sent(claimed[row.as_run_id or 0]), 0, 0) for row in rows
    ]  # what the log says was sent; on a machine that stands still for half a second that is not all
    first = min(row.first_at for row in rows if row.first_at)
    assert abs((first - starts_at).total_seconds()) < 2
    assert going_on(station) == []
    assert differences_of(station) == []


def test_a_station_that_does_not_answer_is_told_and_taken_back_when_it_does(station: Station) -> None:
    station.listen()

    wait_for(lambda: bool(going_on(station)), seconds=60)
    (alarm,) = going_on(station)
    station.broadcast()
    wait_for(lambda: not going_on(station), seconds=60)

    assert (alarm.kind, alarm.zone_id) == (alarms.Kind.UNREACHABLE, None)
    with station.database.reading() as session:
        assert alarms.standing(session, now=clock.now())[0].ended_at is not None
