"""What may be answered to a clash: the nearest later start at which everything fits; reads, changes nothing."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from playlists import guard
from playlists.booking import checking
from playlists.booking.clashes import ClashFound
from playlists.timetable import Booking
from station import clock

MOST_TRIALS = 12
ONE_MINUTE = timedelta(minutes=1)
SOME_DAY = date(2000, 1, 1)


def later_start(
    session: Session,
    starting: Callable[[time], Booking],
    first_day: date,
    refused: ClashFound,
    *,
    now: datetime,
    timezone: tzinfo,
) -> time | None:
    """Return the first start after a clash, later the same day, that the guard and everything booked allow."""
    room = checking.room(session, first_day, now=now, timezone=timezone)
    at: time | None = _minute_after(clock.local(refused.clash.free_from, timezone).time())
    earliest = clock.local(refused.clash.wanted.starts_at, timezone).time()
    for _ in range(MOST_TRIALS):
        if at is None or at <= earliest:  # past midnight
            return None
        try:
            checking.check(session, starting(at), room)
        except ClashFound as clash:
            earliest, at = at, _minute_after(clock.local(clash.clash.free_from, timezone).time())
        except guard.Forbidden as barred:
            earliest, at = at, barred.nearest.time() if barred.nearest else None
        else:
            return at
    return None


def _minute_after(at: time) -> time:
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else (datetime.combine(SOME_DAY, whole) + ONE_MINUTE).time()
