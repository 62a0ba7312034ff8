"""What a planned station will air: starts, airings of each campaign against its goal, and whether the guard holds."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time, tzinfo

from sqlalchemy.orm import Session

from broadcaster import forecast
from broadcaster.forecast import Coming
from content import campaign_queries
from playlists.queueing import goals, queued
from playlists.queueing.goals import Progress
from station import clock, tree, zones


@dataclass(frozen=True)
class Outlook:
    """Some days of a station as they will be if nothing changes."""

    starts: int
    airings: int
    by_month: Counter[tuple[str, int]]
    reached: tuple[tuple[str, Progress], ...]
    first_hour: time
    last_hour: time


def outlook(session: Session, first: date, last: date, timezone: tzinfo) -> Outlook:
    """Draw for every start from the first day to the last."""
    now = clock.instant(first, time(0), timezone)
    ahead = forecast.read(session, now=now, days=(last - first).days + 1, timezone=timezone)
    campaigns = campaign_queries.campaigns(session)
    names = {
        each.id: campaign.name for campaign in campaigns for each in campaign_queries.members(session, campaign.id)
    }
    coming = ahead.coming(names)
    below = tree.below(zones.parents(session))
    ends = [zone_id for zone_id, heard in below.items() if heard == {zone_id}]
    told = [(each, goals.progress(queued.goal_of(each), ahead.draws.heard, ends)) for each in campaigns]
    hours = [clock.local(each.starts_at, timezone).time() for each in ahead.starts]
    return Outlook(
        starts=len(ahead.starts),
        airings=len(coming),
        by_month=Counter((names[each.announcement_id], _month(each, timezone)) for each in coming),
        reached=tuple((campaign.name, progress) for campaign, progress in told if progress),
        first_hour=min(hours),
        last_hour=max(hours),
    )


def _month(each: Coming, timezone: tzinfo) -> int:
    return clock.local(each.starts_at, timezone).month
