"""Shapes of the year: the days that the commune keeps, and what each day comes to."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Annotated, Self

from pydantic import Field
from spectree.model_adapter.pydantic_adapter import BaseFile

from playlists.models import YearDay
from playlists.year import yearkeeping
from playlists.year.daysasked import MOST_AIRINGS, MOST_LEAD, MOST_MINUTES, DayAsked, Lead
from playlists.year.fallstyped import YEARS
from playlists.year.yeardays import LONGEST, Kind
from playlists.year.yearqueries import Cell, Coming, Silent
from station.errors import BadInput
from station.lunar import LunarDay
from web.api.schemas import WHOLE, Asked, Day, Line, Prose, ShortLine, Told

MOST_DAYS = 366


class LeadAsked(Asked):
    """The campaign that a day usually begins, so many days before it; a goal of 0 is none, and one is enough."""

    days: Annotated[int, Field(ge=0, le=MOST_LEAD), WHOLE]
    name: Line = ""
    basis: Prose = ""
    field: ShortLine = ""
    unit: Line = ""
    goal_airings: Annotated[int, Field(ge=0, le=MOST_AIRINGS), WHOLE] = 0
    goal_minutes: Annotated[int, Field(ge=0, le=MOST_MINUTES), WHOLE] = 0


class DayShape(Asked):
    """A day; `falls` as people write it: 20/11, 10/3 âm lịch, thứ Bảy cuối cùng của tháng 3, 31/08/2026."""

    name: Line
    kind: Kind
    falls: Line
    days: Annotated[int, Field(ge=1, le=LONGEST), WHOLE] = 1
    note: Prose = ""
    is_on: bool = True
    lead: LeadAsked | None = None

    def asked(self) -> DayAsked:
        """Return what the actions take."""
        lead = Lead(**self.lead.model_dump()) if self.lead else None
        return DayAsked(self.name, self.kind, self.falls, self.days, self.note, self.is_on, lead)


class DaysTableAsked(Asked):
    """A table in CSV or TSV, in UTF-8, with the columns of the export; tên, loại and ngày are needed."""

    file: BaseFile


class DayCampaignAsked(Asked):
    """The date on which the day falls that its campaign is for."""

    on: Day


class YearAsked(Asked):
    """A year."""

    year: Annotated[int, Field(ge=YEARS[0], le=YEARS[-1]), WHOLE]


class YearStretchAsked(Asked):
    """From which day to which, both included."""

    since: Day
    until: Day

    def stretch(self) -> tuple[date, date]:
        """Return the days asked for. Raise BadInput."""
        if not self.since <= self.until < self.since + timedelta(days=MOST_DAYS):
            raise BadInput("until", f"Ngày cuối phải sau ngày đầu, và mỗi lần xem được nhiều nhất {MOST_DAYS} ngày.")
        if self.since.year not in YEARS or self.until.year not in YEARS:
            raise BadInput("until", f"Lịch có từ năm {YEARS[0]} đến năm {YEARS[-1]}.")
        return self.since, self.until


class LeadTold(Told):
    """The campaign that a day usually begins."""

    days: int
    name: str
    basis: str
    field: str
    unit: str
    goal_airings: int
    goal_minutes: int


class DayTold(Told):
    """A day that the commune keeps."""

    id: int
    name: str
    kind: Kind
    falls: str
    days: int
    note: str
    is_on: bool
    lead: LeadTold | None

    @classmethod
    def of(cls, day: YearDay) -> Self:
        return cls.model_validate({"id": day.id, **asdict(yearkeeping.asked(day))})


class DaysTold(Told):
    """Every day that the commune keeps, those switched off included."""

    items: list[DayTold]


class DaysTaken(Told):
    """How many days were new or changed."""

    changed: int


class LunarTold(Told):
    """A day of the Vietnamese lunar calendar; `can_chi` is the year's name."""

    day: int
    month: int
    is_leap: bool
    year: int
    can_chi: str

    @classmethod
    def of(cls, lunar: LunarDay) -> Self:
        return cls.model_validate(lunar, from_attributes=True)


class KeptTold(Told):
    """A day of the commune where it falls: from first to last."""

    id: int
    name: str
    kind: Kind
    first: date
    last: date


class CellTold(Told):
    """One day: its lunar date, its type (ordinary, holiday, mourning), what is kept on it, what runs and is aired."""

    date: date
    lunar: LunarTold | None
    type: str
    is_public_holiday: bool
    days: list[KeptTold]
    campaigns: list[int]
    programmes: int

    @classmethod
    def of(cls, cell: Cell) -> Self:
        kept = [
            KeptTold(id=each.day.number, name=each.day.name, kind=each.day.kind, first=each.first, last=each.last)
            for each in cell.kept
        ]
        return cls(
            date=cell.on,
            lunar=LunarTold.of(cell.lunar) if cell.lunar else None,
            type=cell.type,
            is_public_holiday=cell.is_public_holiday,
            days=kept,
            campaigns=[each.id for each in cell.campaigns],
            programmes=cell.programmes,
        )


class DayCampaignTold(Told):
    """The campaign that was started, from when to when."""

    campaign_id: int
    name: str
    first_day: date
    last_day: date


class ComingDayTold(Told):
    """A day that is coming; `campaign_first` and `_last`: when its campaign runs or would, null if none is set down."""

    day_id: int
    name: str
    first: date
    last: date
    campaign_id: int | None
    campaign_first: date | None
    campaign_last: date | None

    @classmethod
    def of(cls, coming: Coming) -> Self:
        first, last = coming.campaign_days or (None, None)
        return cls(
            day_id=coming.day.id,
            name=coming.day.name,
            first=coming.kept.first,
            last=coming.kept.last,
            campaign_id=coming.campaign.id if coming.campaign else None,
            campaign_first=first,
            campaign_last=last,
        )


class ComingDays(Told):
    """The days of the next sixty days, in order."""

    items: list[ComingDayTold]


class SilentTold(Told):
    """What a day of mourning silences: one title of a programme, or (null) all of a programme of music."""

    date: date
    starts_at: datetime
    programme_name: str
    title: str | None

    @classmethod
    def of(cls, silent: Silent) -> Self:
        told = {"starts_at": silent.starts_at, "programme_name": silent.programme_name, "title": silent.title}
        return cls.model_validate({"date": silent.on, **told})


class SilentItems(Told):
    """What the days of mourning among the next sixty silence."""

    items: list[SilentTold]


class CalendarTold(Told):
    """Every day of a stretch, in order."""

    items: list[CellTold]
