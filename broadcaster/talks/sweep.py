"""Putting in order what a crash left of live talks: those that nobody airs any more, and sound not yet on the shelf."""

from datetime import datetime, timedelta, tzinfo

from sqlalchemy import or_, select

from broadcaster.inputs import live_line
from broadcaster.inputs.live_line import LIMIT, LOST
from broadcaster.inputs.live_recording import recording_of
from broadcaster.models import LiveTalk
from broadcaster.talks import hours as live_hours
from broadcaster.talks import live
from broadcaster.talks import sound as live_sound
from broadcaster.talks.facts import limit_at
from station.database import Database
from station.settings import Settings

GRACE = timedelta(seconds=10)  # from the start, or the last sign of life, in which a talk may be begun again
STALE_SECONDS = 10.0
STATION = "loa"  # who did it, when nobody did


def sweep(database: Database, settings: Settings, *, now: datetime) -> list[int]:
    """End the talks that nobody airs, each by a process of its own; return which. To be called each minute.

    What the guard no longer allows is ended too: its hours may have been changed since the talk began.
    """
    _close_outside_hours(database, settings.timezone, now)
    recorded = [int(path.stem) for path in (settings.home / "live").glob("*.mp3") if path.stem.isdecimal()]
    unfinished = or_(LiveTalk.ended_at.is_(None), LiveTalk.id.in_(recorded))
    with database.reading() as session:
        talks = list(session.scalars(select(LiveTalk).where(unfinished).order_by(LiveTalk.id)))
    left = [talk for talk in talks if talk.starts_at + GRACE < now and _is_left(settings, talk.id, now)]
    for talk in left:
        live_sound.start("live_ending", settings, str(talk.id), LIMIT if limit_at(talk) <= now else LOST)
    return [talk.id for talk in left]


def _close_outside_hours(database: Database, timezone: tzinfo, now: datetime) -> None:
    """End the talks whose zones' hours were changed while they run, and are over now."""
    with database.reading() as session:
        found = {
            each.id: live_hours.barring(session, each.zone_ids, now, timezone)
            for each in live.running(session, now=now)
        }
    for talk_id, reason in found.items():
        if reason:
            with database.writing() as session:
                live.close(session, live.get(session, talk_id), reason, by=STATION, now=now)


def _is_left(settings: Settings, talk_id: int, now: datetime) -> bool:
    """Is nobody airing this talk, nor has anybody for a while?"""
    path = recording_of(settings.home, talk_id)
    try:
        quiet = now.timestamp() - path.stat().st_mtime > STALE_SECONDS
    except FileNotFoundError:
        quiet = True
    return quiet and not live_line.is_there(settings.home, talk_id)
