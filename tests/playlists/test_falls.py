"""When a day of the year falls, from what people type; and what nobody could mean."""

from datetime import date

import pytest

from playlists.year import fallstyped
from playlists.year.falls import InMonth, Lunar, Once, Solar
from station.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("20/11", Solar(20, 11)),
        ("ngày 20/11 hằng năm", Solar(20, 11)),
        ("10/3 âm lịch", Lunar(10, 3)),
        ("10/3 âl", Lunar(10, 3)),
        ("1/6 nhuận âm lịch", Lunar(1, 6, is_leap=True)),
        ("1/6/2025 nhuận âm lịch", Lunar(1, 6, is_leap=True, year=2025)),
        ("thứ bảy cuối cùng của tháng 3", InMonth(5, -1, 3)),
        ("Chủ nhật thứ hai tháng 5", InMonth(6, 2, 5)),
        ("31/08/2026", Once(date(2026, 8, 31))),
        ("2026-08-31", Once(date(2026, 8, 31))),
    ],
)
def test_a_day_is_understood_and_its_own_words_mean_the_same(typed: str, found: object) -> None:
    falls = fallstyped.falls(typed)

    assert falls == found
    assert fallstyped.falls(str(falls)) == falls


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mai",
        "30/2",
        "31/4",
        "29/02/2027",
        "5/13",
        "31/5 âm lịch",
        "0/5 âm lịch",
        "1/13 âm lịch",
        "30/4/2026 âm lịch",
        "1/3/2026 nhuận âm lịch",
        "1/1 nhuận âm lịch",
        "20/11 nhuận",
        "01/01/1899",
        "thứ Bảy cuối cùng của tháng 13",
        "31/08/2026 - 30/08/2026",
        "1/6 - 8/6",
        "9" * 200,
    ],
)
def test_a_day_that_never_comes_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        fallstyped.parsed(typed)

    assert refused.value.field == "falls"
    assert str(refused.value).endswith((".", "»."))


def test_from_one_date_to_another_is_a_day_with_a_length() -> None:
    assert fallstyped.parsed("25/07/2024 - 26/07/2024") == (Once(date(2024, 7, 25)), 2)
    assert fallstyped.parsed("25/07/2024 đến 26/07/2024") == (Once(date(2024, 7, 25)), 2)


def test_a_day_that_a_year_lacks_falls_on_the_last_one_of_its_month() -> None:
    assert Solar(29, 2).in_year(2027) == (date(2027, 2, 28),)
    assert Solar(29, 2).in_year(2028) == (date(2028, 2, 29),)
    assert Lunar(30, 12).in_year(2026) == (date(2026, 2, 16),)  # the year Ất Tỵ ends on its 29th
    assert Lunar(30, 12).in_year(2027) == (date(2027, 2, 5),)


def test_giao_thua_is_the_eve_of_every_tet() -> None:
    for year in range(1950, 2101):
        (eve,) = Lunar(30, 12).in_year(year)
        (tet,) = Lunar(1, 1).in_year(year)

        assert (tet - eve).days == 1


def test_a_leap_month_has_its_own_day_only_in_its_own_year() -> None:
    assert Lunar(1, 6, is_leap=True).in_year(2025) == (date(2025, 7, 25),)
    assert Lunar(1, 6, is_leap=True).in_year(2026) == ()
    assert Lunar(1, 6).in_year(2025) == (date(2025, 6, 25),)


def test_a_late_lunar_day_may_fall_twice_in_a_solar_year_or_not_at_all() -> None:
    counts = {len(Lunar(1, 12).in_year(year)) for year in range(2000, 2060)}

    assert counts == {0, 1, 2}


def test_the_last_saturday_of_march_is_earth_hour() -> None:
    found = [InMonth(5, -1, 3).in_year(year)[0] for year in (2025, 2026, 2027)]

    assert found == [date(2025, 3, 29), date(2026, 3, 28), date(2027, 3, 27)]
