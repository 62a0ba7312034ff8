"""Alarms: what a person must hear of; each goes out by the channels too."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from broadcaster.models import Alarm
from station import audit
from station.errors import NotFound
from station.models import Person, Zone
from station.notify import notices
from station.notify.events import Event
from station.roles import Deed, require

SHOWN = timedelta(days=2)  # how long an alarm that is over waits on the first page for somebody to see it


class Kind(StrEnum):
    """What is wrong; other parts may raise kinds of their own."""

    SILENT = "silent"
    UNREACHABLE = "unreachable"
    FOREIGN = "foreign"
    REPEATED = "repeated"
    OUTPUT = "output"


KIND_NAMES: dict[str, str] = {
    Kind.SILENT: "Im lặng",
    Kind.UNREACHABLE: "Không nghe được",
    Kind.FOREIGN: "Tiếng lạ",
    Kind.REPEATED: "Phát lặp",
    Kind.OUTPUT: "Đầu ra hỏng",
}


def raise_(
    session: Session, kind: str, sentence: str, *, now: datetime, zone: Zone | None = None, about: int | None = None
) -> Alarm:
    """Raise an alarm for a zone or for the whole station; while it goes on it is raised only once.

    `about` is the number of the thing in the zone that it is about, where there may be several.
    """
    name = _name(kind, zone.id if zone else None, about)
    found = session.scalars(select(Alarm).where(Alarm.going_on == name)).one_or_none()
    if found is not None:
        return found
    alarm = Alarm(
        kind=str(kind),
        zone_id=zone.id if zone else None,
        zone_name=zone.name if zone else "",
        since=now,
        sentence=sentence,
        going_on=name,
    )
    session.add(alarm)
    session.flush()
    title = KIND_NAMES.get(kind, "Báo động")
    notices.post(session, Event.ALARM, f"alarm/{alarm.id}", title, sentence, now=now)
    return alarm


def end(session: Session, kind: str, *, now: datetime, zone_id: int | None = None, about: int | None = None) -> bool:
    """End what was raised; return whether anything was."""
    found = session.scalars(select(Alarm).where(Alarm.going_on == _name(kind, zone_id, about))).one_or_none()
    if found is not None:
        found.ended_at, found.going_on = now, None
    return found is not None


def acknowledge(session: Session, alarm_id: int, *, by: Person, now: datetime) -> Alarm:
    """Write down who has seen it. Raise NotFound, Forbidden."""
    require(by, Deed.ANSWER_ALARM)
    alarm = session.get(Alarm, alarm_id)
    if alarm is None:
        raise NotFound("báo động", alarm_id)
    if not alarm.acknowledged_by:
        alarm.acknowledged_by, alarm.acknowledged_at = by.username, now
        audit.record(session, by.username, "acknowledge_alarm", f"alarm/{alarm.id}", now=now, sentence=alarm.sentence)
    return alarm


def standing(session: Session, *, now: datetime) -> Sequence[Alarm]:
    """Return what goes on, and what is over but nobody has seen; newest first."""
    unseen = (Alarm.acknowledged_by == "") & (Alarm.since > now - SHOWN)
    wanted = select(Alarm).where(or_(Alarm.going_on.is_not(None), unseen))
    return session.scalars(wanted.order_by(Alarm.going_on.is_(None), Alarm.id.desc())).all()


def going_on(session: Session) -> Sequence[Alarm]:
    """Return what goes on."""
    return session.scalars(select(Alarm).where(Alarm.going_on.is_not(None)).order_by(Alarm.id)).all()


def recent(session: Session, *, before: int | None = None, limit: int = 100) -> Sequence[Alarm]:
    """Return alarms newest first, numbered below `before`."""
    query = select(Alarm).order_by(Alarm.id.desc()).limit(limit)
    return session.scalars(query.where(Alarm.id < before) if before else query).all()


def _name(kind: str, zone_id: int | None, about: int | None) -> str:
    return f"{kind}/{zone_id or 'station'}" + (f"/{about}" if about else "")
