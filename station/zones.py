"""Zones: adding them and knowing how they hang together."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from station import audit, tree
from station.errors import BadInput, NotFound
from station.models import Person, Zone
from station.roles import Deed, require


def slug_of(name: str) -> str:
    """Return a name's form for addresses: «Thôn Đông Thành» becomes thon-dong-thanh."""
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:60]


def add_zone(
    session: Session, name: str, *, by: Person, now: datetime, parent: Zone | None = None, slug: str = ""
) -> Zone:
    """Add a place that hears its own stream. Raise BadInput, Forbidden."""
    require(by, Deed.ADMINISTER)
    slug = slug or slug_of(name)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise BadInput("name", "Tên khu vực cần có chữ hoặc số.")
    if session.scalars(select(Zone).where(Zone.slug == slug)).one_or_none():
        raise BadInput("name", f"Đã có khu vực mang địa chỉ «{slug}».")
    zone = Zone(name=name.strip(), slug=slug, parent_id=parent.id if parent else None)
    session.add(zone)
    session.flush()
    audit.record(session, by.username, "add_zone", f"zone/{slug}", now=now, name=zone.name)
    return zone


def mark_test(session: Session, zone_id: int, *, is_test: bool, by: Person, now: datetime) -> Zone:
    """Say whether emergencies are rehearsed in this zone. Raise NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    zone = chosen(session, [zone_id])[0]
    zone.is_test = is_test
    audit.record(session, by.username, "mark_test_zone", f"zone/{zone.slug}", now=now, is_test=is_test)
    return zone


def all_zones(session: Session) -> list[Zone]:
    """Return every zone, each after the zone it lies in."""
    zones = session.scalars(select(Zone).order_by(Zone.id)).all()
    up = {zone.id: zone.parent_id for zone in zones}
    return sorted(zones, key=lambda zone: tuple(reversed(tree.path(zone.id, up))))


def rehearsal(session: Session) -> frozenset[int]:
    """Return the zones in which emergencies are rehearsed."""
    return frozenset(session.scalars(select(Zone.id).where(Zone.is_test)))


def by_slug(session: Session, slug: str) -> Zone:
    """Return the zone that an address names. Raise NotFound."""
    zone = session.scalars(select(Zone).where(Zone.slug == slug)).one_or_none()
    if zone is None:
        raise NotFound("khu vực", slug[:60])
    return zone


def parents(session: Session) -> dict[int, int | None]:
    """Return each zone's parent."""
    return dict(session.execute(select(Zone.id, Zone.parent_id)).all())


def chosen(session: Session, zone_ids: Iterable[int]) -> list[Zone]:
    """Return the zones of these numbers, at least one. Raise BadInput, NotFound."""
    wanted = sorted(set(zone_ids))
    if not wanted:
        raise BadInput("zones", "Hãy chọn ít nhất một khu vực.")
    zones = {zone.id: zone for zone in session.scalars(select(Zone).where(Zone.id.in_(wanted)))}
    for zone_id in wanted:
        if zone_id not in zones:
            raise NotFound("khu vực", zone_id)
    return list(zones.values())
