"""The guard: when a zone may sound at all, how often and how long; pure.

Defaults follow practice that communes and provinces have published: two or three sessions a day, none before 05:30 or
late in the evening, 45 minutes a session including relays (Hà Nội and Vĩnh Phúc rules). Only khẩn cấp passes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from station import clock
from station.errors import BadInput, StationError

ONE_DAY = timedelta(days=1)
MIDNIGHT = time(0)
LATE_START = time(6)  # near a school or a hospital
ALL_WEEK = frozenset(range(7))  # 0 is Monday


@dataclass(frozen=True)
class Window:
    """A stretch of the day in which a zone may sound, on these weekdays; `ends` 00:00 is the end of the day."""

    starts: time
    ends: time
    weekdays: frozenset[int] = ALL_WEEK

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{'24:00' if self.ends == MIDNIGHT else f'{self.ends:%H:%M}'}"


@dataclass(frozen=True)
class Bounds:
    """What is allowed in one zone; 0 sessions or minutes: no limit of that kind.

    By `quieter_db` everything below khẩn cấp is made quieter, near a school or a hospital.
    """

    windows: tuple[Window, ...]
    sessions_a_day: int = 3
    session_minutes: int = 45
    day_minutes: int = 120
    is_sensitive: bool = False
    quieter_db: int = 0

    def on(self, day: date) -> tuple[Window, ...]:
        """Return the windows of a day, in order; a sensitive place begins later."""
        todays = sorted((each for each in self.windows if day.weekday() in each.weekdays), key=lambda each: each.starts)
        if not self.is_sensitive:
            return tuple(todays)
        later = (Window(max(each.starts, LATE_START), each.ends, each.weekdays) for each in todays)
        return tuple(each for each in later if each.ends == MIDNIGHT or each.starts < each.ends)


DEFAULT = Bounds((Window(time(5, 30), time(6, 30)), Window(time(16, 45), time(18, 0))))
ALWAYS = Bounds((Window(MIDNIGHT, MIDNIGHT),), sessions_a_day=0, session_minutes=0, day_minutes=0)


class BadWindow(StationError):
    """A window that cannot be meant."""

    def __init__(self, window: Window) -> None:
        super().__init__(
            f"Khung giờ {window} không dùng được: giờ kết thúc phải sau giờ bắt đầu; "
            "khung giờ qua nửa đêm hãy chia làm hai."
        )


class Forbidden(BadInput):
    """A programme would sound when the guard says no."""

    def __init__(self, zone_name: str, reason: str, nearest: datetime | None) -> None:
        self.nearest = nearest
        advice = f"; giờ gần nhất được phép: {nearest:%H:%M ngày %d/%m/%Y}" if nearest else ""
        super().__init__("starts_at", f"{zone_name}: {reason}{advice}.")


@dataclass(frozen=True)
class Session:
    """One occurrence as the guard sees it."""

    key: str
    starts_at: datetime
    length: timedelta


def check_windows(windows: Iterable[Window]) -> None:
    """Raise BadWindow for one that ends before it starts or has no day."""
    for window in windows:
        if not window.weekdays or (window.ends != MIDNIGHT and window.ends <= window.starts):
            raise BadWindow(window)


def bounds_of(zone_id: int, parents: Mapping[int, int | None], rules: Mapping[int | None, Bounds]) -> Bounds:
    """Return what holds in a zone: its own rule, else that of the nearest zone above it, else the station's."""
    here: int | None = zone_id
    for _ in range(len(parents) + 1):
        if here in rules or here is None:
            break
        here = parents.get(here)
    return rules.get(here) or rules.get(None) or DEFAULT


def barred(bounds: Bounds, since: datetime, until: datetime, zone: tzinfo) -> list[tuple[datetime, datetime, str]]:
    """Return the stretches of [since, until) in which nothing below khẩn cấp may sound, each with its reason."""
    found = []
    day = clock.local(since, zone).date()
    while (midnight := clock.instant(day, MIDNIGHT, zone)) < until:
        after = clock.instant(day + ONE_DAY, MIDNIGHT, zone)
        allowed = bounds.on(day)
        reason = _reason(allowed)
        edge = midnight
        for window in allowed:
            opens = clock.instant(day, window.starts, zone)
            if edge < opens:
                found.append((edge, opens, reason))
            edge = max(edge, _closes(window, day, zone))
        if edge < after:
            found.append((edge, after, reason))
        day += ONE_DAY
    return [(max(start, since), min(end, until), why) for start, end, why in found if start < until and end > since]


