"""Putting announcements into the queue, from which programmes draw: one function, one deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy.orm import Session

from content import actions, clearance
from content.campaigns import QUEUEABLE
from content.models import Announcement, QueueEntry, Urgency
from station import audit, tree, zones
from station.errors import BadInput, NotFound
from station.models import Person
from station.roles import Deed, require

MOST_A_DAY = 24
MOST_IN_ALL = 10_000
LONGEST_GAP_HOURS = 24
NOON, EVENING = time(10), time(14)


class DayPart(StrEnum):
    """The kinds of programme that people tell apart: by the part of the day in which they begin."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"


DAY_PART_NAMES = {
    DayPart.MORNING: "buổi sáng (trước 10 giờ)",
    DayPart.NOON: "buổi trưa (10 đến 14 giờ)",
    DayPart.EVENING: "buổi chiều, tối (từ 14 giờ)",
}
QUEUE_URGENCIES = (Urgency.NORMAL, Urgency.PRIORITY)


@dataclass(frozen=True)
class QueueAsked:
    """How an announcement is to be drawn, as typed; what is left out is as in QueueEntry."""

    first_day: date | None = None
    last_day: date | None = None
    a_day: int = 2
    total: int = 0
    gap_hours: int = 3
    day_parts: Sequence[str] = ()
    urgency: str = Urgency.NORMAL
    zone_ids: Sequence[int] = ()
    is_twice: bool = False
    is_spread: bool = False
    not_before: time | None = None
    not_after: time | None = None


def part_of(at: time) -> DayPart:
    """Return the part of the day that a programme beginning then belongs to."""
    return DayPart.MORNING if at < NOON else DayPart.NOON if at < EVENING else DayPart.EVENING


def queue(session: Session, announcement_id: int, wanted: QueueAsked, *, by: Person, now: datetime) -> QueueEntry:
    """Queue an announcement, or change how it is queued. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.PLAN)
    announcement = actions.get(session, announcement_id)
    if announcement.form not in QUEUEABLE:
        raise BadInput("announcement", "Chỉ bản tin đọc hoặc ghi âm được xếp hàng chờ phát.")
    _check(wanted)
    _check_spread(wanted, announcement)
    zone_ids = _zone_ids(session, wanted.zone_ids, announcement.zone_ids)
    entry = session.get(QueueEntry, announcement_id) or QueueEntry(announcement_id=announcement_id)
    entry.first_day, entry.last_day = wanted.first_day, wanted.last_day
    entry.a_day, entry.total, entry.gap_hours = wanted.a_day, wanted.total, wanted.gap_hours
    entry.day_parts = [part for part in DayPart if part in wanted.day_parts]
    entry.urgency, entry.zone_ids, entry.is_twice = wanted.urgency, zone_ids, wanted.is_twice
    entry.is_spread, entry.not_before, entry.not_after = wanted.is_spread, wanted.not_before, wanted.not_after
    entry.queued_by, entry.queued_at = by.username, now
    session.add(entry)
    session.flush()
    audit.record(session, by.username, "queue", f"announcement/{announcement_id}", now=now, a_day=wanted.a_day)
    return entry


def unqueue(session: Session, announcement_id: int, *, by: Person, now: datetime) -> None:
    """Take an announcement out of the queue. Raise NotFound, Forbidden."""
    require(by, Deed.PLAN)
    entry = session.get(QueueEntry, announcement_id)
    if entry is None:
        raise NotFound("bản tin trong hàng chờ", announcement_id)
    session.delete(entry)
    session.flush()
    audit.record(session, by.username, "unqueue", f"announcement/{announcement_id}", now=now)


def _zone_ids(session: Session, wanted: Sequence[int], own: Sequence[int]) -> list[int]:
    if not wanted:
        return []
    found = sorted(zone.id for zone in zones.chosen(session, wanted))
    if not tree.spread(found, parents := zones.parents(session)) <= tree.spread(own, parents):
        raise BadInput("zones", "Khu vực xếp hàng phải nằm trong khu vực của bản tin.")
    return found


def _check_spread(wanted: QueueAsked, announcement: Announcement) -> None:
    if not wanted.is_spread:
        return
    if not wanted.total:
        raise BadInput("total", "Muốn rải đều, hãy đặt tổng số lượt.")
    begins = wanted.first_day or announcement.valid_from or announcement.campaign_id
    ends = wanted.last_day or announcement.valid_until or announcement.campaign_id
    if not (begins and ends):
        raise BadInput("last_day" if begins else "first_day", "Muốn rải đều, hãy chọn cả ngày đầu và ngày cuối.")


def _check(wanted: QueueAsked) -> None:
    clearance.check_period(wanted.first_day, wanted.last_day, "last_day")
    if not 1 <= wanted.a_day <= MOST_A_DAY:
        raise BadInput("a_day", f"Số lượt mỗi ngày từ 1 đến {MOST_A_DAY}.")
    if not 0 <= wanted.total <= MOST_IN_ALL:
        raise BadInput("total", "Tổng số lượt từ 0 (không giới hạn) đến 10.000.")
    if not 0 <= wanted.gap_hours <= LONGEST_GAP_HOURS:
        raise BadInput("gap_hours", f"Hai lượt phát cách nhau từ 0 đến {LONGEST_GAP_HOURS} giờ.")
    if wanted.urgency not in QUEUE_URGENCIES:
        raise BadInput("urgency", "Mức độ trong hàng chờ là thường hoặc ưu tiên; tin khẩn cấp thì dùng phát khẩn.")
    if any(part not in set(DayPart) for part in wanted.day_parts):
        raise BadInput("day_parts", "Hãy chọn trong các buổi: sáng, trưa, chiều tối.")
    if wanted.not_before and wanted.not_after and wanted.not_after <= wanted.not_before:
        raise BadInput("not_after", "Giờ muộn nhất phải sau giờ sớm nhất.")
