"""What is written down, once, whatever happens."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from broadcaster import asrun, queries
from broadcaster.happening import Happening
from broadcaster.models import AsRun
from broadcaster.outcome import Outcome, story
from playlists import actions as plans
from station import ledger
from station.database import Database
from tests.conftest import NOW, SAIGON, People
from tests.content.test_approval import approved
from tests.playlists.line_station import NAME


def book_mornings(session: Session, people: People, zones: dict[str, int]) -> None:
    """Book a bulletin at half past five every day from tomorrow, in one hamlet."""
    announcement = approved(session, people, zones)
    entries = [plans.Entry(announcement_id=announcement.id)]
    playlist = plans.save_playlist(session, "Sáng", entries, by=people.minh, now=NOW)
    timing = plans.Timing(NOW.time().replace(hour=5, minute=30), NOW.date(), weekdays=range(7))
    zone_ids = [zones["thon-tay"]]
    plans.book(session, "Sáng", playlist.id, zone_ids, timing, by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()


def rows(database: Database) -> list[queries.LogRow]:
    with database.reading() as session:
        return queries.log(session, since=NOW - timedelta(days=90), until=NOW + timedelta(days=90))


def test_after_days_of_absence_every_missed_bulletin_is_in_the_log(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    book_mornings(session, people, zones)
    back_at = NOW + timedelta(days=4)

    asrun.make_up(database, beat_at=NOW, now=back_at, timezone=SAIGON, station_name=NAME)
    asrun.make_up(database, beat_at=NOW, now=back_at, timezone=SAIGON, station_name=NAME)

    assert [row.outcome for row in rows(database)] == [Outcome.MISSED] * 4
    assert all(row.reason for row in rows(database))


def test_looking_twice_claims_once(database: Database, session: Session, people: People, zones: dict[str, int]) -> None:
    book_mornings(session, people, zones)
    start = NOW + timedelta(hours=20, minutes=30)

    first = asrun.look(database, now=start, timezone=SAIGON, station_name=NAME)
    second = asrun.look(database, now=start, timezone=SAIGON, station_name=NAME)

    assert len(rows(database)) == 1
    assert first.stretches == second.stretches != {}


def test_the_database_refuses_a_second_claim_of_one_item(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    book_mornings(session, people, zones)
    asrun.look(database, now=NOW + timedelta(hours=20, minutes=30), timezone=SAIGON, station_name=NAME)
    with database.reading() as reading:
        taken = reading.get_one(AsRun, 1)
        values = {column.key: getattr(taken, column.key) for column in AsRun.__table__.columns}

    with pytest.raises(IntegrityError), database.writing() as writing:
        ledger.append(writing, [AsRun(**(values | {"id": None}))])


def test_a_claim_that_never_sounded_is_closed_as_missed(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    book_mornings(session, people, zones)
    start = NOW + timedelta(hours=20, minutes=30)
    asrun.look(database, now=start, timezone=SAIGON, station_name=NAME)

    with database.writing() as writing:
        where = asrun.close_overdue(writing, sounding=set(), now=start + timedelta(minutes=5))

    assert where == {zones["thon-tay"]}
    assert [(row.outcome, row.reason) for row in rows(database)] == [(Outcome.MISSED, asrun.STOPPED)]


def test_a_start_learns_when_the_last_sound_fell_silent_however_often_it_asks(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    book_mornings(session, people, zones)
    start = NOW + timedelta(hours=20, minutes=30)
    asrun.look(database, now=start, timezone=SAIGON, station_name=NAME)
    broke_off = start + timedelta(seconds=2.1)
    with database.writing() as writing:
        asrun.write_events(writing, [asrun.Entry(1, Happening.STARTED, start, 0)])
        asrun.write_events(writing, [asrun.Entry(1, Happening.PAUSED, broke_off, 87, asrun.STOPPED)])

    alive_at = start + timedelta(seconds=1.9)
    told = [asrun.write_silence(database, beat_at=alive_at, now=broke_off) for _ in range(2)]

    assert told == [broke_off, broke_off]


@pytest.mark.parametrize(
    ("happenings", "outcome"),
    [
        ([], Outcome.CLAIMED),
        ([("started", 0, 0.0)], Outcome.ON_AIR),
        ([("started", 0, 0.0), ("ended", 100, 2.4)], Outcome.AIRED),
        ([("started", 0, 0.9), ("ended", 100, 3.3)], Outcome.LATE),
        ([("started", 40, 1.0), ("ended", 100, 2.4)], Outcome.PARTIAL),
        ([("started", 0, 0.0), ("ended", 40, 1.0)], Outcome.INTERRUPTED),
        ([("started", 0, 0.0), ("paused", 40, 1.0), ("resumed", 60, 1.4), ("ended", 100, 2.4)], Outcome.PARTIAL),
        ([("missed", 0, 9.0)], Outcome.MISSED),
    ],
)
def test_what_became_of_an_item_has_one_word(happenings: list[tuple[str, int, float]], outcome: Outcome) -> None:
    events = [asrun.Entry(1, Happening(what), NOW + timedelta(seconds=at), frame) for what, frame, at in happenings]

    assert story(NOW, 100, events).outcome is outcome
