"""Two programmes in one place at one time: found before they are booked; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from playlists import priority
from playlists.timetable import Booking, Occurrence, occurrences
from station import clock
from station.errors import StationError

LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Clash:
    """A new occurrence would sound over a booked one."""

    wanted: Occurrence
    booked: Occurrence


class ClashFound(StationError):
    """The zone is taken at that time."""

    def __init__(self, clash: Clash, free_from: datetime, timezone: tzinfo) -> None:
        at, free = (clock.local(moment, timezone) for moment in (clash.booked.starts_at, free_from))
        super().__init__(
            f"Trùng giờ với chương trình «{clash.booked.programme_name}» lúc {at:%H:%M ngày %d/%m/%Y}; "
            f"khu vực này rảnh từ {free:%H:%M:%S}."
        )


def first_clash(
    wanted: Booking,
    wanted_length: timedelta,
    others: Iterable[tuple[Booking, timedelta]],
    *,
    now: datetime,
    timezone: tzinfo,
) -> Clash | None:
    """Return the earliest overlap with an equal in the next sixty days, each programme with the length it has now.

    Where one outranks the other there is no clash: the higher one sounds, by the order of priorities.
    """
    others = list(others)
    lengths = {booking.programme_id: length for booking, length in others}
    rank = priority.kind(wanted.priority)
    rivals = [each for each, _ in others if each.zones & wanted.zones and priority.kind(each.priority) is rank]
    begin = now - max([timedelta(0), *lengths.values()])
    booked = occurrences(rivals, begin, now + LOOK_AHEAD, timezone)
    for mine in occurrences([wanted], now, now + LOOK_AHEAD, timezone):
        for other in booked:
            length = lengths[other.programme_id]
            if mine.starts_at < other.starts_at + length and other.starts_at < mine.starts_at + wanted_length:
                return Clash(mine, other)
    return None
