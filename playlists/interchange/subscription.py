"""What a subscriber of the timetable is given: the coming weeks of the station, or of one zone."""

from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from playlists import queries
from playlists.interchange import feed
from playlists.interchange.feed import Aired, Channel
from station import clock, zones
from station.models import Zone

AHEAD = timedelta(weeks=4)


def calendar(session: Session, channel: Channel, zone: Zone | None, *, now: datetime, timezone: tzinfo) -> bytes:
    """Return the iCalendar from the beginning of today on; without a zone, of all of them."""
    today = clock.local(now, timezone).date()
    since, until = (clock.instant(day, time(0), timezone) for day in (today, today + AHEAD))
    starts = queries.coming(session, since, until, timezone)
    names = {each.id: each.name for each in zones.all_zones(session)}
    heard = [each for each in starts if zone is None or zone.id in each.zones][: feed.MOST_EVENTS]
    wanted = {each.programme_id for each in heard}
    aired = {
        each.id: Aired(
            length=queries.length(session, each.playlist, each.starts_at),
            changed_at=max(each.booked_at, each.playlist.changed_at),
        )
        for each in queries.programmes(session)
        if each.id in wanted
    }
    return feed.calendar(channel, heard, aired, names)
