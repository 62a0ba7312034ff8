"""What a new programme is judged against: everything that is booked for the year ahead; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, tzinfo
from functools import partial

from playlists.booking.clashes import LOOK_AHEAD, Clash, Lasts, clashes, first_clash
from playlists.daytypes import Calendar
from playlists.timetable import Booking
from station import clock


@dataclass(frozen=True)
class Room:
    """The programmes that are booked, how long playlists last, and the calendar of the year ahead of `now`."""

    bookings: Sequence[Booking]
    lasts: Lasts
    calendar: Calendar
    now: datetime
    timezone: tzinfo

    @property
    def midnight(self) -> datetime:
        """The beginning of today."""
        return clock.instant(clock.local(self.now, self.timezone).date(), time(0), self.timezone)

    @property
    def until(self) -> datetime:
        """The end of what is looked at."""
        return self.now + LOOK_AHEAD

    def without(self, programme_id: int) -> "Room":
        """Return the room without one programme."""
        return replace(self, bookings=[each for each in self.bookings if each.programme_id != programme_id])

    def beside(self, booking: Booking) -> "Room":
        """Return the room with one more programme, or another form of one."""
        return replace(self, bookings=[*self.without(booking.programme_id).bookings, booking])

    def clash(self, wanted: Booking) -> Clash | None:
        """Return the earliest overlap of what is wanted with an equal."""
        told = partial(first_clash, now=self.now, timezone=self.timezone, calendar=self.calendar)
        return told(wanted, self.bookings, self.lasts)

    def clashes_with(self, wanted: Booking, programme_id: int) -> list[Clash]:
        """Return every overlap of what is wanted with one programme, in order."""
        others = [each for each in self.bookings if each.programme_id == programme_id]
        told = partial(clashes, now=self.now, timezone=self.timezone, calendar=self.calendar)
        return sorted(told(wanted, others, self.lasts, is_every=True), key=lambda each: each.booked.starts_at)
