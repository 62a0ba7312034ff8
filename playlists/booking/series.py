"""What people do with a whole series: book it instead of others, change its last day, start it again after its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from playlists import actions
from playlists.booking import checking
from playlists.models import Programme, ProgrammeException
from playlists.recurring import exceptions, timing
from playlists.recurring.recurrence import Once
from playlists.recurring.timing import Timing
from playlists.timetable import Booking, DayChange
from station import audit, clock
from station.errors import StationError
from station.models import Person
from station.roles import Deed, require

ONE_DAY = timedelta(days=1)
MIDNIGHT = time(0)


class NotEnded(StationError):
    """Only what was ended, or is over, can be started again."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Chương trình «{name}» vẫn đang chạy; muốn thêm một lịch nữa hãy chọn «Đặt lịch tương tự».")


class Lapsed(StationError):
    """Its last day is over: it must be started again."""

    def __init__(self, name: str, last_day: date) -> None:
        super().__init__(f"Chương trình «{name}» đã hết hạn ngày {last_day:%d/%m/%Y}; hãy dùng «Phát lại từ đầu».")


class OnlyOnce(StationError):
    """A programme that airs once has no last day."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Chương trình «{name}» chỉ phát một lần, không có ngày cuối để đổi.")


@dataclass(frozen=True)
class Instead:
    """What gives way: programmes skipped on the days they meet, and programmes ended, by their numbers."""

    on_days: frozenset[int] = frozenset()
    series: frozenset[int] = frozenset()


def book_instead(
    session: Session,
    name: str,
    playlist_id: int,
    zone_ids: Sequence[int],
    planned: Timing,
    instead: Instead,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
) -> Programme:
    """Book a programme where others give way. Raise what `actions.book` does; then the caller keeps nothing."""
    require(by, Deed.PLAN)
    _end_series(session, instead, by=by, now=now)
    if instead.on_days:
        programme = actions.planned(session, name, playlist_id, zone_ids, planned, now=now, timezone=timezone)
        wanted = checking.as_booking(session, programme)
        _give_way(session, wanted, instead.on_days - instead.series, by=by, now=now, timezone=timezone)
    return actions.book(session, name, playlist_id, zone_ids, planned, by=by, now=now, timezone=timezone)


def move_instead(
    session: Session,
    programme_id: int,
    day: date,
    to_day: date,
    to_time: time,
    instead: Instead,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
) -> ProgrammeException:
    """Move an occurrence where others give way. Raise what `exceptions.move` does; then the caller keeps nothing."""
    require(by, Deed.PLAN)
    _end_series(session, instead, by=by, now=now)
    whole = checking.as_booking(session, actions.get_programme(session, programme_id))
    there = replace(whole.changes.get(day, DayChange()), skips=False, day=to_day, at=to_time)
    alone = replace(whole, rule=Once(), first_day=day, last_day=None, changes={day: there})
    _give_way(session, alone, instead.on_days - instead.series, by=by, now=now, timezone=timezone)
    return exceptions.move(session, programme_id, day, to_day, to_time, by=by, now=now, timezone=timezone)


def _end_series(session: Session, instead: Instead, *, by: Person, now: datetime) -> None:
    for programme_id in sorted(instead.series):
        actions.end_programme(session, programme_id, by=by, now=now)


def change_last_day(
    session: Session, programme_id: int, last_day: date | None, *, by: Person, now: datetime, timezone: tzinfo
) -> Programme:
    """Let a series go on for longer or less long. Raise BadInput, Lapsed, OnlyOnce, AlreadyEnded, ClashFound."""
    require(by, Deed.PLAN)
    programme = actions.get_programme(session, programme_id)
    booking, today = checking.as_booking(session, programme), clock.local(now, timezone).date()
    if programme.ended_at is not None:
        raise actions.AlreadyEnded(programme.name)
    if isinstance(booking.rule, Once):
        raise OnlyOnce(programme.name)
    if programme.last_day is not None and programme.last_day < today:
        raise Lapsed(programme.name, programme.last_day)
    timing.check_last_day(booking.rule, booking.first_day, last_day, today)
    if programme.last_day is not None and (last_day is None or last_day > programme.last_day):
        room = checking.room(session, programme.last_day, now=now, timezone=timezone).without(programme_id)
        from_then = clock.instant(programme.last_day + ONE_DAY, MIDNIGHT, timezone)
        checking.check(session, replace(booking, last_day=last_day, booked_at=from_then), room)
    programme.last_day = last_day
    audit.record(
        session, by.username, "change_last_day", f"programme/{programme.id}", now=now, last_day=str(last_day or "")
    )
    return programme


def restart(
    session: Session, programme_id: int, last_day: date | None, *, by: Person, now: datetime, timezone: tzinfo
) -> Programme:
    """Start again what was ended or is over, as a new programme with the exceptions still to come; the log keeps both.

    Raise NotEnded, BadInput, ClashFound, Forbidden.
    """
    require(by, Deed.PLAN)
    old = actions.get_programme(session, programme_id)
    today = clock.local(now, timezone).date()
    if old.ended_at is None and (old.last_day is None or old.last_day >= today):
        raise NotEnded(old.name)
    booking = checking.as_booking(session, old)
    if isinstance(booking.rule, Once):
        raise OnlyOnce(old.name)
    timing.check_last_day(booking.rule, booking.first_day, last_day, today)
    new = _again(old, last_day, by.username, now)
    checking.check_fires(session, new, now=now, timezone=timezone)
    coming = {day: each for day, each in booking.changes.items() if min(day, each.day or day) > today}
    wanted = replace(checking.as_booking(session, new), changes=coming)
    checking.check(session, wanted, checking.room(session, old.first_day, now=now, timezone=timezone))
    new.exceptions = [_same(each) for each in old.exceptions if each.day in coming]
    session.add(new)
    session.flush()
    audit.record(session, by.username, "book", f"programme/{new.id}", now=now, name=new.name, follows=old.id)
    return new


def _give_way(
    session: Session, wanted: Booking, programme_ids: Iterable[int], *, by: Person, now: datetime, timezone: tzinfo
) -> None:
    """Skip these programmes on the days on which they meet what is wanted."""
    room = checking.room(session, wanted.first_day - exceptions.FARTHEST, now=now, timezone=timezone)
    for programme_id in sorted(programme_ids):
        met = room.clashes_with(wanted, programme_id)
        for day in sorted({each.booked.day for each in met if each.booked.day is not None}):
            exceptions.skip(session, programme_id, day, by=by, now=now, timezone=timezone)


def _again(old: Programme, last_day: date | None, by: str, now: datetime) -> Programme:
    kept = (
        "name",
        "playlist_id",
        "starts_at",
        "first_day",
        "rule",
        "by_day_type",
        "zone_ids",
        "priority",
        "catch_up",
        "late_minutes",
        "hard_end",
    )
    told = {name: getattr(old, name) for name in kept}
    return Programme(**told, last_day=last_day, booked_by=by, booked_at=now, follows_id=old.id)


def _same(old: ProgrammeException) -> ProgrammeException:
    kept = ("day", "skips", "to_day", "to_time", "playlist_id", "made_by", "made_at")
    return ProgrammeException(**{name: getattr(old, name) for name in kept})
