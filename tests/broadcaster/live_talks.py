"""Beginning talks, and the permits they stand on."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from broadcaster.models import LiveTalk
from broadcaster.talks import live
from broadcaster.talks import permits as live_permits
from station.models import Person
from tests.conftest import NOW, SAIGON, People

TODAY = date(2026, 11, 22)


def start(session: Session, by: Person, *zone_ids: int, **more: Any) -> LiveTalk:
    return live.start(session, zone_ids, by=by, now=more.pop("now", NOW), timezone=SAIGON, **more)


def permit(session: Session, people: People, name: str, zone: int, *, until: date = TODAY) -> int:
    granted = live_permits.grant(
        session, name, [zone], valid_from=until - timedelta(days=5), valid_until=until, by=people.hung, now=NOW
    )
    return granted.id
