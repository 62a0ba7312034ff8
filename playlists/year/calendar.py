"""What kind of day it is, by the days that the commune keeps: one small query, and what it finds is remembered."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from playlists.daytypes import Calendar
from playlists.models import YearDay
from playlists.year import yeardays
from playlists.year.yeardays import DECIDING, Row

_DAY = YearDay.__table__.c
_DECIDING = (
    select(_DAY.kind, _DAY.falls, _DAY.days).where(_DAY.is_on, _DAY.kind.in_(DECIDING)).order_by(_DAY.id)
)  # only what makes a day another than an ordinary one


def read(session: Session, first: date, last: date) -> Calendar:
    """Return the calendar of [first, last]; play-out asks at every look."""
    found: Sequence[Row] = [(kind, falls, days) for kind, falls, days in session.execute(_DECIDING)]
    return _remembered(tuple(found), first, last)


_remembered = lru_cache(maxsize=256)(yeardays.calendar)  # by the days themselves: a clock set back misleads nobody
