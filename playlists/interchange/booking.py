"""Booking a whole schedule: tried first, row by row, with nothing kept; then all of it or nothing."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from playlists import actions, queries
from playlists.interchange import labels
from playlists.interchange.wishes import Known, Wish
from playlists.models import Programme
from station import zones
from station.errors import BadInput, StationError
from station.models import Person
from station.roles import Deed, require


class NotBooked(StationError):
    """One row of a schedule cannot be booked, so none is."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason} Chưa lưu dòng nào.")


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
    """Return the rows with what booking them one after the other would be refused for; nothing is kept.

    `without`: the numbers of the rows that nobody wants booked.
    """
    require(by, Deed.PLAN)
    trial = session.begin_nested()
    try:
        return [
            wish if wish.number in without else _tried(session, wish, by=by, now=now, timezone=timezone)
            for wish in found
        ]
    finally:
        trial.rollback()


def book_all(
    session: Session, found: Iterable[Wish], *, by: Person, now: datetime, timezone: tzinfo
) -> list[Programme]:
    """Book every row. Raise NotBooked, Forbidden; the caller then keeps nothing."""
    require(by, Deed.PLAN)
    booked = []
    for wish in found:
        if wish.problems:
            raise NotBooked(wish.entry.place, wish.problems[0])
        try:
            booked.append(_book(session, wish, by=by, now=now, timezone=timezone))
        except StationError as refusal:
            raise NotBooked(wish.entry.place, str(refusal)) from None
    if not booked:
        raise BadInput("rows", "Hãy chọn ít nhất một dòng để đặt lịch.")
    return booked


def _tried(session: Session, wish: Wish, *, by: Person, now: datetime, timezone: tzinfo) -> Wish:
    if wish.problems:
        return wish
    step = session.begin_nested()
    try:
        _book(session, wish, by=by, now=now, timezone=timezone)
    except StationError as refusal:
        step.rollback()
        return replace(wish, problems=(str(refusal),))
    step.commit()
    return wish


def _book(session: Session, wish: Wish, *, by: Person, now: datetime, timezone: tzinfo) -> Programme:
    if wish.timing is None:
        raise BadInput("starts_at", "Chưa rõ ngày giờ phát.")
    return actions.book(
        session, wish.entry.name, wish.playlist_id, wish.zone_ids, wish.timing, by=by, now=now, timezone=timezone
    )
