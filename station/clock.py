"""The only place that reads the clock, and the only one that turns commune time into instants and back."""

import time as _time
from datetime import UTC, date, datetime, time, tzinfo


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the place


def monotonic() -> float:
    """Return seconds on a clock that nobody can set."""
    return _time.monotonic()


def awake() -> float:
    """Return seconds on a clock that nobody can set and that goes on while the machine is suspended."""
    return _time.clock_gettime(_time.CLOCK_BOOTTIME)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the UTC instant of a wall-clock time in the commune.

    A time that a clock change skips or repeats is read as the earlier of its two meanings (PEP 495, fold=0).
    """
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Return the commune's wall-clock time of an instant."""
    return moment.astimezone(zone)


def until_next(seconds: float) -> float:
    """Return the seconds until the next whole multiple of a period: who sleeps by it wakes together with others.

    A processor woken once for three things works less than one woken three times.
    """
    return seconds - monotonic() % seconds
