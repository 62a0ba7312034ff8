"""Shapes of schedules that come from files and go out as papers."""

from datetime import date, time
from typing import Annotated, Self

from pydantic import Field
from spectree.model_adapter.pydantic_adapter import BaseFile

from playlists.catchup import CatchUp
from playlists.interchange.entry import MOST_ENTRIES, Entry
from playlists.interchange.paper import Letterhead
from playlists.interchange.wishes import Choices, Wish
from web.api.schemas import Asked, Day, Digits, Line, Told, WallClock
from web.api.schemas_programmes import ProgrammeAsked


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
    weekdays: list[int]
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
        return cls(
            name=wish.entry.name,
            playlist_id=wish.playlist_id or None,
            zone_ids=list(wish.zone_ids),
            starts_at=timing.starts_at,
            first_day=timing.first_day,
            last_day=timing.last_day,
            weekdays=list(timing.weekdays),
            priority=timing.priority,
            catch_up=timing.catch_up,
            late_minutes=timing.late_minutes,
            hard_end=timing.hard_end,
        )


class ScheduleRowTold(Told):
    """One row of a file: what it comes to, and why it could not be booked as it stands."""

    place: str
    playlist: str
    zones: str
    person: str
    booking: BookingTold | None
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
