"""Exceptions as deeds: who may, when it is too late, what clashes, and what is written down."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists import actions as plans
from playlists import guard, guarding, queries
from playlists.actions import AlreadyEnded, Entry, Timing
from playlists.booking.clashes import ClashFound
from playlists.models import Playlist, Programme
from playlists.recurring import exceptions
from playlists.recurring.exceptions import AlreadyBegun, NothingThatDay
from playlists.recurring.recurrence import HolidayEves, Yearly
from station import clock
from station.errors import BadInput, Forbidden, NotFound, StationError
from station.models import AuditEntry
from tests.conftest import NOW, SAIGON, People

TODAY = clock.local(NOW, SAIGON).date()
TOMORROW = TODAY + timedelta(days=1)
NEXT = TODAY + timedelta(days=2)


@pytest.fixture
def playlist(session: Session, people: People) -> Playlist:
    guarding.set_rule(session, None, guard.ALWAYS, by=people.chief, now=NOW)
    return plans.save_playlist(session, "Sáng", [Entry(pause_seconds=600)], by=people.minh, now=NOW)


@pytest.fixture
def other(session: Session, people: People) -> Playlist:
    entries = [Entry(pause_seconds=600), Entry(pause_seconds=600)]
    return plans.save_playlist(session, "Dài", entries, by=people.minh, now=NOW)


Book = Callable[..., Programme]


@pytest.fixture
def book(session: Session, people: People, playlist: Playlist, zones: dict[str, int]) -> Book:
    def booked(hour: int = 17, minute: int = 0, **told: object) -> Programme:
        when = {"first_day": TODAY, "weekdays": range(7)} | told
        timing = Timing(time(hour, minute), **when)  # type: ignore[arg-type]
        where, asked = [zones["xa"]], {"by": people.minh, "now": NOW, "timezone": SAIGON}
        return plans.book(session, "", playlist.id, where, timing, **asked)  # type: ignore[arg-type]

    return booked


def starts(session: Session, programme: Programme, days: int = 4) -> list[str]:
    found = queries.coming(session, NOW, NOW + timedelta(days=days), SAIGON)
    mine = [each for each in found if each.programme_id == programme.id]
    return [f"{clock.local(each.starts_at, SAIGON):%d %H:%M} {each.playlist_id}" for each in mine]


def test_a_skip_a_move_and_a_replacement_change_one_day_each_and_the_series_stays(
    session: Session, people: People, book: Book, other: Playlist
) -> None:
    daily = book()
    usual = starts(session, daily)

    exceptions.skip(session, daily.id, TOMORROW, by=people.minh, now=NOW, timezone=SAIGON)
    exceptions.move(session, daily.id, NEXT, NEXT, time(18), by=people.minh, now=NOW, timezone=SAIGON)
    exceptions.replace_playlist(session, daily.id, NEXT, other.id, by=people.minh, now=NOW, timezone=SAIGON)

    moved = f"{NEXT:%d} 18:00 {other.id}"
    assert starts(session, daily) == [usual[0], moved, *usual[3:]]
    assert daily.rule == {"kind": "weekly", "weekdays": list(range(7)), "every": 1}
    assert [each.made_by for each in daily.exceptions] == ["minh", "minh"]


def test_an_exception_taken_back_leaves_the_day_as_it_was(session: Session, people: People, book: Book) -> None:
    daily = book()
    usual = starts(session, daily)
    exceptions.skip(session, daily.id, TOMORROW, by=people.minh, now=NOW, timezone=SAIGON)

    exceptions.undo(session, daily.id, TOMORROW, by=people.minh, now=NOW, timezone=SAIGON)

    assert starts(session, daily) == usual
    deeds = session.scalars(select(AuditEntry.deed).where(AuditEntry.subject == f"programme/{daily.id}")).all()
    assert deeds == ["book", "skip_occurrence", "undo_exception"]


def later(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return clock.instant(day, time(hour, minute), SAIGON)


@pytest.mark.parametrize(("hour", "minute"), [(16, 59), (17, 0), (17, 5), (22, 0)])
def test_what_is_about_to_begin_or_has_begun_cannot_be_changed(
    session: Session, people: People, book: Book, other: Playlist, hour: int, minute: int
) -> None:
    daily, told = book(), {"by": people.minh, "now": later(hour, minute), "timezone": SAIGON}

    with pytest.raises(AlreadyBegun, match="đã hoặc sắp bắt đầu"):
        exceptions.skip(session, daily.id, TODAY, **told)  # type: ignore[arg-type]
    with pytest.raises(AlreadyBegun):
        exceptions.move(session, daily.id, TODAY, NEXT, time(20), **told)  # type: ignore[arg-type]
    with pytest.raises(AlreadyBegun):
        exceptions.replace_playlist(session, daily.id, TODAY, other.id, **told)  # type: ignore[arg-type]


def test_what_was_moved_away_from_a_time_that_is_over_cannot_go_back_there(
    session: Session, people: People, book: Book
) -> None:
    daily = book()
    exceptions.move(session, daily.id, TODAY, TODAY, time(20), by=people.minh, now=NOW, timezone=SAIGON)

    with pytest.raises(AlreadyBegun):
        exceptions.undo(session, daily.id, TODAY, by=people.minh, now=later(18), timezone=SAIGON)
    exceptions.move(session, daily.id, TODAY, TODAY, time(21), by=people.minh, now=later(18), timezone=SAIGON)

    assert starts(session, daily)[0].startswith(f"{TODAY:%d} 21:00")


def test_a_skip_of_what_is_over_cannot_be_taken_back(session: Session, people: People, book: Book) -> None:
    daily = book()
    exceptions.skip(session, daily.id, TODAY, by=people.minh, now=NOW, timezone=SAIGON)

    with pytest.raises(AlreadyBegun):
        exceptions.undo(session, daily.id, TODAY, by=people.minh, now=later(18), timezone=SAIGON)


def test_a_move_onto_another_programme_or_ones_own_next_day_is_a_clash(
    session: Session, people: People, book: Book
) -> None:
    daily, evening = book(), book(19)
    told = {"by": people.minh, "now": NOW, "timezone": SAIGON}

    with pytest.raises(ClashFound) as refused:
        exceptions.move(session, daily.id, TODAY, TOMORROW, time(19, 5), **told)  # type: ignore[arg-type]
    with pytest.raises(ClashFound) as refused_by_itself:
        exceptions.move(session, daily.id, TODAY, TOMORROW, time(17, 5), **told)  # type: ignore[arg-type]

    assert refused.value.clash.booked.programme_id == evening.id
    assert refused_by_itself.value.clash.booked.programme_id == daily.id


def test_going_back_is_refused_when_somebody_took_the_place(session: Session, people: People, book: Book) -> None:
    daily = book()
    exceptions.move(session, daily.id, TOMORROW, TOMORROW, time(20), by=people.minh, now=NOW, timezone=SAIGON)
    book(weekdays=(), first_day=TOMORROW)

    with pytest.raises(ClashFound):
        exceptions.undo(session, daily.id, TOMORROW, by=people.minh, now=NOW, timezone=SAIGON)


def test_a_longer_playlist_for_one_day_clashes_with_what_follows(
    session: Session, people: People, book: Book, other: Playlist
) -> None:
    daily = book()
    book(17, 15)

    with pytest.raises(ClashFound):
        exceptions.replace_playlist(session, daily.id, NEXT, other.id, by=people.minh, now=NOW, timezone=SAIGON)


def test_a_move_outside_the_allowed_hours_is_refused(session: Session, people: People, book: Book) -> None:
    daily = book()
    guarding.set_rule(session, None, guard.DEFAULT, by=people.chief, now=NOW)

    with pytest.raises(guard.Forbidden, match="giờ gần nhất được phép"):
        exceptions.move(session, daily.id, NEXT, NEXT, time(3, 15), by=people.minh, now=NOW, timezone=SAIGON)


@pytest.mark.parametrize(
    ("day", "to_day", "at", "problem"),
    [
        (TODAY + timedelta(days=1), TODAY + timedelta(days=40), time(17), BadInput),
        (TODAY, TODAY, time(0, 1), BadInput),
        (TODAY, TODAY, time(17), BadInput),
        (TODAY - timedelta(days=3), TODAY, time(18), NothingThatDay),
    ],
)
def test_a_move_that_cannot_be_meant_is_refused(
    session: Session, people: People, book: Book, day: date, to_day: date, at: time, problem: type[StationError]
) -> None:
    daily = book()

    with pytest.raises(problem):
        exceptions.move(session, daily.id, day, to_day, at, by=people.minh, now=NOW, timezone=SAIGON)

    assert daily.exceptions == []


def test_a_day_without_an_occurrence_a_day_unchanged_and_an_ended_programme_are_refused(
    session: Session, people: People, book: Book
) -> None:
    weekly, told = book(weekdays=[TOMORROW.weekday()]), {"by": people.minh, "now": NOW, "timezone": SAIGON}

    with pytest.raises(NothingThatDay):
        exceptions.skip(session, weekly.id, NEXT, **told)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        exceptions.undo(session, weekly.id, TOMORROW, **told)  # type: ignore[arg-type]
    plans.end_programme(session, weekly.id, by=people.minh, now=NOW)
    with pytest.raises(AlreadyEnded):
        exceptions.skip(session, weekly.id, TOMORROW, **told)  # type: ignore[arg-type]


def test_only_who_plans_may_change_a_day(session: Session, people: People, book: Book) -> None:
    daily = book()

    for person in (people.lan, people.chief):
        with pytest.raises(Forbidden):
            exceptions.skip(session, daily.id, TOMORROW, by=person, now=NOW, timezone=SAIGON)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"weekdays": [0], "first_day": TOMORROW, "last_day": TODAY}, "sau ngày bắt đầu"),
        ({"weekdays": [(NEXT.weekday() + 1) % 7], "last_day": NEXT, "first_day": NEXT}, "không có ngày nào để phát"),
        ({"rule": HolidayEves(), "last_day": TODAY}, "không có ngày nào để phát"),
        ({"first_day": date(9999, 12, 31)}, "từ 2000 đến 2100"),
        ({"first_day": date(1, 1, 1)}, "từ 2000 đến 2100"),
    ],
)
def test_a_series_that_never_airs_is_refused(
    session: Session, book: Book, told: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        book(**told)


def test_the_29th_of_february_may_be_years_away(book: Book) -> None:
    assert book(rule=Yearly(2, 29)).rule == {"kind": "yearly", "month": 2, "day": 29}


def test_what_lies_years_ahead_is_judged_there(session: Session, book: Book) -> None:
    far = TODAY + timedelta(days=1500)
    book(weekdays=(), first_day=far)

    with pytest.raises(ClashFound):
        book(first_day=far - timedelta(days=300))
    with pytest.raises(ClashFound):
        book(17, 5, weekdays=(), first_day=far)
