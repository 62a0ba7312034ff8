"""What a look finds silent because the nation mourns."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from content.clearance import Standing
from content.queries import musical
from playlists import calendar, mourning
from playlists.daytypes import DayType
from playlists.mourning import Place
from playlists.placing import Barring
from playlists.timetable import Occurrence
from station import clock

ONE_DAY = timedelta(days=1)
There = dict[Place, dict[int, Standing]]
Limits = dict[Place, Barring]


def silenced(
    session: Session,
    starts: Sequence[Occurrence],
    known: Mapping[int, Standing],
    there: There,
    limits: Limits,
    *,
    since: datetime,
    now: datetime,
    timezone: tzinfo,
) -> tuple[There, Limits]:
    """Return how everything stands, and what is forbidden from when on, once music is silent where it has to be."""
    kept = calendar.read(session, clock.local(since, timezone).date(), clock.local(now + ONE_DAY, timezone).date())
    if DayType.MOURNING not in kept.types.values():
        return there, limits
    silent = mourning.without_music(starts, musical(session, known), kept, timezone)
    fillers = mourning.without_fillers(starts, kept, timezone)
    return (
        there | {place: {**there.get(place, {}), **found} for place, found in silent.items()},
        limits | {place: min(limits.get(place, barring), barring) for place, barring in fillers.items()},
    )
