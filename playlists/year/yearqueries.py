"""The year as pages show it: each day with its lunar date, what the commune keeps on it, and how many programmes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from content.models import Campaign
from content.queries import musical
from playlists import queries
from playlists.daytypes import DayType
from playlists.models import YearDay
from playlists.year import calendar, daycampaigns, mourning, yeardays, yearkeeping
from playlists.year.daysasked import period
from playlists.year.yeardays import DECIDING, Kept
from station import clock
from station.lunar import LunarDay, NoLunarDay, lunar_day

ONE_DAY = timedelta(days=1)
SOON = timedelta(days=60)


@dataclass(frozen=True)
class Cell:
    """One day of a calendar."""

    on: date
    lunar: LunarDay | None
    type: DayType
    is_public_holiday: bool
    kept: tuple[Kept, ...]
    campaigns: tuple[Campaign, ...]
    programmes: int


@dataclass(frozen=True)
class Coming:
    """A day that is coming, and the campaign that it began, if somebody has started it."""

    day: YearDay
    kept: Kept
    campaign: Campaign | None

    @property
    def campaign_days(self) -> tuple[date, date] | None:
        """From when to when its campaign runs, or would; None where none is set down."""
        lead = yearkeeping.asked(self.day).lead
        return period(lead, self.kept) if lead else None


@dataclass(frozen=True)
class Silent:
    """What will not sound on a day of mourning: a title, or None for a whole programme of music."""

    on: date
    starts_at: datetime
    programme_name: str
    title: str | None


def cells(session: Session, first: date, last: date, *, timezone: tzinfo) -> list[Cell]:
    """Return every day of [first, last]."""
    types = calendar.read(session, first, last)
    kept, campaigns = falling(session, first, last), daycampaigns.running(session, first, last)
    starts = queries.coming(session, _midnight(first, timezone), _midnight(last + ONE_DAY, timezone), timezone)
    programmes = Counter(clock.local(each.starts_at, timezone).date() for each in starts)
    return [
        Cell(
            on=on,
            lunar=_lunar(on),
            type=types.type_of(on),
            is_public_holiday=on in types.public_holidays,
            kept=tuple(each for each in kept if each.first <= on <= each.last),
            campaigns=tuple(each for each in campaigns if each.first_day <= on <= each.last_day),
            programmes=programmes[on],
        )
        for on in (first + ONE_DAY * number for number in range((last - first).days + 1))
    ]


def falling(session: Session, first: date, last: date) -> list[Kept]:
    """Return what falls on or reaches into [first, last] of the days that are switched on."""
    return yeardays.kept([yearkeeping.value(day) for day in yearkeeping.days(session) if day.is_on], first, last)


def names(session: Session, first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Return the names of the days off, in exchange and of mourning: what makes a day another than an ordinary one."""
    told: dict[date, tuple[str, ...]] = {}
    for each in falling(session, first, last):
        if each.day.kind in DECIDING:
            for number in range((each.last - each.first).days + 1):
                on = each.first + ONE_DAY * number
                name = each.day.name.removesuffix(f"{on:%d/%m/%Y}").rstrip()  # whoever shows it shows the date too
                told[on] = (*told.get(on, ()), name)
    return told


def coming(session: Session, today: date) -> list[Coming]:
    """Return what begins within the next sixty days, today included; a season already running is not coming."""
    rows, begun = {day.id: day for day in yearkeeping.days(session)}, daycampaigns.begun(session)
    return [
        Coming(rows[each.day.number], each, begun.get((each.day.number, each.first)))
        for each in falling(session, today, today + SOON)
        if each.first >= today
    ]


def of_year(session: Session, year: int) -> tuple[list[tuple[YearDay, Kept]], list[YearDay]]:
    """Return the days in the order in which they fall in a year, and those that do not."""
    rows = {day.id: day for day in yearkeeping.days(session)}
    kept = yeardays.kept(map(yearkeeping.value, rows.values()), date(year, 1, 1), date(year, 12, 31))
    found = [(rows[each.day.number], each) for each in kept if each.first.year == year]
    there = {day.id for day, _ in found}
    return found, [day for number, day in rows.items() if number not in there]


def silent(session: Session, today: date, *, timezone: tzinfo) -> list[Silent]:
    """Return what the coming days of mourning will silence, so that it can be replaced in time."""
    types = calendar.read(session, today, today + SOON).types
    found: list[Silent] = []
    for on in sorted(day for day, kind in types.items() if kind is DayType.MOURNING):
        found += _silent_on(session, on, timezone)
    return found


def _silent_on(session: Session, on: date, timezone: tzinfo) -> list[Silent]:
    starts = queries.coming(session, _midnight(on, timezone), _midnight(on + ONE_DAY, timezone), timezone)
    lines = queries.all_lines(session, (each.playlist_id for each in starts))
    numbers = {line.announcement_id or 0 for found in lines.values() for line in found}
    music = musical(session, numbers)
    found: list[Silent] = []
    for each in starts:
        its_titles: Sequence[str | None] = [None]
        if not mourning.is_filler(each):
            its_lines = (line.announcement_id or 0 for line in lines.get(each.playlist_id, ()))
            its_titles = [music[number].title for number in dict.fromkeys(its_lines) if number in music]
        found += [Silent(on, each.starts_at, each.programme_name, title) for title in its_titles]
    return found


def _midnight(day: date, timezone: tzinfo) -> datetime:
    return clock.instant(day, time(0), timezone)


def _lunar(day: date) -> LunarDay | None:
    try:
        return lunar_day(day)
    except NoLunarDay:
        return None