def too_many(bounds: Bounds, sessions: Sequence[Session], zone: tzinfo) -> dict[str, str]:
    """Return the sessions of one zone that its caps do not allow, by key, and why; earlier ones come first."""
    refused: dict[str, str] = {}
    counts: dict[date, int] = {}
    spent: dict[date, timedelta] = {}
    for session in sorted(sessions, key=lambda each: (each.starts_at, each.key)):
        day = clock.local(session.starts_at, zone).date()
        if reason := _excess(bounds, counts.get(day, 0), spent.get(day, timedelta(0)), session.length):
            refused[session.key] = reason
        else:
            counts[day] = counts.get(day, 0) + 1
            spent[day] = spent.get(day, timedelta(0)) + session.length
    return refused


def limits(
    bounds: Bounds, starts: Iterable[tuple[str, datetime]], zone: tzinfo
) -> dict[str, tuple[datetime, datetime, str]]:
    """Return for the sessions of one zone, by key, from when on each may not sound, till when, and why."""
    counts: dict[date, int] = {}
    found = {}
    for key, starts_at in sorted(starts, key=lambda each: (each[1], each[0])):
        day = clock.local(starts_at, zone).date()
        if bounds.sessions_a_day and counts.get(day, 0) >= bounds.sessions_a_day:
            found[key] = (starts_at, starts_at + ONE_DAY, f"quá {bounds.sessions_a_day} buổi phát một ngày")
            continue
        counts[day] = counts.get(day, 0) + 1
        if bounds.session_minutes:
            over = starts_at + timedelta(minutes=bounds.session_minutes)
            found[key] = (over, starts_at + ONE_DAY, f"quá {bounds.session_minutes} phút một buổi phát")
    return found


def refusal(bounds: Bounds, starts_at: datetime, length: timedelta, zone: tzinfo) -> str | None:
    """Return why a session may not sound then, None when it may."""
    closed = barred(bounds, starts_at, starts_at + max(length, timedelta(seconds=1)), zone)
    return closed[0][2] if closed else _excess(bounds, 0, timedelta(0), length)


def nearest(bounds: Bounds, starts_at: datetime, length: timedelta, zone: tzinfo) -> datetime | None:
    """Return the allowed start nearest to a wanted one (commune time), within a week either way."""
    if _excess(bounds, 0, timedelta(0), length):
        return None
    day = clock.local(starts_at, zone).date()
    days = [day + shift * ONE_DAY for shift in range(-7, 8)]
    starts = [start for each in days for start in _starts(bounds, each, starts_at, length, zone)]
    best = min(starts, key=lambda each: (abs(each - starts_at), each), default=None)
    return clock.local(best, zone) if best else None


def _starts(bounds: Bounds, day: date, wanted: datetime, length: timedelta, zone: tzinfo) -> list[datetime]:
    found = []
    for window in bounds.on(day):
        opens, closes = clock.instant(day, window.starts, zone), _closes(window, day, zone)
        if closes - opens >= length:
            found.append(min(max(wanted, opens), closes - length))
    return found


def _closes(window: Window, day: date, zone: tzinfo) -> datetime:
    return clock.instant(day + ONE_DAY if window.ends == MIDNIGHT else day, window.ends, zone)


def _excess(bounds: Bounds, count: int, spent: timedelta, length: timedelta) -> str | None:
    minutes = timedelta(minutes=1)
    if bounds.sessions_a_day and count >= bounds.sessions_a_day:
        return f"quá {bounds.sessions_a_day} buổi phát một ngày"
    if bounds.session_minutes and length > bounds.session_minutes * minutes:
        return f"buổi phát dài quá {bounds.session_minutes} phút"
    if bounds.day_minutes and spent + length > bounds.day_minutes * minutes:
        return f"quá {bounds.day_minutes} phút phát một ngày"
    return None


def _reason(allowed: Sequence[Window]) -> str:
    if not allowed:
        return "ngày này không được phát"
    return f"ngoài khung giờ được phát ({', '.join(map(str, allowed))})"
