"""Items that begin at a time of day: which instant that is in an occurrence, and what room is left before it; pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo

from playlists.rundown import FRAME, Line
from station import clock

ONE_DAY = timedelta(days=1)
HALF_A_DAY = timedelta(hours=12)
NOTHING = timedelta(0)


def instant(starts_at: datetime, hard_start: time, timezone: tzinfo) -> datetime:
    """Return the instant that a time of day is in an occurrence: the nearest to its start.

    What lies before the start was meant to be earlier, and is past when the occurrence begins.
    """
    day = clock.local(starts_at, timezone).date()
    candidates = (clock.instant(day + days * ONE_DAY, hard_start, timezone) for days in (-1, 0, 1))
    return min(candidates, key=lambda found: abs(found - starts_at))


def timed(lines: Sequence[Line], starts_at: datetime, timezone: tzinfo) -> tuple[Line, ...]:
    """Return the lines of an occurrence with the instants at which they begin."""
    return tuple(
        line if line.hard_start is None else line._replace(begins=instant(starts_at, line.hard_start, timezone))
        for line in lines
    )


def order_problem(hard_starts: Iterable[time]) -> tuple[time, time] | None:
    """Return two times of day in a playlist's order that no occurrence can keep: the second lies before the first.

    From the first on they may cross midnight, within twelve hours.
    """
    reached, before = NOTHING, None
    for at in hard_starts:
        if before is not None:
            step = ahead(before, at)
            reached += step
            if not step or reached >= HALF_A_DAY:
                return before, at
        before = at
    return None


def ahead(begin: time, end: time) -> timedelta:
    """Return how far ahead of one time of day another lies, less than a day."""
    return (_of_day(end) - _of_day(begin)) % ONE_DAY


def is_ahead(starts_at: time, hard_start: time) -> bool:
    """Can a programme that begins then keep this time?"""
    return ahead(starts_at, hard_start) < HALF_A_DAY


def room_left(
    lines: Sequence[Line],
    place: int,
    frames: Mapping[str, int],
    *,
    starts_at: datetime,
    ends_by: datetime | None,
) -> timedelta | None:
    """Return the time that the line at `place` may fill; None where nothing bounds it.

    It lies between the last fixed time before the line (its own, an earlier hard start, or the start) and the first
    after it (a hard start, or the hard end), without what the other lines there take. `frames` says by the lines'
    keys how long each sounds, 0 (or no word) of what is refused or not drawn yet; the line's own frames do not count.
    """
    begin, end, first, last = starts_at, ends_by, 0, len(lines)
    for number, line in enumerate(lines):
        if line.begins is None or line.begins < starts_at or (number != place and not frames.get(line.key)):
            continue
        if number > place:
            end, last = line.begins, number
            break
        begin, first = line.begins, number
    if end is None:
        return None
    others = [line for number, line in enumerate(lines[first:last], first) if number != place]
    while others and others[-1].announcement_id is None and last < len(lines):
        others.pop()  # a pause right before a hard start gives way
    taken = sum(line.pause_frames + frames.get(line.key, 0) for line in others)
    return max(NOTHING, end - begin - taken * FRAME)


def _of_day(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
