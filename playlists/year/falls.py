"""When a day of the year falls: each year by the sun, by the moon, on a weekday of a month, or just once; pure.

A day that a year does not have falls on the last one of its month: 29 February on the 28th, the 30th of a short
lunar month on the 29th. So «30/12 âm lịch» is the last day of every lunar year, giao thừa.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from station.lunar import NoSolarDay, solar_day

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
TURNS = {1: "đầu tiên", 2: "thứ hai", 3: "thứ ba", 4: "thứ tư", -1: "cuối cùng"}
LONGEST_MONTH = 30  # days of a lunar month


@dataclass(frozen=True)
class Solar:
    """A day and a month of every solar year."""

    day: int
    month: int

    def in_year(self, year: int) -> tuple[date, ...]:
        """Return the day of this solar year."""
        return (date(year, self.month, min(self.day, monthrange(year, self.month)[1])),)

    def __str__(self) -> str:
        return f"{self.day}/{self.month} dương lịch"


@dataclass(frozen=True)
class Lunar:
    """A day and a month of every lunar year, or of one; a leap month only in the years that have it."""

    day: int
    month: int
    is_leap: bool = False
    year: int | None = None

    def in_year(self, year: int) -> tuple[date, ...]:
        """Return the days of this solar year, of two lunar ones: none, one, or two of a late month."""
        years = (year - 1, year) if self.year is None else (self.year,)
        found = (self._in_lunar_year(each) for each in years)
        return tuple(each for each in found if each is not None and each.year == year)

    def _in_lunar_year(self, year: int) -> date | None:
        for day in (self.day, LONGEST_MONTH - 1) if self.day == LONGEST_MONTH else (self.day,):
            try:
                return solar_day(day, self.month, year, is_leap=self.is_leap)
            except NoSolarDay:
                continue
        return None

    def __str__(self) -> str:
        year = f"/{self.year}" if self.year is not None else ""
        return f"{self.day}/{self.month}{year}{' nhuận' if self.is_leap else ''} âm lịch"


@dataclass(frozen=True)
class InMonth:
    """The first to fourth, or (-1) the last of a weekday in a month; 0 is Monday."""

    weekday: int
    turn: int
    month: int

    def in_year(self, year: int) -> tuple[date, ...]:
        """Return the day of this year."""
        first = date(year, self.month, 1)
        days = [first + timedelta(days=number) for number in range(monthrange(year, self.month)[1])]
        found = [each for each in days if each.weekday() == self.weekday]
        return (found[self.turn if self.turn < 0 else self.turn - 1],)

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {TURNS[self.turn]} của tháng {self.month}"


@dataclass(frozen=True)
class Once:
    """One exact date."""

    on: date

    def in_year(self, year: int) -> tuple[date, ...]:
        """Return the date in its own year."""
        return (self.on,) if self.on.year == year else ()

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


Falls = Solar | Lunar | InMonth | Once


def is_once(falls: Falls) -> bool:
    """Does it fall in one year only?"""
    return isinstance(falls, Once) or (isinstance(falls, Lunar) and falls.year is not None)
