"""What people do with the days of the year: one function, one deed, one transaction of the caller's."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists.models import YearDay
from playlists.year import daystable, fallstyped
from playlists.year.daysasked import DayAsked, Lead, cleaned
from playlists.year.yeardays import Day, Kind
from station import audit
from station.errors import BadInput, NotFound
from station.models import Person
from station.roles import Deed, require

SHIPPED = Path(__file__).with_name("days.tsv")
STATION = "loa"  # who did it, when nobody did


def days(session: Session) -> Sequence[YearDay]:
    """Return the days that the commune keeps, those switched off included."""
    return session.scalars(select(YearDay).order_by(YearDay.id)).all()


def get(session: Session, day_id: int) -> YearDay:
    """Return a day. Raise NotFound."""
    found = session.get(YearDay, day_id)
    if found is None:
        raise NotFound("ngày trong lịch năm", day_id)
    return found


def value(kept: YearDay) -> Day:
    """Return a day as the rules take it."""
    return Day(kept.name, Kind(kept.kind), fallstyped.falls(kept.falls), kept.days, kept.id)


def asked(kept: YearDay) -> DayAsked:
    """Return a day as it would be asked for."""
    return DayAsked(kept.name, kept.kind, kept.falls, kept.days, kept.note, kept.is_on, _lead(kept))


def keep(session: Session, wanted: DayAsked, *, by: Person, now: datetime) -> YearDay:
    """Add a day. Raise BadInput, Forbidden."""
    require(by, Deed.PLAN)
    wanted = cleaned(wanted)
    _check_name(session, wanted.name)
    day = YearDay()
    _set(session, day, wanted, by.username, now)
    _audit(session, day, "keep_day", by, now)
    return day


def change(session: Session, day_id: int, wanted: DayAsked, *, by: Person, now: datetime) -> YearDay:
    """Change a day. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.PLAN)
    day, wanted = get(session, day_id), cleaned(wanted)
    _check_name(session, wanted.name, besides=day.id)
    _set(session, day, wanted, by.username, now)
    _audit(session, day, "change_day", by, now)
    return day


def switch(session: Session, day_id: int, *, is_on: bool, by: Person, now: datetime) -> YearDay:
    """Let a day count, or not. Raise NotFound, Forbidden."""
    require(by, Deed.PLAN)
    day = get(session, day_id)
    day.is_on, day.changed_by, day.changed_at = is_on, by.username, now
    session.flush()
    _audit(session, day, "switch_day", by, now, is_on=is_on)
    return day


def remove(session: Session, day_id: int, *, by: Person, now: datetime) -> str:
    """Remove a day and return its name. Raise NotFound, Forbidden."""
    require(by, Deed.PLAN)
    day = get(session, day_id)
    _audit(session, day, "remove_day", by, now)
    session.delete(day)
    session.flush()
    return day.name


def bring_in(session: Session, table: bytes, *, by: Person, now: datetime) -> int:
    """Take in a table of days, whole or not at all; return how many are new or changed. Raise BadTable, Forbidden.

    A day of the same name is changed; what the table does not name stays.
    """
    require(by, Deed.PLAN)
    return _put(session, daystable.parsed(table, map(asked, days(session))), by.username, now)


def give_out(session: Session) -> str:
    """Return all days as CSV, fit to be taken in again."""
    return daystable.written_out(map(asked, days(session)))


def missing(session: Session) -> list[DayAsked]:
    """Return which days of the list that the station ships the commune's list lacks."""
    known = {day.name.casefold() for day in days(session)}
    return [day for day in daystable.parsed(SHIPPED.read_bytes()) if day.name.casefold() not in known]


def complete(session: Session, *, by: Person, now: datetime) -> int:
    """Add the days of the station's own list that are missing; return how many. Raise Forbidden."""
    require(by, Deed.PLAN)
    return _put(session, missing(session), by.username, now)


def put(session: Session, wanted: Iterable[DayAsked], *, by: Person, now: datetime) -> int:
    """Add days, change those of the same name; return how many are new or changed. Raise BadInput, Forbidden."""
    require(by, Deed.PLAN)
    return _put(session, [cleaned(each) for each in wanted], by.username, now)


def begin(session: Session, *, now: datetime) -> int:
    """Give a new station the list that it ships with; one that ever had days is left alone."""
    if days(session) or audit.has(session, "year"):
        return 0
    return _put(session, missing(session), STATION, now)


def _put(session: Session, wanted: Iterable[DayAsked], who: str, now: datetime) -> int:
    known = {day.name.casefold(): day for day in days(session)}
    changed = [each for each in wanted if _differs(known.get(each.name.casefold()), each)]
    for each in changed:
        _set(session, known.get(each.name.casefold()) or YearDay(), each, who, now)
    if changed:
        audit.record(session, who, "import_days", "year", now=now, days=[each.name for each in changed])
    return len(changed)


def _differs(kept: YearDay | None, wanted: DayAsked) -> bool:
    return kept is None or asked(kept) != wanted


def _set(session: Session, day: YearDay, wanted: DayAsked, who: str, now: datetime) -> None:
    day.name, day.kind, day.falls, day.days = wanted.name, str(wanted.kind), wanted.falls, wanted.days
    day.note, day.is_on = wanted.note, wanted.is_on
    lead = wanted.lead or Lead(0)
    day.lead_days = wanted.lead.days if wanted.lead else None
    day.campaign_name, day.campaign_basis, day.campaign_field = lead.name, lead.basis, lead.field
    day.campaign_unit, day.goal_airings, day.goal_minutes = lead.unit, lead.goal_airings, lead.goal_minutes
    day.changed_by, day.changed_at = who, now
    session.add(day)
    session.flush()


def _lead(day: YearDay) -> Lead | None:
    if day.lead_days is None:
        return None
    words = (day.campaign_name, day.campaign_basis, day.campaign_field, day.campaign_unit)
    return Lead(day.lead_days, *words, day.goal_airings, day.goal_minutes)


def _check_name(session: Session, name: str, besides: int | None = None) -> None:
    if any(day.name.casefold() == name.casefold() and day.id != besides for day in days(session)):
        raise BadInput("name", f"Lịch năm đã có «{name}»; hãy sửa ngày đó, hoặc đặt tên khác.")


def _audit(session: Session, day: YearDay, deed: str, by: Person, now: datetime, **detail: object) -> None:
    told = {"name": day.name, "falls": day.falls, "days": day.days, "kind": day.kind}
    audit.record(session, by.username, deed, f"year/{day.id}", now=now, **told, **detail)
