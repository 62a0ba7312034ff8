"""What play-out makes of days that were changed: aired once, at the new time, and nothing missed that was skipped."""

from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from broadcaster import airplan, asrun
from broadcaster.outcome import Outcome
from playlists.recurring import exceptions
from station.database import Database
from tests.broadcaster.test_asrun import book_mornings, rows
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import NAME

MONDAY, START = date(2026, 11, 23), NOW + timedelta(hours=20, minutes=30)  # half past five


def look(database: Database, minutes: int) -> int:
    """Look so many minutes after half past five; return how many lines the log has then."""
    asrun.look(database, now=START + timedelta(minutes=minutes), timezone=SAIGON, station_name=NAME)
    return len(rows(database))


def test_what_was_moved_is_claimed_at_its_new_time_under_its_old_name_and_never_again(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    book_mornings(session, people, zones)
    exceptions.move(session, 1, MONDAY, MONDAY, time(5, 20), by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()

    counts = [look(database, minutes) for minutes in (-11, -10, 0, 5)]

    assert counts == [0, 1, 1, 1]
    assert rows(database)[0].occurrence == "p1@20261122T223000Z"
    assert rows(database)[0].planned_at == START - timedelta(minutes=10)


def test_what_was_skipped_is_neither_aired_nor_missed(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    book_mornings(session, people, zones)
    exceptions.skip(session, 1, MONDAY, by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()

    assert look(database, 0) == 0
    asrun.make_up(database, beat_at=NOW, now=NOW + timedelta(days=4), timezone=SAIGON, station_name=NAME)

    assert [row.outcome for row in rows(database)] == [Outcome.MISSED] * 3  # Tuesday to Thursday


def test_a_move_in_the_last_minute_is_refused_so_that_nothing_claimed_is_moved(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    book_mornings(session, people, zones)

    assert airplan.LEAD + airplan.REACH < exceptions.SOONEST
    assert look(database, -1) == 0
