"""Shapes of programmes and the timetable."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from playlists.actions import Timing
from playlists.catchup import MOST_LATE_MINUTES, CatchUp
from playlists.daytypes import DayType
from playlists.models import Programme
from playlists.recurring import recurrence, rules
from playlists.timetable import Occurrence
from web.api.schemas import WHOLE, Day, Line, Number, Stretch, Told, WallClock, check_stretch
from web.api.schemas_series import InsteadAsked, RuleShape, rule_of

LONGEST_VIEW = timedelta(days=62)


class ProgrammeAsked(InsteadAsked):
    """A playlist, zones and commune times. `rule` says on which days; without it, `weekdays` (0 is Monday), or once.

    `priority`: 500 ưu tiên, 0 to 100 thường, -100 nhạc nền. `catch_up`: what becomes of interrupted or missed items.
    `hard_end`: the time by which it is over; what would not fit is left out beforehand. `by_day_type`: the playlist
    aired instead on holidays or days of mourning, null for nothing.
    """

    playlist_id: Number
    zone_ids: list[Number] = Field(max_length=1000)
    starts_at: WallClock
    first_day: Day
    last_day: Day | None = None
    weekdays: list[Annotated[int, Field(ge=0, le=6), WHOLE]] = Field(default_factory=list, max_length=7)
    priority: Annotated[int, Field(ge=-100, le=500), WHOLE] = 0
    catch_up: CatchUp | None = None
    late_minutes: Annotated[int, Field(ge=0, le=MOST_LATE_MINUTES), WHOLE] = 0
    hard_end: WallClock | None = None
    rule: RuleShape | None = None
    by_day_type: dict[Literal["holiday", "mourning"], Number | None] = Field(default_factory=dict)
    name: Line = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if self.rule is not None and self.weekdays:
            raise ValueError("Chỉ dùng một trong hai: rule hoặc weekdays.")
        return self

    def timing(self) -> Timing:
        """Return what the actions take."""
        return Timing(
            starts_at=self.starts_at,
            first_day=self.first_day,
            weekdays=self.weekdays,
            last_day=self.last_day,
            priority=self.priority,
            catch_up=self.catch_up,
            late_minutes=self.late_minutes,
            hard_end=self.hard_end,
            rule=rule_of(self.rule),
            by_type={DayType(name): playlist_id for name, playlist_id in self.by_day_type.items()},
        )


class TimetableAsked(Stretch):
    """From when to when; a week from now unless told."""

    def stretch(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the first instant and the one after the last. Raise BadInput."""
        since = self.since or now
        return check_stretch(since, self.until or since + timedelta(days=7), LONGEST_VIEW)


class ProgrammeTold(Told):
    """A booked programme; times and days are the commune's. `rrule`: its rule as RFC 5545 has it, where it can."""

    id: int
    name: str
    playlist_id: int
    zone_ids: list[int]
    starts_at: time
    first_day: date
    last_day: date | None
    weekdays: list[int]
    rule: RuleShape
    rrule: str | None
    by_day_type: dict[str, int | None]
    priority: int
    catch_up: CatchUp
    late_minutes: int
    hard_end: time | None
    booked_by: str
    booked_at: datetime
    ended_at: datetime | None
    follows_id: int | None

    @classmethod
    def of(cls, programme: Programme) -> Self:
        told = {name: getattr(programme, name) for name in cls.model_fields if name != "rrule"}
        return cls.model_validate(told | {"rrule": recurrence.rrule(rules.read(programme.rule))})


class ProgrammesTold(Told):
    """All programmes, those still running first."""

    items: list[ProgrammeTold]


class OccurrenceTold(Told):
    """One start of a programme, in every zone that will sound; `day` is that which the series gave it."""

    key: str
    programme_id: int
    programme_name: str
    playlist_id: int
    starts_at: datetime
    zone_ids: list[int]
    priority: int
    day: date | None
    is_moved: bool
    is_replaced: bool

    @classmethod
    def of(cls, occurrence: Occurrence) -> Self:
        return cls(
            key=occurrence.key,
            programme_id=occurrence.programme_id,
            programme_name=occurrence.programme_name,
            playlist_id=occurrence.playlist_id,
            starts_at=occurrence.starts_at,
            zone_ids=sorted(occurrence.zones),
            priority=occurrence.priority,
            day=occurrence.day,
            is_moved=occurrence.change is not None and occurrence.change.moves,
            is_replaced=occurrence.change is not None and occurrence.change.playlist_id is not None,
        )


class Timetable(Told):
    """What starts in a stretch of time, in order."""

    since: datetime = Field(serialization_alias="from")
    until: datetime = Field(serialization_alias="to")
    items: list[OccurrenceTold]
