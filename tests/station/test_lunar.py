"""The lunar calendar against days that everybody remembers, and against days that never were."""

from datetime import date, timedelta

import pytest

from station.lunar import LunarDay, NoLunarDay, NoSolarDay, lunar_day, solar_day

# Where the Vietnamese and the Chinese calendar part, and the years of today.
TET = {
    date(1968, 1, 29): "Mậu Thân",
    date(1985, 1, 21): "Ất Sửu",
    date(2007, 2, 17): "Đinh Hợi",
    date(2026, 2, 17): "Bính Ngọ",
    date(2027, 2, 6): "Đinh Mùi",
    date(2030, 2, 2): "Canh Tuất",
}


@pytest.mark.parametrize(("day", "name"), TET.items())
def test_tet_falls_on_the_day_it_was_kept(day: date, name: str) -> None:
    assert lunar_day(day) == LunarDay(1, 1, False, day.year, name)
    assert solar_day(1, 1, day.year) == day


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2026, 4, 26), (10, 3)),  # Giỗ Tổ Hùng Vương
        (date(2026, 9, 25), (15, 8)),  # Tết Trung thu
        (date(2026, 2, 10), (23, 12)),  # ông Công, ông Táo: still the year that ends
        (date(2026, 11, 22), (14, 10)),
    ],
)
def test_a_feast_of_the_moon_falls_on_its_solar_day(day: date, lunar: tuple[int, int]) -> None:
    found = lunar_day(day)

    assert (found.day, found.month, found.is_leap) == (*lunar, False)


def test_a_leap_month_is_told_from_the_month_before_it() -> None:
    before, leap = lunar_day(date(2025, 7, 24)), lunar_day(date(2025, 7, 25))

    assert (before.month, before.is_leap) == (6, False)
    assert leap == LunarDay(1, 6, True, 2025, "Ất Tỵ")
    assert solar_day(1, 6, 2025, is_leap=True) == date(2025, 7, 25)


@pytest.mark.parametrize(
    ("day", "month", "year", "is_leap"),
    [(30, 4, 2026, False), (1, 3, 2026, True), (1, 6, 2026, True), (0, 1, 2026, False), (1, 13, 2026, False)],
)
def test_a_lunar_day_that_never_comes_is_refused(day: int, month: int, year: int, is_leap: bool) -> None:
    with pytest.raises(NoSolarDay):
        solar_day(day, month, year, is_leap=is_leap)


def test_a_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(NoLunarDay):
        lunar_day(date(2101, 1, 1))


def test_every_day_of_ten_years_converts_and_converts_back() -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(10 * 365)]

    found = [lunar_day(day) for day in days]

    assert [solar_day(each.day, each.month, each.year, is_leap=each.is_leap) for each in found] == days
