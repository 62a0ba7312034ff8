"""What kind of day it is, by the days that the commune keeps."""

from datetime import date, timedelta
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy.orm import Session

from playlists.daytypes import DayType
from playlists.models import YearDay
from playlists.year import calendar, yeardays
from playlists.year.fallstyped import falls
from playlists.year.yeardays import Day, Kind
from tests.conftest import NOW

NEW_YEAR, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)
ONE_DAY = timedelta(days=1)
FALLING = ["1/1", "30/12 âm lịch", "10/3 âm lịch", "1/6 nhuận âm lịch", "29/2", "31/12", "31/08/2026", "22/08/2026"]
DAYS = some.dates(date(2024, 1, 1), date(2028, 12, 31))
KINDS = [kind.value for kind in yeardays.DECIDING]
ROWS = some.lists(some.tuples(some.sampled_from(KINDS), some.sampled_from(FALLING), some.integers(1, 40)), max_size=6)


def type_of(rows: list[yeardays.Row], day: date) -> DayType:
    return yeardays.calendar(rows, NEW_YEAR, YEAR_END).type_of(day)


def test_a_holiday_is_a_holiday_and_the_day_after_is_not() -> None:
    rows = [("holiday", "1/5", 1)]

    assert type_of(rows, date(2026, 5, 1)) == DayType.HOLIDAY
    assert type_of(rows, date(2026, 5, 2)) == DayType.ORDINARY


def test_a_holiday_that_is_worked_is_an_ordinary_day_and_the_day_off_in_exchange_is_a_holiday() -> None:
    rows = [("holiday", "1/5", 1), ("worked", "01/05/2026", 1), ("off", "04/05/2026", 1)]

    found = yeardays.calendar(rows, NEW_YEAR, YEAR_END)

    assert found.public_holidays == {date(2026, 5, 4)}
    assert found.type_of(date(2026, 5, 1)) == DayType.ORDINARY


def test_mourning_outranks_a_holiday_which_stays_one() -> None:
    rows = [("mourning", "01/05/2026", 2), ("holiday", "1/5", 1)]

    found = yeardays.calendar(rows, NEW_YEAR, YEAR_END)

    assert [found.type_of(date(2026, 5, day)) for day in (1, 2, 3)] == ["mourning", "mourning", "ordinary"]
    assert found.public_holidays == {date(2026, 5, 1)}


def test_a_holiday_that_begins_in_the_old_year_goes_on_in_the_new() -> None:
    found = yeardays.calendar([("holiday", "31/12", 3)], NEW_YEAR, date(2026, 1, 5))

    assert sorted(found.types) == [NEW_YEAR, date(2026, 1, 2)]


@given(ROWS, DAYS, DAYS, DAYS)
def test_a_stretch_read_in_two_parts_is_the_same_as_read_whole(
    rows: list[yeardays.Row], one: date, two: date, three: date
) -> None:
    first, middle, last = sorted((one, two, three))

    parts = [yeardays.calendar(rows, first, middle), yeardays.calendar(rows, middle + ONE_DAY, last)]
    whole = yeardays.calendar(rows, first, last)

    assert {**parts[0].types, **parts[1].types} == dict(whole.types)
    assert parts[0].public_holidays | parts[1].public_holidays == whole.public_holidays


@given(ROWS, DAYS)
def test_every_day_lies_in_the_stretch_asked_for_and_types_agree_with_the_holidays(
    rows: list[yeardays.Row], first: date
) -> None:
    found = yeardays.calendar(rows, first, first + 100 * ONE_DAY)

    days = {*found.types, *found.public_holidays}
    assert all(first <= day <= first + 100 * ONE_DAY for day in days)
    assert all(found.type_of(day) != DayType.ORDINARY for day in found.public_holidays)


def test_a_long_day_is_shown_in_every_stretch_that_it_reaches_into() -> None:
    season = Day("Mùa mưa bão", Kind.SEASON, falls("1/6"), 183)

    found = yeardays.kept([season], date(2026, 11, 1), date(2026, 11, 30))

    assert [(each.first, each.last) for each in found] == [(date(2026, 6, 1), date(2026, 11, 30))]


def keep(session: Session, name: str, kind: Kind, when: str) -> YearDay:
    day = YearDay(name=name, kind=kind, falls=when, changed_by="minh", changed_at=NOW)
    session.add(day)
    session.flush()
    return day


def test_the_commune_s_days_make_its_calendar_and_a_day_switched_off_does_not(session: Session) -> None:
    keep(session, "Giỗ Tổ", Kind.HOLIDAY, "10/3 âm lịch")
    keep(session, "Ngày sách", Kind.COMMEMORATION, "21/4")
    before = calendar.read(session, NEW_YEAR, YEAR_END)

    session.query(YearDay).update({"is_on": False})

    assert before.public_holidays == {date(2026, 4, 26)}
    assert calendar.read(session, NEW_YEAR, YEAR_END).public_holidays == frozenset()


def test_a_calendar_that_has_not_changed_is_read_in_less_than_a_millisecond(session: Session) -> None:
    for number in range(40):
        keep(session, f"Nghỉ {number}", Kind.OFF, f"{date(2026, 1, 1) + number * ONE_DAY:%d/%m/%Y}")
    calendar.read(session, NEW_YEAR, YEAR_END)
    spent = []
    for _ in range(20):
        began = perf_counter()
        calendar.read(session, NEW_YEAR, YEAR_END)
        spent.append(perf_counter() - began)

    assert min(spent) < 0.001
