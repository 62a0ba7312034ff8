"""What must be ready before its time: the lines of the coming day are asked of the voices in advance."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from broadcaster import drawn
from playlists import actions, fillings
from station.database import Database
from station.settings import Settings

Answer = TypeVar("Answer")
AHEAD = timedelta(hours=26)  # a day, and what the voices may need


def ask_for_lines(database: Database, settings: Settings, *, now: datetime) -> int:
    """Ask for what is missing; return how much that was. Where nothing is, nothing is locked."""
    ask = partial(_asked, settings=settings, now=now)
    with database.reading() as session:
        if not ask(fillings.missing, session):
            return 0
    with database.writing() as session:
        return ask(actions.ask_for_lines, session)


def _asked(deed: Callable[..., Answer], session: Session, *, settings: Settings, now: datetime) -> Answer:
    timezone = settings.timezone
    drawing = partial(drawn.lines_of, timezone=timezone)
    return deed(session, now=now, ahead=AHEAD, timezone=timezone, station_name=settings.station_name, drawing=drawing)
