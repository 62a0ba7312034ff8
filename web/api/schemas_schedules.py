"""Shapes of schedules that come from files and go out as papers."""

from datetime import date, time
from typing import Annotated, Self

from pydantic import Field, model_validator
from spectree.model_adapter.pydantic_adapter import BaseFile

from playlists.catchup import CatchUp
from playlists.interchange.entry import MOST_ENTRIES, Entry
from playlists.interchange.paper import Letterhead
from playlists.interchange.wishes import Choices, Wish
from playlists.recurring import rules
from web.api.schemas import Asked, Day, Digits, Line, Told, WallClock
from web.api.schemas_programmes import ProgrammeAsked
from web.api.schemas_series import RuleShape


class ScheduleFileAsked(Asked):
    """A schedule as .xlsx, .csv or .ics."""

    file: BaseFile


class ScheduleReadAsked(Asked):
    """What holds where the file is silent: the zone, the first day of weekly rows, when «sáng», «trưa»… begin."""

    zone_id: Digits | None = None
    first_day: Day | None = None
    last_day: Day | None = None
    morning: WallClock | None = None
    noon: WallClock | None = None
    afternoon: WallClock | None = None
    evening: WallClock | None = None

    def choices(self, tomorrow: date) -> Choices:
        """Return what the rows are read by."""
        parts = {"sang": self.morning, "trua": self.noon, "chieu": self.afternoon, "toi": self.evening}
        return Choices(
            first_day=self.first_day or tomorrow,
            last_day=self.last_day,
            zone_ids=(self.zone_id,) if self.zone_id else (),
            sessions={name: at for name, at in parts.items() if at},
        )


class BookingTold(Told):
    """A row as it can be sent back to be booked; without a playlist number one has to be chosen."""

    name: str
    playlist_id: int | None
    zone_ids: list[int]
    starts_at: time
    first_day: date
    last_day: date | None
    rule: RuleShape | None
    weekdays: list[int]
    by_day_type: dict[str, int | None]
    priority: int
    catch_up: CatchUp | None
    late_minutes: int
    hard_end: time | None

    @classmethod
    def of(cls, wish: Wish) -> Self | None:
        """Return what a row comes to, None while its day or time is not known."""
        timing = wish.timing
        if timing is None:
            return None
        told = {name: getattr(timing, name) for name in cls.model_fields if hasattr(timing, name)}
        own = {"name": wish.entry.name, "playlist_id": wish.playlist_id or None, "zone_ids": wish.zone_ids}
        rule = {"rule": rules.kept(timing.rule) if timing.rule else None}
        return cls.model_validate(told | own | rule | {"by_day_type": timing.by_type})


class ScheduleRowTold(Told):
    """One row of a file: what it comes to, and why it could not be booked as it stands.

    `without`: the days of a series that the file leaves out; each is to be skipped once the programme is booked.
    """

    place: str
    playlist: str
    zones: str
    person: str
    booking: BookingTold | None
    without: list[date]
    problems: list[str]
    remarks: list[str]

    @classmethod
    def of(cls, wish: Wish) -> Self:
        entry = wish.entry
        return cls(
            place=entry.place,
            playlist=entry.playlist,
            zones=entry.zones,
            person=entry.person,
            booking=BookingTold.of(wish),
            without=list(entry.without),
            problems=list(wish.problems),
            remarks=list(wish.remarks),
        )


class ScheduleTold(Told):
    """A file's rows in order; nothing of it has been kept."""

    remarks: list[str]
    items: list[ScheduleRowTold]


class ScheduleAsked(Asked):
    """Programmes to be booked together: all of them, or none."""

    items: list[ProgrammeAsked] = Field(min_length=1, max_length=MOST_ENTRIES)

    @model_validator(mode="after")
    def _nothing_gives_way(self) -> Self:
        if any(each.instead_days or each.instead_series for each in self.items):
            raise ValueError("instead_days và instead_series chỉ dùng khi đặt từng chương trình.")
        return self

    def wishes(self) -> list[Wish]:
        """Return what the actions take."""
        return [
            Wish(number, Entry(f"Mục {number + 1}", each.name), each.playlist_id, tuple(each.zone_ids), each.timing())
            for number, each in enumerate(self.items)
        ]


class PaperAsked(Asked):
    """From which day to which, in which zone (all unless told); what stands at the head and foot of the paper."""

    first: Day
    last: Day
    zone_id: Digits | None = None
    authority: Line = ""
    unit: Line = ""
    number: Line = ""
    place: Line = ""
    day: Day | None = None
    title: Line = Letterhead().title
    recipients: Annotated[list[Line], Field(max_length=20)] = Field(default_factory=list)
    signer_role: Annotated[list[Line], Field(max_length=5)] = Field(default_factory=list)
    signer: Line = ""

    def letterhead(self, station_name: str) -> Letterhead:
        """Return the head and foot of the paper."""
        return Letterhead(
            authority=self.authority,
            unit=self.unit or station_name,
            number=self.number,
            place=self.place,
            day=self.day,
            title=self.title,
            recipients=tuple(self.recipients),
            signer_role=tuple(self.signer_role),
            signer=self.signer,
        )


class CalendarAsked(Asked):
    """Of which zone; all of them unless told."""

    zone_id: Digits | None = None
