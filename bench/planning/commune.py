"""What an officer has on the desk when the year is planned: a commune, its campaigns, their announcements."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Notice:
    """One announcement, and how it is queued: a day at most, from when and until when (None: as its campaign)."""

    title: str
    text: str
    a_day: int = 1
    first_day: date | None = None
    last_day: date | None = None
    is_twice: bool = False
    day_part: str = ""
    not_before: str = ""


@dataclass(frozen=True)
class Task:
    """One task of a plan, as a campaign; a goal in minutes where `is_minutes`."""

    name: str
    basis: str
    first_day: date
    last_day: date
    field: str
    unit: str
    goal: int
    notices: tuple[Notice, ...]
    is_minutes: bool = False


@dataclass(frozen=True)
class YearDay:
    """A day of the year for which a campaign is begun from the calendar, so many days before."""

    name: str
    on: date
    notice: Notice


@dataclass(frozen=True)
class Commune:
    """A commune that has just got the station, on the day when its plan is entered."""

    station: str
    zone: str
    hamlets: tuple[str, ...]
    entered_at: datetime
    last_day: date
    field_of_holidays: str
    tasks: tuple[Task, ...]
    holiday: Notice
    year_days: tuple[YearDay, ...] = ()
