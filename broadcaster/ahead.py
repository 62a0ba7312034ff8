"""What must be ready before its time: the lines of the coming day are asked of the voices in advance."""

from datetime import datetime, timedelta

from playlists import actions, fillings
from station.database import Database
from station.settings import Settings

AHEAD = timedelta(hours=26)  # a day, and what the voices may need


def ask_for_lines(database: Database, settings: Settings, *, now: datetime) -> int:
    """Ask for what is missing; return how much that was. Where nothing is, nothing is locked."""
    timezone, station_name = settings.timezone, settings.station_name
    with database.reading() as session:
        missing = fillings.missing(session, now=now, ahead=AHEAD, timezone=timezone, station_name=station_name)
    if not missing:
        return 0
    with database.writing() as session:
        return actions.ask_for_lines(session, now=now, ahead=AHEAD, timezone=timezone, station_name=station_name)
