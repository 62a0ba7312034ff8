"""What a subscriber of the timetable is given: the coming weeks of the station, or of one zone."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists import queries
from playlists.booking.lasting import lasting
from playlists.interchange import feed
from playlists.interchange.feed import Aired, Channel, Places
from playlists.models import Playlist, Programme, ProgrammeException
from playlists.timetable import Occurrence
from station import clock, zones
from station.models import Zone

AHEAD = timedelta(weeks=4)


def calendar(session: Session, channel: Channel, zone: Zone | None, *, now: datetime, timezone: tzinfo) -> bytes:
    """Return the iCalendar from the beginning of today on; without a zone, of all of them."""
    today = clock.local(now, timezone).date()
    since, until = (clock.instant(day, time(0), timezone) for day in (today, today + AHEAD))
    starts = queries.coming(session, since, until, timezone)
    found = zones.all_zones(session)
    places = Places({each.id: each.name for each in found}, {each.id: each.parent_id for each in found})
    heard = [each for each in starts if zone is None or zone.id in each.zones][: feed.MOST_EVENTS]
    return feed.calendar(channel, heard, _aired(session, heard, timezone), places)


def _aired(session: Session, starts: Iterable[Occurrence], timezone: tzinfo) -> dict[str, Aired]:
    """Return by its key how long each start lasts, and since when it is as it is."""
    found, lasts = list(starts), lasting(session)
    booked = dict(session.execute(select(Programme.id, Programme.booked_at)).all())
    saved = dict(session.execute(select(Playlist.id, Playlist.changed_at)).all())
    changed = _changes(session, {each.programme_id for each in found})
    return {
        each.key: Aired(
            length=lasts(each.playlist_id, clock.local(each.starts_at, timezone).time()),
            changed_at=max(
                booked[each.programme_id],
                saved[each.playlist_id],
                changed.get((each.programme_id, each.day), booked[each.programme_id]),
            ),
            is_changed=each.change is not None,
        )
        for each in found
    }


def _changes(session: Session, programme_ids: set[int]) -> dict[tuple[int, date | None], datetime]:
    """Return when each day of these programmes was made different from its series."""
    rows = session.scalars(select(ProgrammeException).where(ProgrammeException.programme_id.in_(programme_ids)))
    return {(row.programme_id, row.day): row.made_at for row in rows}
