"""What is known about outputs: reads, changes nothing, and opens none."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import lease
from broadcaster.models import Lease, Output
from broadcaster.outputs.port import OutputSpec
from station.models import Zone


def specs(session: Session) -> list[OutputSpec]:
    """Return every output that is switched on, as play-out opens it."""
    found = session.execute(select(Output, Zone).join(Zone, Zone.id == Output.zone_id).where(Output.enabled))
    return [
        OutputSpec(
            output_id=output.id,
            kind=output.kind,
            address=output.address,
            zone_id=zone.id,
            zone_slug=zone.slug,
            zone_name=zone.name,
            options=dict(output.options),
        )
        for output, zone in found
    ]


def listed(session: Session) -> Sequence[Output]:
    """Return every output, in the order in which they were set up."""
    return session.scalars(select(Output).order_by(Output.id)).all()


def tests_are_asked(session: Session) -> bool:
    """Is there an order to test an output?"""
    return session.scalar(select(Output.id).where(Output.test_asked_at.is_not(None)).limit(1)) is not None


def is_playing(session: Session, *, now: datetime) -> bool:
    """Does play-out live? Where it does not, no state of an output counts."""
    held = session.get(Lease, lease.NAME)
    return held is not None and abs(now - held.beat_at) < timedelta(seconds=2 * lease.STALE)
