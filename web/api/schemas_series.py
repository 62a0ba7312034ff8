"""Shapes of recurrence, and of what is different about single days of a programme."""

from datetime import date, datetime, time
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from playlists.booking.series import Instead
from playlists.models import ProgrammeException
from playlists.recurring import recurrence, rules
from playlists.recurring.recurrence import Rule
from web.api.schemas import WHOLE, Asked, Day, Number, Told, WallClock

Weekday = Annotated[int, Field(ge=0, le=6), WHOLE]


class OnceRule(Asked):
    """On the first day only."""

    kind: Literal["once"]


class WeeklyRule(Asked):
    """On these weekdays (0 is Monday), every so many weeks counted from that of the first day."""

    kind: Literal["weekly"]
    weekdays: list[Weekday] = Field(max_length=7)
    every: Annotated[int, Field(ge=1, le=recurrence.MOST_WEEKS), WHOLE] = 1


class MonthDaysRule(Asked):
    """On days of every month, 1 to 31, or -1: the last; a month without such a day leaves it out."""

    kind: Literal["month_days"]
    days: list[Annotated[int, Field(ge=-1, le=31), WHOLE]] = Field(max_length=recurrence.MOST_DAYS)


class MonthWeekdayRule(Asked):
    """On the first to fourth, or (-1) the last, of a weekday in every month."""

    kind: Literal["month_weekday"]
    nth: Annotated[int, Field(ge=-1, le=4), WHOLE]
    weekday: Weekday


class YearlyRule(Asked):
    """On a day of the year; the 29th of February in leap years only."""

    kind: Literal["yearly"]
    month: Annotated[int, Field(ge=1, le=12), WHOLE]
    day: Annotated[int, Field(ge=1, le=31), WHOLE]


class LunarDaysRule(Asked):
    """On days of every lunar month, leap months too; a short month has no 30th."""

    kind: Literal["lunar_days"]
    days: list[Annotated[int, Field(ge=1, le=30), WHOLE]] = Field(max_length=recurrence.MOST_DAYS)


class HolidayEvesRule(Asked):
    """On the day before each public holiday, or run of them."""

    kind: Literal["holiday_eves"]


class HolidaysRule(Asked):
    """On each public holiday."""

    kind: Literal["holidays"]


RuleShape = Annotated[
    OnceRule
    | WeeklyRule
    | MonthDaysRule
    | MonthWeekdayRule
    | YearlyRule
    | LunarDaysRule
    | HolidayEvesRule
    | HolidaysRule,
    Field(discriminator="kind"),
]


def rule_of(shape: Asked | None) -> Rule | None:
    """Return the rule of a shape. Raise BadRule."""
    return rules.read(shape.model_dump()) if shape is not None else None


class InsteadAsked(Asked):
    """What gives way where it clashes: programmes skipped on the days they meet, and programmes ended."""

    instead_days: list[Number] = Field(default_factory=list, max_length=100)
    instead_series: list[Number] = Field(default_factory=list, max_length=100)

    def instead(self) -> Instead:
        """Return what the actions take."""
        return Instead(frozenset(self.instead_days), frozenset(self.instead_series))


class ExceptionAsked(InsteadAsked):
    """What is to be different about one day: it is skipped, or moved (`day` and `time`), or airs another playlist."""

    skip: bool = False
    day: Day | None = None
    time: WallClock | None = None
    playlist_id: Number | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        moves = self.day is not None or self.time is not None
        if [self.skip, moves, self.playlist_id is not None].count(True) != 1:
            raise ValueError(
                "Mỗi lần chỉ một việc: nghỉ (skip), dời (day, time) hoặc thay danh sách phát (playlist_id)."
            )
        return self


class ExceptionTold(Told):
    """What is different about one day of the series; who said so and when."""

    day: date
    skips: bool
    to_day: date | None
    to_time: time | None
    playlist_id: int | None
    made_by: str
    made_at: datetime

    @classmethod
    def of(cls, row: ProgrammeException) -> Self:
        return cls.model_validate(row, from_attributes=True)


class ExceptionsTold(Told):
    """All days of a programme that are different, in order."""

    items: list[ExceptionTold]

    @classmethod
    def of(cls, rows: list[ProgrammeException]) -> Self:
        return cls(items=[ExceptionTold.of(each) for each in rows])


class LastDayAsked(Asked):
    """The last day of a series; null: it goes on."""

    last_day: Day | None = None
