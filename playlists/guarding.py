"""The guard's rules as staff set them: one for the station, and others for zones that need their own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.quieter import CHOICES_DB
from playlists import guard
from playlists.booking import caps
from playlists.booking.room import Room
from playlists.guard import Bounds, Window
from playlists.models import GuardRule
from playlists.timetable import Booking, Occurrence
from station import audit, zones
from station.errors import BadInput, NotFound
from station.models import Person, Zone
from station.roles import Deed, require

Barring = tuple[datetime, datetime, str]

MOST_WINDOWS = 12
MOST_SESSIONS = 24
MOST_MINUTES = 24 * 60


def bounds(session: Session) -> dict[int | None, Bounds]:
    """Return every rule there is, by its zone; None is the station's."""
    found: dict[int | None, Bounds] = {None: guard.DEFAULT}
    return found | {rule.zone_id: of(rule) for rule in session.scalars(select(GuardRule))}


def of(rule: GuardRule) -> Bounds:
    """Return a rule as a value."""
    return Bounds(
        windows=tuple(_window(*kept) for kept in rule.windows),
        sessions_a_day=rule.sessions_a_day,
        session_minutes=rule.session_minutes,
        day_minutes=rule.day_minutes,
        is_sensitive=rule.is_sensitive,
        quieter_db=rule.quieter_db,
    )


def set_rule(session: Session, zone_id: int | None, wanted: Bounds, *, by: Person, now: datetime) -> GuardRule:
    """Set what holds in a zone and below it, or (None) in the whole station. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    _check(wanted)
    name = zones.chosen(session, [zone_id])[0].slug if zone_id is not None else "station"
    rule = _rule(session, zone_id) or GuardRule(zone_id=zone_id)
    rule.windows = [[f"{each.starts:%H:%M}", f"{each.ends:%H:%M}", sorted(each.weekdays)] for each in wanted.windows]
    rule.sessions_a_day, rule.session_minutes = wanted.sessions_a_day, wanted.session_minutes
    rule.day_minutes, rule.is_sensitive = wanted.day_minutes, wanted.is_sensitive
    rule.quieter_db = wanted.quieter_db
    rule.changed_by, rule.changed_at = by.username, now
    session.add(rule)
    session.flush()
    audit.record(session, by.username, "set_guard", f"guard/{name}", now=now, windows=rule.windows)
    return rule


def remove_rule(session: Session, zone_id: int | None, *, by: Person, now: datetime) -> None:
    """Let a zone follow the rule above it again. Raise NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    rule = _rule(session, zone_id)
    if rule is None:
        raise NotFound("quy định giờ phát của khu vực", zone_id or 0)
    session.delete(rule)
    audit.record(session, by.username, "remove_guard", f"guard/{zone_id or 'station'}", now=now)


def check_booking(session: Session, wanted: Booking, room: Room) -> None:
    """Raise guard.Forbidden when a programme would sound when it may not, or be one too many, in the year ahead."""
    rules, parents = bounds(session), zones.parents(session)
    names = {zone.id: zone.name for zone in session.scalars(select(Zone).where(Zone.id.in_(wanted.zones)))}
    mine = caps.sessions([wanted], room, since=room.now)
    alike: dict[Bounds, list[int]] = {}
    for zone_id in sorted(names):
        alike.setdefault(guard.bounds_of(zone_id, parents, rules), []).append(zone_id)
    for allowed, zone_ids in alike.items():
        for each in mine:
            if reason := guard.refusal(allowed, each.starts_at, each.length, room.timezone):
                nearest = guard.nearest(allowed, each.starts_at, each.length, room.timezone)
                raise guard.Forbidden(names[zone_ids[0]], reason, nearest)
    for allowed, zone_ids in alike.items():
        if found := caps.exceeded(allowed, zone_ids, mine, room):
            raise guard.Forbidden(names[found[0]], found[1], None)


def barred(
    rules: Mapping[int, Bounds], since: datetime, until: datetime, timezone: tzinfo
) -> dict[int, Sequence[Barring]]:
    """Return for each zone the stretches in which nothing below khẩn cấp may sound; zones with one rule share them."""
    shared = {allowed: guard.barred(allowed, since, until, timezone) for allowed in set(rules.values())}
    return {zone_id: shared[allowed] for zone_id, allowed in rules.items()}


def limits(
    rules: Mapping[int, Bounds], starts: Iterable[Occurrence], timezone: tzinfo
) -> dict[tuple[str, int], Barring]:
    """Return for each occurrence in each zone from when on the caps forbid it; `starts`: all of those days."""
    there: dict[int, list[tuple[str, datetime]]] = {}
    for each in starts:
        for zone_id in each.zones & rules.keys():
            there.setdefault(zone_id, []).append((each.key, each.starts_at))
    return {
        (key, zone_id): limit
        for zone_id, sessions in there.items()
        for key, limit in guard.limits(rules[zone_id], sessions, timezone).items()
    }


def in_zones(session: Session, zone_ids: Iterable[int]) -> dict[int, Bounds]:
    """Return what holds in each of these zones."""
    rules, parents = bounds(session), zones.parents(session)
    return {zone_id: guard.bounds_of(zone_id, parents, rules) for zone_id in zone_ids}


def quieter(rules: Mapping[int, Bounds]) -> dict[int, int]:
    """Return by how many dB each zone is to be quieter that is to be so at all."""
    return {zone_id: each.quieter_db for zone_id, each in rules.items() if each.quieter_db}


def _rule(session: Session, zone_id: int | None) -> GuardRule | None:
    where = GuardRule.zone_id.is_(None) if zone_id is None else GuardRule.zone_id == zone_id
    return session.scalars(select(GuardRule).where(where)).one_or_none()


def _window(starts: str, ends: str, weekdays: Sequence[int]) -> Window:
    return Window(time.fromisoformat(starts), time.fromisoformat(ends), frozenset(weekdays))


def _check(wanted: Bounds) -> None:
    if not 1 <= len(wanted.windows) <= MOST_WINDOWS:
        raise BadInput("windows", f"Cần từ 1 đến {MOST_WINDOWS} khung giờ được phát.")
    try:
        guard.check_windows(wanted.windows)
    except guard.BadWindow as problem:
        raise BadInput("windows", str(problem)) from None
    if not 0 <= wanted.sessions_a_day <= MOST_SESSIONS:
        raise BadInput("sessions_a_day", f"Số buổi phát một ngày từ 0 (không giới hạn) đến {MOST_SESSIONS}.")
    if not 0 <= wanted.session_minutes <= MOST_MINUTES:
        raise BadInput("session_minutes", "Số phút một buổi từ 0 (không giới hạn) đến 1440.")
    if not 0 <= wanted.day_minutes <= MOST_MINUTES:
        raise BadInput("day_minutes", "Số phút một ngày từ 0 (không giới hạn) đến 1440.")
    if wanted.quieter_db not in CHOICES_DB:
        raise BadInput("quieter_db", f"Chỉ giảm được {', '.join(map(str, CHOICES_DB))} dB.")
