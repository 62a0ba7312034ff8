"""How the campaigns stand: what was heard of each, what will be by its end, and which goals cannot be met."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import airings, forecast
from content.models import Announcement, Campaign
from playlists.queueing import goals, queued
from playlists.queueing.goals import AtRisk, Progress
from playlists.queueing.queue import Goal, Heard
from station import clock, tree
from station import zones as places

LONGEST_DAYS = 366  # a forecast looks no further ahead


@dataclass(frozen=True)
class Standing:
    """A campaign's progress until now and, where it was asked for, until its end; None without a goal.

    `seen_to`: the day to which a forecast saw, where the campaign lasts longer.
    """

    now: Progress | None
    by_the_end: Progress | None = None
    risk: AtRisk | None = None
    seen_to: date | None = None


def at_risk(session: Session, *, now: datetime, timezone: tzinfo) -> list[AtRisk]:
    """Return the campaigns going on or coming whose goals cannot be met as things are booked and queued."""
    day = clock.local(now, timezone).date()
    running = select(Campaign).where(Campaign.closed_at.is_(None), Campaign.last_day >= day).order_by(Campaign.last_day)
    wanted = [each for each in session.scalars(running) if goals.has_goal(queued.goal_of(each))]
    found = standings(session, wanted, now=now, timezone=timezone, with_forecast=True)
    return [each.risk for each in found.values() if each.risk]


def standings(
    session: Session, campaigns: Iterable[Campaign], *, now: datetime, timezone: tzinfo, with_forecast: bool = False
) -> dict[int, Standing]:
    """Return how these campaigns stand, by number; with a forecast only while they last."""
    wanted = list(campaigns)
    below = tree.below(places.parents(session))
    ends = {each.id: _ends(each, below) for each in wanted}
    heard = _heard(session, [queued.goal_of(each) for each in wanted], now, timezone)
    found = {each.id: Standing(goals.progress(queued.goal_of(each), heard, ends[each.id])) for each in wanted}
    today = clock.local(now, timezone).date()
    open_ones = [each for each in wanted if found[each.id].now and not each.closed_at and each.last_day >= today]
    if not with_forecast or not open_ones:
        return found
    days = min(LONGEST_DAYS, (max(each.last_day for each in open_ones) - today).days + 1)
    ahead = forecast.read(session, now=now, days=days, timezone=timezone)
    seen_to = clock.local(ahead.until, timezone).date()
    names = {zone.id: zone.name for zone in places.all_zones(session)}
    for each in open_ones:
        goal = queued.goal_of(each)
        by_the_end = goals.progress(goal, {**heard, **ahead.draws.heard}, ends[each.id])
        is_seen = each.last_day < seen_to
        risk = goals.at_risk(goal, by_the_end, names[by_the_end.zone_id]) if by_the_end and is_seen else None
        found[each.id] = Standing(found[each.id].now, by_the_end, risk, None if is_seen else seen_to)
    return found


def _ends(campaign: Campaign, below: Mapping[int, frozenset[int]]) -> list[int]:
    """Return the zones of a campaign that have none below them: what is sent to the others is heard there too."""
    return [zone_id for zone_id in sorted(tree.heard_in(campaign.zone_ids, below)) if below[zone_id] == {zone_id}]


def _heard(session: Session, wanted: Iterable[Goal], now: datetime, timezone: tzinfo) -> dict[int, Heard]:
    """Return what every zone has heard of these campaigns."""
    first_days = {goal.campaign_id: goal.first_day for goal in wanted if goals.has_goal(goal)}
    members = select(Announcement.id, Announcement.campaign_id).where(Announcement.campaign_id.in_(first_days))
    serving = {number: campaign or 0 for number, campaign in session.execute(members)}
    begins = {number: first_days[campaign] for number, campaign in serving.items()}
    found = {}
    for zone_id, history in airings.histories(session, serving, since=now, timezone=timezone, begins=begins).items():
        found[zone_id] = heard = Heard(serving)
        heard.take_before(history.before)
    return found
