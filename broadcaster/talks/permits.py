"""Who may talk live, where and until when: what cannot be approved beforehand rests on an approver's permit.

An approver speaks on their own authority and needs none; everybody else needs one that somebody else gave.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.models import LivePermit
from station import accounts, audit, tree, zones
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, may, require

LONGEST = timedelta(days=366)


class NoPermit(StationError):
    """The person's role may talk live, but nobody has answered for it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"«{name}» chưa nói trực tiếp được: {reason}.")


def permit_for(
    permits: Iterable[LivePermit], covered: frozenset[int], name: str, *, on: date, parents: Mapping[int, int | None]
) -> LivePermit:
    """Return the permit that holds on that day in all of these zones; pure. Raise NoPermit."""
    standing = [permit for permit in permits if permit.revoked_at is None]
    if not standing:
        raise NoPermit(name, "chưa có giấy phép của lãnh đạo duyệt")
    today = [permit for permit in standing if permit.valid_from <= on <= permit.valid_until]
    if not today:
        nearest = max(permit.valid_until for permit in standing)
        raise NoPermit(name, f"giấy phép không có hiệu lực hôm nay (gần nhất: đến hết {nearest:%d/%m/%Y})")
    for permit in today:
        if covered <= tree.spread(permit.zone_ids, parents):
            return permit
    raise NoPermit(name, "giấy phép không gồm đủ các khu vực đã chọn")


def needed(session: Session, person: Person, covered: frozenset[int], *, on: date, asked: bool) -> LivePermit | None:
    """Return the permit that a talk in these zones stands on, None where none is needed. Raise NoPermit."""
    if not asked or may(person, Deed.APPROVE):
        return None
    found = session.scalars(select(LivePermit).where(LivePermit.person_id == person.id).order_by(LivePermit.id.desc()))
    return permit_for(found, covered, person.full_name, on=on, parents=zones.parents(session))


def grant(
    session: Session,
    username: str,
    zone_ids: Sequence[int],
    *,
    valid_from: date,
    valid_until: date,
    by: Person,
    now: datetime,
) -> LivePermit:
    """Let a person talk live in these zones (all below them included). Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.APPROVE)
    person = accounts.named(session, username)
    _check(person, valid_from, valid_until, by)
    permit = LivePermit(
        person_id=person.id,
        person=person,
        zone_ids=sorted(zone.id for zone in zones.chosen(session, zone_ids)),
        valid_from=valid_from,
        valid_until=valid_until,
        granted_by=by.username,
        granted_at=now,
    )
    session.add(permit)
    session.flush()
    detail = {"zones": permit.zone_ids, "from": str(valid_from), "until": str(valid_until)}
    audit.record(session, by.username, "grant_live", f"person/{username}", now=now, permit=permit.id, **detail)
    return permit


def _check(person: Person, valid_from: date, valid_until: date, by: Person) -> None:
    if person.id == by.id:
        raise BadInput("person", "Người duyệt nói trực tiếp bằng quyền của mình, không tự cấp giấy phép.")
    if not person.active or not may(person, Deed.LIVE):
        raise BadInput("person", f"Tài khoản «{person.username}» không có vai trò được nói trực tiếp.")
    if valid_until < valid_from:
        raise BadInput("valid_until", "Ngày hết hạn phải sau ngày bắt đầu.")
    if valid_until - valid_from > LONGEST:
        raise BadInput("valid_until", "Giấy phép dài nhất một năm; hết hạn thì cấp lại.")


def revoke(session: Session, permit_id: int, *, by: Person, now: datetime) -> LivePermit:
    """End a permit; what stands on it is for `live.take_permit` to end. Raise NotFound, Forbidden."""
    require(by, Deed.APPROVE)
    permit = session.get(LivePermit, permit_id)
    if permit is None or permit.revoked_at is not None:
        raise NotFound("giấy phép nói trực tiếp còn hiệu lực", permit_id)
    permit.revoked_by, permit.revoked_at = by.username, now
    audit.record(session, by.username, "revoke_live", f"person/{permit.person.username}", now=now, permit=permit.id)
    return permit


def standing(session: Session, *, on: date) -> list[LivePermit]:
    """Return the permits that hold now or will, soonest to end first."""
    query = select(LivePermit).where(LivePermit.revoked_at.is_(None), LivePermit.valid_until >= on)
    return list(session.scalars(query.order_by(LivePermit.valid_until, LivePermit.id)))
