"""The Vietnamese lunar calendar by another road: real new moons and solstices, and the three rules; for tests only.

Month 11 holds the winter solstice; where thirteen months lie between two of those, the first without a major term is
leap, and has the number of the one before it; a month begins on the day, at UTC+7, on which the moon is new.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

import astronomy

VIETNAM, CHINA = timedelta(hours=7), timedelta(hours=8)
FIRST, LAST = 1948, 2103
SYNODIC = 29.5  # days, about


@dataclass(frozen=True)
class Month:
    """A lunar month: its first solar day, number, and year."""

    starts: date
    number: int
    is_leap: bool
    year: int


@cache
def new_moons() -> tuple[datetime, ...]:
    """Return the instants of all new moons of those years."""
    found = [astronomy.SearchMoonPhase(0, astronomy.Time.Make(FIRST, 1, 1, 0, 0, 0), 40)]
    while found[-1].Utc().year < LAST:
        found.append(astronomy.SearchMoonPhase(0, found[-1].AddDays(SYNODIC - 3), 10))
    return tuple(each.Utc().replace(tzinfo=UTC) for each in found)


@cache
def months(offset: timedelta = VIETNAM) -> tuple[Month, ...]:
    """Return every month in order; the two ends of the years, not whole, are left out."""
    starts = [_day(each, offset) for each in new_moons()]
    solstices = [_solstice(year, offset) for year in range(FIRST, LAST)]
    elevenths = [max(place for place, day in enumerate(starts) if day <= solstice) for solstice in solstices]
    found: list[Month] = []
    for year, (one, other) in zip(range(FIRST, LAST), pairwise(elevenths), strict=False):
        leap = _leap(starts[one : other + 1], offset) if other - one == 13 else None
        number = 11
        for place in range(one, other):
            is_leap = leap == place - one
            number += 0 if is_leap or place == one else 1
            found.append(Month(starts[place], (number - 1) % 12 + 1, is_leap, year if number < 13 else year + 1))
    return tuple(found)


def distance_from_midnight(day: date) -> float:
    """Return how many seconds the new moon that is nearest to a day lies from the midnight that begins it."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - VIETNAM
    return min(abs((each - midnight).total_seconds()) for each in new_moons())


def _leap(starts: list[date], offset: timedelta) -> int:
    """Return which of thirteen months is the first in which the sun enters no sign."""
    signs = [_sign(day, offset) for day in starts]
    return next(place for place, (one, other) in enumerate(pairwise(signs)) if one == other)


def _sign(day: date, offset: timedelta) -> int:
    """Return in which twelfth of its way the sun stands when a day begins."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - offset
    moment = astronomy.Time.Make(midnight.year, midnight.month, midnight.day, midnight.hour, 0, 0)
    return int(astronomy.SunPosition(moment).elon // 30)


def _solstice(year: int, offset: timedelta) -> date:
    found = astronomy.SearchSunLongitude(270, astronomy.Time.Make(year, 12, 1, 0, 0, 0), 40)
    return _day(found.Utc().replace(tzinfo=UTC), offset)


def _day(moment: datetime, offset: timedelta) -> date:
    return (moment + offset).date()
