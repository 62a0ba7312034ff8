"""Live talks keep the zones' hours too: only khẩn cấp passes the guard."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from playlists import guard, guarding
from station import zones
from station.errors import StationError
from station.models import Zone

ONE_MINUTE = timedelta(minutes=1)
JUST_NOW = timedelta(seconds=1)


class OutsideHours(StationError):
    """The guard lets nothing but khẩn cấp sound there now."""

    def __init__(self, zone: str, reason: str) -> None:
        super().__init__(f"{zone}: {reason}; ngoài giờ chỉ được phát khẩn.")


def allowed(session: Session, covered: Iterable[int], speaks_at: datetime, minutes: int, timezone: tzinfo) -> int:
    """Return for how many of these minutes one may talk in every zone. Raise OutsideHours where for less than one."""
    rules, parents = guarding.bounds(session), zones.parents(session)
    until = speaks_at + minutes * ONE_MINUTE
    for zone_id in sorted(covered):
        bounds = guard.bounds_of(zone_id, parents, rules)
        for closes, _, reason in guard.barred(bounds, speaks_at, until, timezone):
            until = min(until, closes)
            if until - speaks_at < ONE_MINUTE:
                raise OutsideHours(session.get_one(Zone, zone_id).name, reason)
    return (until - speaks_at) // ONE_MINUTE


def barring(session: Session, covered: Iterable[int], now: datetime, timezone: tzinfo) -> str:
    """Return why one may not talk in these zones now, "" while one may."""
    rules, parents = guarding.bounds(session), zones.parents(session)
    for zone_id in sorted(covered):
        for _, _, reason in guard.barred(guard.bounds_of(zone_id, parents, rules), now, now + JUST_NOW, timezone):
            return str(OutsideHours(session.get_one(Zone, zone_id).name, reason))
    return ""
