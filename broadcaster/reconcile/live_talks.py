"""Live talks as what should have been: each was ordered with its own claims, and stands on its order alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.models import LiveTalk
from broadcaster.reconcile.values import Expected
from broadcaster.talks import claims as live_claims
from broadcaster.talks import facts as live_facts

NOTHING = timedelta()


def since(session: Session, moment: datetime) -> list[LiveTalk]:
    """Return the talks that began after then."""
    return list(session.scalars(select(LiveTalk).where(LiveTalk.starts_at > moment).order_by(LiveTalk.id)))


def expected(talks: Iterable[LiveTalk], names: Mapping[int, str]) -> list[Expected]:
    """Return each talk in each of its zones."""
    return [_expected(talk, zone_id, names.get(zone_id, "?")) for talk in talks for zone_id in talk.zone_ids]


def _expected(talk: LiveTalk, zone_id: int, zone_name: str) -> Expected:
    occurrence = live_facts.occurrence(talk)
    return Expected(
        key=occurrence.key,
        name=occurrence.programme_name,
        programme_id=None,
        zone_id=zone_id,
        zone_name=zone_name,
        starts_at=talk.starts_at,
        ends_at=talk.ended_at or live_facts.limit_at(talk),
        priority=occurrence.priority,
        booked_at=talk.starts_at,
        ended_at=talk.ended_at,
        changed_at=talk.starts_at,
        items={slot.key: NOTHING for slot in live_claims.slots(talk)},
    )
