"""The guard's rules in the database, and a booking that they refuse."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from playlists import actions as plans
from playlists import guard, guarding
from playlists.actions import Entry, Timing
from playlists.guard import Bounds, Window
from playlists.models import Programme
from station.errors import BadInput, Forbidden
from tests.conftest import NOW, SAIGON, People

TOMORROW = date(2026, 11, 23)
WEEKDAYS = Bounds((Window(time(5), time(8), frozenset(range(5))),), sessions_a_day=2)


@pytest.fixture
def playlist_id(session: Session, people: People) -> int:
    return plans.save_playlist(session, "Sáng", [Entry(pause_seconds=600)], by=people.minh, now=NOW).id


def book(session: Session, people: People, playlist_id: int, zone: int, timing: Timing) -> Programme:
    return plans.book(session, "", playlist_id, [zone], timing, by=people.minh, now=NOW, timezone=SAIGON)


def test_without_a_rule_the_defaults_hold(session: Session, people: People) -> None:
    guarding.remove_rule(session, None, by=people.chief, now=NOW)

    assert guarding.bounds(session) == {None: guard.DEFAULT}


def test_a_rule_is_kept_as_it_was_set(session: Session, people: People, zones: dict[str, int]) -> None:
    guarding.set_rule(session, zones["xa"], WEEKDAYS, by=people.chief, now=NOW)

    assert guarding.bounds(session)[zones["xa"]] == WEEKDAYS


def test_a_quarter_past_three_cannot_be_booked_and_the_nearest_hour_is_offered(
    session: Session, people: People, zones: dict[str, int], playlist_id: int
) -> None:
    guarding.set_rule(session, None, guard.DEFAULT, by=people.chief, now=NOW)

    with pytest.raises(guard.Forbidden) as refused:
        book(session, people, playlist_id, zones["thon-dong"], Timing(time(3, 15), TOMORROW))

    assert refused.value.field == "starts_at"
    assert "Thôn Đông: ngoài khung giờ" in str(refused.value)
    assert "05:30 ngày 23/11/2026" in str(refused.value)


def test_a_series_is_judged_on_each_of_its_days(
    session: Session, people: People, zones: dict[str, int], playlist_id: int
) -> None:
    guarding.set_rule(session, None, WEEKDAYS, by=people.chief, now=NOW)

    book(session, people, playlist_id, zones["xa"], Timing(time(6), TOMORROW, weekdays=[0, 1]))
    with pytest.raises(guard.Forbidden, match="ngày này không được phát"):
        book(session, people, playlist_id, zones["xa"], Timing(time(7), TOMORROW, weekdays=[4, 5]))


def test_the_rule_of_a_hamlet_refuses_what_the_commune_would_allow(
    session: Session, people: People, zones: dict[str, int], playlist_id: int
) -> None:
    guarding.set_rule(session, zones["thon-tay"], WEEKDAYS, by=people.chief, now=NOW)

    with pytest.raises(guard.Forbidden, match="Thôn Tây"):
        book(session, people, playlist_id, zones["xa"], Timing(time(12), TOMORROW))
    book(session, people, playlist_id, zones["thon-dong"], Timing(time(12), TOMORROW))


def test_one_session_too_many_is_refused_even_when_it_would_come_first(
    session: Session, people: People, zones: dict[str, int], playlist_id: int
) -> None:
    guarding.set_rule(session, None, WEEKDAYS, by=people.chief, now=NOW)
    for hour in (6, 7):
        book(session, people, playlist_id, zones["xa"], Timing(time(hour), TOMORROW))

    with pytest.raises(guard.Forbidden, match="quá 2 buổi"):
        book(session, people, playlist_id, zones["thon-dong"], Timing(time(5), TOMORROW))


@pytest.mark.parametrize(
    ("bounds", "field"),
    [
        (Bounds(()), "windows"),
        (Bounds((Window(time(22), time(5)),)), "windows"),
        (Bounds(WEEKDAYS.windows, sessions_a_day=-1), "sessions_a_day"),
        (Bounds(WEEKDAYS.windows, session_minutes=2000), "session_minutes"),
        (Bounds(WEEKDAYS.windows, day_minutes=2000), "day_minutes"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_at_its_box(
    session: Session, people: People, bounds: Bounds, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        guarding.set_rule(session, None, bounds, by=people.chief, now=NOW)

    assert refused.value.field == field


def test_only_an_administrator_sets_the_guard(session: Session, people: People) -> None:
    with pytest.raises(Forbidden):
        guarding.set_rule(session, None, WEEKDAYS, by=people.minh, now=NOW)
