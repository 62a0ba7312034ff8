"""What people change about one day of a programme without touching the series: skip it, move it, air something else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists import actions, hard_starts, timetable
from playlists.booking import checking
from playlists.models import Programme, ProgrammeException
from playlists.recurring.recurrence import Once
from playlists.timetable import Booking, DayChange, Occurrence
from playlists.year import calendar
from station import audit, clock
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require

ONE_DAY = timedelta(days=1)
FARTHEST = timedelta(days=31)  # that an occurrence may be moved
SOONEST = timedelta(minutes=1)  # before its start: later, play-out may have taken it up already
MIDNIGHT = time(0)


class NothingThatDay(StationError):
    """The series has no occurrence on that day."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__(f"Chương trình «{name}» không có buổi nào vào ngày {day:%d/%m/%Y}.")


class AlreadyBegun(StationError):
    """The occurrence is on the air, over, or about to begin."""

    def __init__(self, name: str, starts_at: datetime) -> None:
        super().__init__(
            f"Buổi «{name}» lúc {starts_at:%H:%M ngày %d/%m/%Y} đã hoặc sắp bắt đầu, không đổi được nữa; "
            "muốn ngừng tiếng đang phát hãy dùng «Dừng phát»."
        )


def skip(
    session: Session, programme_id: int, day: date, *, by: Person, now: datetime, timezone: tzinfo
) -> ProgrammeException:
    """Leave out the occurrence of a day. Raise NotFound, NothingThatDay, AlreadyBegun, Forbidden."""
    require(by, Deed.PLAN)
    desk = _Desk(session, programme_id, day, now, timezone)
    return desk.keep(DayChange(skips=True), "skip_occurrence", by)


def move(
    session: Session,
    programme_id: int,
    day: date,
    to_day: date,
    to_time: time,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
) -> ProgrammeException:
    """Let the occurrence of a day begin at another time. Raise what `skip` does, BadInput, ClashFound."""
    require(by, Deed.PLAN)
    desk = _Desk(session, programme_id, day, now, timezone)
    if abs(to_day - day) > FARTHEST:
        raise BadInput("to_day", f"Chỉ dời được buổi phát trong vòng {FARTHEST.days} ngày.")
    if clock.instant(to_day, to_time, timezone) < now + SOONEST:
        raise BadInput("to_time", "Giờ mới đã qua hoặc quá gần; hãy chọn một giờ sắp tới.")
    before = desk.change or DayChange()
    usual = to_day == day and to_time == desk.programme.starts_at
    if usual and desk.change is None:
        raise BadInput("to_time", "Giờ mới trùng với giờ của chương trình.")
    there = replace(before, skips=False, day=None if usual else to_day, at=None if usual else to_time)
    return desk.keep(there, "move_occurrence", by)


def replace_playlist(
    session: Session,
    programme_id: int,
    day: date,
    playlist_id: int,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
) -> ProgrammeException:
    """Air another playlist on a day. Raise what `skip` does, BadInput, ClashFound."""
    require(by, Deed.PLAN)
    desk = _Desk(session, programme_id, day, now, timezone)
    actions.get_playlist(session, playlist_id)
    before = desk.change or DayChange()
    return desk.keep(replace(before, skips=False, playlist_id=playlist_id), "replace_occurrence", by)


def undo(session: Session, programme_id: int, day: date, *, by: Person, now: datetime, timezone: tzinfo) -> Programme:
    """Let a day be again as the series has it. Raise what `skip` does, ClashFound."""
    require(by, Deed.PLAN)
    desk = _Desk(session, programme_id, day, now, timezone)
    if desk.row is None:
        raise NotFound("thay đổi của ngày", f"{day:%d/%m/%Y}")
    if desk.series is not None:
        desk.check_ahead(desk.series)
        desk.check(None)
    session.delete(desk.row)
    session.flush()
    session.expire(desk.programme, ["exceptions"])
    audit.record(session, by.username, "undo_exception", f"programme/{programme_id}", now=now, day=day.isoformat())
    return desk.programme


class _Desk:
    """One day of a programme, as the series has it and as it was changed. Raise unless it may be changed now."""

    def __init__(self, session: Session, programme_id: int, day: date, now: datetime, timezone: tzinfo) -> None:
        self.session, self.day, self.now, self.timezone = session, day, now, timezone
        self.programme = actions.get_programme(session, programme_id)
        if self.programme.ended_at is not None:
            raise actions.AlreadyEnded(self.programme.name)
        self.booking = checking.as_booking(session, self.programme)
        self.change = self.booking.changes.get(day)
        same_day = ProgrammeException.programme_id == programme_id, ProgrammeException.day == day
        self.row = session.scalars(select(ProgrammeException).where(*same_day)).one_or_none()
        self.series = self._occurrence({})
        if self.series is None and self.change is None:
            raise NothingThatDay(self.programme.name, day)
        self._check_not_begun()

    def check(self, change: DayChange | None) -> None:
        """Raise BadInput, guard.Forbidden or ClashFound where the day may not be so."""
        room = checking.room(self.session, self.day - FARTHEST, now=self.now, timezone=self.timezone)
        if change is not None and (planned := self._occurrence({self.day: change})) is not None:
            playlist, at = actions.get_playlist(self.session, planned.playlist_id), planned.starts_at
            starts_at = clock.local(at, self.timezone).time()
            hard_starts.check_airing(playlist, starts_at, field="to_time" if change.at else "playlist")
        others = {**self.booking.changes, self.day: DayChange(skips=True)}
        checking.check(self.session, self._alone(change), room.beside(replace(self.booking, changes=others)))

    def check_ahead(self, planned: Occurrence) -> None:
        """Raise AlreadyBegun unless there is still time to change this."""
        if planned.starts_at <= self.now + SOONEST:
            raise AlreadyBegun(self.programme.name, clock.local(planned.starts_at, self.timezone))

    def keep(self, change: DayChange, deed: str, by: Person) -> ProgrammeException:
        """Write down a change in the place of what was changed before."""
        if not change.skips:
            self.check(change)
        row = self.row or ProgrammeException(programme_id=self.programme.id, day=self.day)
        row.skips, row.to_day, row.to_time, row.playlist_id = change.skips, change.day, change.at, change.playlist_id
        row.made_by, row.made_at = by.username, self.now
        self.session.add(row)
        self.session.flush()
        self.session.expire(self.programme, ["exceptions"])
        told = {"day": self.day, "to_day": change.day, "to_time": change.at, "playlist_id": change.playlist_id}
        facts = {name: str(value) for name, value in told.items() if value is not None}
        audit.record(self.session, by.username, deed, f"programme/{self.programme.id}", now=self.now, **facts)
        return row

    def _check_not_begun(self) -> None:
        now = self._occurrence({self.day: self.change}) if self.change else self.series
        if (planned := now or self.series) is not None:
            self.check_ahead(planned)

    def _alone(self, change: DayChange | None) -> Booking:
        changes = {self.day: change} if change else {}
        return replace(self.booking, rule=Once(), first_day=self.day, last_day=None, changes=changes)

    def _occurrence(self, changes: Mapping[date, DayChange]) -> Occurrence | None:
        """Return what the series comes to on this day alone."""
        first, last = self.day - FARTHEST, self.day + FARTHEST
        start, end = (clock.instant(each, MIDNIGHT, self.timezone) for each in (first, last + ONE_DAY))
        days = calendar.read(self.session, first, last + ONE_DAY)
        booking = replace(self.booking, changes=changes)
        found = timetable.occurrences([booking], start, end, self.timezone, days)
        return next((each for each in found if each.day == self.day), None)
