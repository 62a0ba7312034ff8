"""The Vietnamese lunar calendar (UTC+7): a wrapper that believes no conversion it cannot convert back."""

from dataclasses import dataclass
from datetime import date

from lunar_vn import LunarDate, can_chi, lunar_to_solar, solar_to_lunar

from station.errors import StationError


@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar; `can_chi` is the year's name, as «Bính Ngọ»."""

    day: int
    month: int
    is_leap: bool
    year: int
    can_chi: str


class NoLunarDay(StationError):
    """The calendar's library has no lunar day for a solar one (it knows 1900 to 2100)."""

    def __init__(self, day: date) -> None:
        super().__init__(f"Không đổi được ngày {day:%d/%m/%Y} sang âm lịch.")


class NoSolarDay(StationError):
    """There is no such day in the lunar calendar: a day 30 of a short month, or a leap month that is none."""

    def __init__(self, day: int, month: int, year: int, *, is_leap: bool) -> None:
        leap = " nhuận" if is_leap else ""
        super().__init__(f"Âm lịch không có ngày {day} tháng {month}{leap} năm {year}.")


def lunar_day(day: date) -> LunarDay:
    """Return the lunar day of a solar one. Raise NoLunarDay."""
    try:
        found = solar_to_lunar(day)
        sure = lunar_to_solar(found) == day
    except ValueError:
        sure = False
    if not sure:
        raise NoLunarDay(day)
    return LunarDay(found.day, found.month, found.leap, found.year, can_chi.get_year_can_chi(found.year))


def solar_day(day: int, month: int, year: int, *, is_leap: bool = False) -> date:
    """Return the solar day of a lunar one. Raise NoSolarDay."""
    try:
        asked = LunarDate(day, month, year, is_leap)
        found = lunar_to_solar(asked)
        sure = solar_to_lunar(found) == asked
    except ValueError:
        sure = False
    if not sure:
        raise NoSolarDay(day, month, year, is_leap=is_leap)
    return found
