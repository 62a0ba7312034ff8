"""Booking a whole schedule: tried first, row by row, with nothing kept; then all of it or nothing."""

import contextlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from playlists import actions, queries
from playlists.booking import checking
from playlists.booking.room import Room
from playlists.interchange import labels
from playlists.interchange.wishes import Known, Wish
from playlists.models import Programme
from playlists.recurring import exceptions
from playlists.recurring.exceptions import AlreadyBegun, NothingThatDay
from playlists.timetable import Booking, DayChange
from station import clock, zones
from station.errors import BadInput, StationError
from station.models import Person
from station.roles import Deed, require

SOON = timedelta(days=60)  # what begins by then is judged in one room: a year from now less this is year enough


class NotBooked(StationError):
    """One row of a schedule cannot be booked, so none is."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason} Chưa lưu dòng nào.")


class Judge:
    """Says of one row after the other whether it may be booked beside those before it; writes nothing.

    What is booked already is read once for all rows that begin soon, and once for each later day.
    """

    def __init__(self, session: Session, *, now: datetime, timezone: tzinfo) -> None:
        self._session, self._now, self._timezone = session, now, timezone
        self._rooms: dict[date, Room] = {}
        self._taken: list[Booking] = []

    def plan(self, wish: Wish) -> Programme:
        """Return the programme that a row comes to. Raise BadInput, NotFound, ClashFound, guard.Forbidden."""
        if wish.timing is None:
            raise BadInput("starts_at", "Chưa rõ ngày giờ phát.")
        told = (wish.entry.name, wish.playlist_id, wish.zone_ids, wish.timing)
        programme = actions.planned(self._session, *told, now=self._now, timezone=self._timezone)
        changes = {day: DayChange(skips=True) for day in wish.entry.without}
        number = -1 - len(self._taken)  # that no programme in the table has
        booking = replace(checking.as_booking(self._session, programme), programme_id=number, changes=changes)
        room = self._room(programme.first_day)
        checking.check(self._session, booking, replace(room, bookings=[*room.bookings, *self._taken]))
        self._taken.append(booking)
        return programme

    def _room(self, first_day: date) -> Room:
        today = clock.local(self._now, self._timezone).date()
        day = today if first_day <= today + SOON else first_day
        if day not in self._rooms:
            self._rooms[day] = checking.room(self._session, day, now=self._now, timezone=self._timezone)
        return self._rooms[day]


def known(session: Session) -> Known:
    """Return what the names in a file may mean."""
    found = queries.playlists(session)
    return Known(
        playlists={each.id: each.name for each in found},
        lengths={each.id: queries.length(session, each) for each in found},
        zones=labels.labels((each.id, each.name, each.slug) for each in zones.all_zones(session)),
        roots=tuple(number for number, parent in zones.parents(session).items() if parent is None),
    )


def tried(
    session: Session,
    found: Sequence[Wish],
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
    without: Container[int] = (),
) -> list[Wish]:
    """Return the rows with what booking them one after the other would be refused for; nothing is written.

    `without`: the numbers of the rows that nobody wants booked.
    """
    require(by, Deed.PLAN)
    judge = Judge(session, now=now, timezone=timezone)
    return [wish if wish.problems or wish.number in without else _tried(judge, wish) for wish in found]


def book_all(
    session: Session, found: Iterable[Wish], *, by: Person, now: datetime, timezone: tzinfo
) -> list[Programme]:
    """Book every row. Raise NotBooked, Forbidden; the caller then keeps nothing."""
    require(by, Deed.PLAN)
    judge = Judge(session, now=now, timezone=timezone)
    planned = [(wish, _planned(judge, wish)) for wish in found]
    if not planned:
        raise BadInput("rows", "Hãy chọn ít nhất một dòng để đặt lịch.")
    for wish, programme in planned:
        actions.keep(session, programme, by=by, now=now)
        for day in wish.entry.without:
            with contextlib.suppress(NothingThatDay, AlreadyBegun):  # then there is nothing to leave out
                exceptions.skip(session, programme.id, day, by=by, now=now, timezone=timezone)
    return [programme for _, programme in planned]


def _planned(judge: Judge, wish: Wish) -> Programme:
    if wish.problems:
        raise NotBooked(wish.entry.place, wish.problems[0])
    try:
        return judge.plan(wish)
    except StationError as refusal:
        raise NotBooked(wish.entry.place, str(refusal)) from None


def _tried(judge: Judge, wish: Wish) -> Wish:
    try:
        judge.plan(wish)
    except StationError as refusal:
        return replace(wish, problems=(str(refusal),))
    return wish
