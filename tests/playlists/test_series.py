"""Deeds about a whole series: instead of another, for longer, started again."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from playlists import actions as plans
from playlists import guard, guarding, queries
from playlists.actions import AlreadyEnded, Entry, Timing
from playlists.booking import series
from playlists.booking.clashes import ClashFound
from playlists.booking.series import Instead, Lapsed, NotEnded, OnlyOnce
from playlists.models import Playlist, Programme
from playlists.recurring import exceptions
from station import clock
from station.errors import BadInput, Forbidden
from station.models import Person
from tests.conftest import NOW, SAIGON, People

TODAY = clock.local(NOW, SAIGON).date()
WEEK = timedelta(days=7)
DAILY = Timing(time(17), TODAY, range(7))
SUNDAYS = Timing(time(17, 5), TODAY, [6])


class Desk:
    """An operator's desk: deeds without their common facts."""

    def __init__(self, session: Session, by: Person, playlist: Playlist, zones: list[int]) -> None:
        self.session, self.by, self.playlist, self.zones = session, by, playlist, zones

    def book(self, timing: Timing, instead: Instead = Instead()) -> Programme:  # noqa: B008 - a frozen value
        told = {"by": self.by, "now": NOW, "timezone": SAIGON}
        return series.book_instead(self.session, "", self.playlist.id, self.zones, timing, instead, **told)  # type: ignore[arg-type]

    def last_day(self, programme: Programme, day: date | None) -> Programme:
        return series.change_last_day(self.session, programme.id, day, by=self.by, now=NOW, timezone=SAIGON)

    def restart(self, programme: Programme, day: date | None = None) -> Programme:
        return series.restart(self.session, programme.id, day, by=self.by, now=NOW, timezone=SAIGON)

    def days(self, programme: Programme, until: timedelta = 2 * WEEK) -> list[date | None]:
        found = queries.coming(self.session, NOW, NOW + until, SAIGON)
        return [each.day for each in found if each.programme_id == programme.id]


@pytest.fixture
def desk(session: Session, people: People, zones: dict[str, int]) -> Desk:
    guarding.set_rule(session, None, guard.ALWAYS, by=people.chief, now=NOW)
    playlist = plans.save_playlist(session, "Sáng", [Entry(pause_seconds=600)], by=people.minh, now=NOW)
    return Desk(session, people.minh, playlist, [zones["xa"]])


def test_a_series_may_be_booked_instead_of_another_on_the_days_they_meet(desk: Desk) -> None:
    daily = desk.book(DAILY)
    with pytest.raises(ClashFound):
        desk.book(SUNDAYS)

    sundays = desk.book(SUNDAYS, Instead(on_days=frozenset({daily.id})))

    assert desk.days(sundays)
    assert not set(desk.days(sundays)) & set(desk.days(daily))
    assert len(daily.exceptions) in (52, 53)


def test_a_series_may_be_booked_instead_of_the_whole_of_another(desk: Desk) -> None:
    daily = desk.book(DAILY)

    sundays = desk.book(SUNDAYS, Instead(series=frozenset({daily.id})))

    assert daily.ended_at == NOW
    assert desk.days(daily) == []
    assert len(desk.days(sundays)) == 2


def test_a_move_may_take_the_place_of_another_on_that_day(desk: Desk) -> None:
    daily, evening = desk.book(DAILY), desk.book(Timing(time(19), TODAY, range(7)))
    tomorrow = TODAY + timedelta(days=1)
    told = {"by": desk.by, "now": NOW, "timezone": SAIGON}

    instead = Instead(on_days=frozenset({evening.id}))
    series.move_instead(desk.session, daily.id, tomorrow, tomorrow, time(19), instead, **told)  # type: ignore[arg-type]

    assert tomorrow not in desk.days(evening)
    assert len(evening.exceptions) == 1


def test_a_last_day_may_be_brought_nearer_or_taken_away(desk: Desk) -> None:
    daily = desk.book(DAILY)

    desk.last_day(daily, TODAY + timedelta(days=2))
    assert len(desk.days(daily)) == 3
    desk.last_day(daily, None)

    assert len(desk.days(daily)) == 14


def test_a_longer_series_is_judged_on_its_new_days_only(desk: Desk) -> None:
    daily = desk.book(DAILY)
    desk.last_day(daily, TODAY + WEEK)
    desk.book(Timing(time(17), TODAY + 2 * WEEK))

    desk.last_day(daily, TODAY + WEEK + timedelta(days=3))
    with pytest.raises(ClashFound):
        desk.last_day(daily, None)


def test_what_has_no_last_day_and_what_is_over_cannot_be_changed(desk: Desk) -> None:
    once, daily = desk.book(Timing(time(20), TODAY)), desk.book(DAILY)

    with pytest.raises(OnlyOnce):
        desk.last_day(once, TODAY + WEEK)
    with pytest.raises(BadInput, match="sau ngày bắt đầu"):
        desk.last_day(daily, TODAY - WEEK)
    daily.first_day, daily.last_day = TODAY - WEEK, None
    with pytest.raises(BadInput, match="đã qua"):
        desk.last_day(daily, TODAY - timedelta(days=1))
    daily.last_day = TODAY - timedelta(days=1)
    with pytest.raises(Lapsed):
        desk.last_day(daily, TODAY + WEEK)
    plans.end_programme(desk.session, daily.id, by=desk.by, now=NOW)
    with pytest.raises(AlreadyEnded):
        desk.last_day(daily, TODAY + WEEK)


def test_a_programme_started_again_is_a_new_one_with_the_exceptions_still_to_come(desk: Desk) -> None:
    daily, skipped = desk.book(DAILY), TODAY + timedelta(days=3)
    exceptions.skip(desk.session, daily.id, skipped, by=desk.by, now=NOW, timezone=SAIGON)
    plans.end_programme(desk.session, daily.id, by=desk.by, now=NOW)

    again = desk.restart(daily, TODAY + WEEK)

    assert (again.follows_id, again.name, again.rule) == (daily.id, daily.name, daily.rule)
    assert skipped not in desk.days(again)
    assert len(desk.days(again)) == 7
    assert daily.ended_at == NOW


def test_only_what_is_over_can_be_started_again_and_only_where_there_is_room(desk: Desk) -> None:
    daily = desk.book(DAILY)
    with pytest.raises(NotEnded):
        desk.restart(daily)
    plans.end_programme(desk.session, daily.id, by=desk.by, now=NOW)
    desk.book(SUNDAYS)

    with pytest.raises(ClashFound):
        desk.restart(daily)


def test_a_series_that_is_over_may_be_started_again_and_one_that_airs_once_may_not(desk: Desk) -> None:
    once, daily = desk.book(Timing(time(20), TODAY)), desk.book(DAILY)
    daily.first_day, daily.last_day = TODAY - WEEK, TODAY - timedelta(days=1)
    plans.end_programme(desk.session, once.id, by=desk.by, now=NOW)

    again = desk.restart(daily)

    assert desk.days(again)[0] == TODAY
    with pytest.raises(OnlyOnce):
        desk.restart(once)


def test_only_who_plans_may_do_any_of_it(desk: Desk, people: People) -> None:
    daily = desk.book(DAILY)
    desk.by = people.lan

    with pytest.raises(Forbidden):
        desk.book(SUNDAYS)
    with pytest.raises(Forbidden):
        desk.last_day(daily, None)
    with pytest.raises(Forbidden):
        desk.restart(daily)
