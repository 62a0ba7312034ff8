"""What is known about campaigns and the queue: reads, changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.campaigns import QUEUEABLE
from content.lifecycle import State
from content.models import Announcement, Campaign, QueueEntry

OFFERED = 300
GONE = (State.REJECTED, State.WITHDRAWN, State.EXPIRED)


class Phase(StrEnum):
    """Where a campaign stands in time."""

    GOING_ON = "Đang diễn ra"
    COMING = "Sắp tới"
    OVER = "Đã kết thúc"


def phase(campaign: Campaign, today: date) -> Phase:
    """Return where a campaign stands on a day."""
    if campaign.closed_at is not None or campaign.last_day < today:
        return Phase.OVER
    return Phase.COMING if campaign.first_day > today else Phase.GOING_ON


def by_phase(session: Session, *, today: date) -> dict[Phase, list[Campaign]]:
    """Return all campaigns: those that end first come first, of those that are over the last."""
    found: dict[Phase, list[Campaign]] = {each: [] for each in Phase}
    for campaign in session.scalars(select(Campaign).order_by(Campaign.last_day, Campaign.id)):
        found[phase(campaign, today)].append(campaign)
    found[Phase.OVER].reverse()
    return found


def campaigns(session: Session) -> Sequence[Campaign]:
    """Return all campaigns, the newest first."""
    return session.scalars(select(Campaign).order_by(Campaign.id.desc())).all()


def members(session: Session, campaign_id: int) -> Sequence[Announcement]:
    """Return the announcements that serve a campaign."""
    return session.scalars(
        select(Announcement).where(Announcement.campaign_id == campaign_id).order_by(Announcement.id)
    ).all()


def free_to_join(session: Session) -> Sequence[Announcement]:
    """Return the newest announcements that may yet serve a campaign."""
    free = select(Announcement).where(Announcement.campaign_id.is_(None), Announcement.form.in_(QUEUEABLE))
    free = free.where(Announcement.state.not_in(GONE))
    return session.scalars(free.order_by(Announcement.id.desc()).limit(OFFERED)).all()


def queued(session: Session) -> list[tuple[QueueEntry, Announcement]]:
    """Return everything in the queue, what ends first coming first."""
    query = select(QueueEntry, Announcement).join(Announcement, Announcement.id == QueueEntry.announcement_id)
    found = [(entry, announcement) for entry, announcement in session.execute(query)]
    return sorted(found, key=lambda pair: (pair[0].last_day or pair[1].valid_until or date.max, pair[1].id))


def queued_among(session: Session, announcement_ids: Iterable[int]) -> dict[int, QueueEntry]:
    """Return how these announcements are queued, those that are."""
    wanted = select(QueueEntry).where(QueueEntry.announcement_id.in_(list(announcement_ids)))
    return {each.announcement_id: each for each in session.scalars(wanted)}
