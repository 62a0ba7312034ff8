"""What a look finds silent because the nation mourns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from content.clearance import Standing
from content.queries import musical
from playlists.daytypes import Calendar, DayType
from playlists.placing import Barring
from playlists.timetable import Occurrence
from playlists.year import calendar, mourning
from playlists.year.mourning import Place
from station import clock

ONE_DAY = timedelta(days=1)
There = Mapping[Place, Mapping[int, Standing]]
Barred = dict[int, Sequence[Barring]]
Limits = dict[Place, Barring]


@dataclass(frozen=True)
class Silence:
    """The music that may not sound in each place, and the programmes that are music only."""

    music: There = field(default_factory=dict)
    fillers: Limits = field(default_factory=dict)

    def there(self, there: There) -> dict[Place, Mapping[int, Standing]]:
        """Return how everything stands in each place, music silent."""
        return {**there, **{place: {**there.get(place, {}), **found} for place, found in self.music.items()}}

    def of(self, barred: Barred, limits: Limits) -> tuple[Barred, Limits]:
        """Return what the guard bars, and from when on an occurrence is forbidden: by whichever comes first."""
        return barred, limits | {place: min(limits.get(place, bar), bar) for place, bar in self.fillers.items()}


def read(
    session: Session,
    starts: Sequence[Occurrence],
    known: Mapping[int, Standing],
    *,
    since: datetime,
    now: datetime,
    timezone: tzinfo,
) -> Silence:
    """Read whether there is mourning within a look, and what it silences."""
    kept = _mourning(session, *(clock.local(each, timezone).date() for each in (since, now + ONE_DAY)))
    if kept is None:
        return Silence()
    music = mourning.without_music(starts, musical(session, known), kept, timezone)
    return Silence(music, mourning.without_fillers(starts, kept, timezone))


def silent(
    session: Session, starts: Sequence[Occurrence], announcement_ids: Iterable[int], *, timezone: tzinfo
) -> dict[str, frozenset[int]]:
    """Return for each start on a day of mourning, by its key, what of these announcements is music."""
    if not starts:
        return {}
    days = [clock.local(each.starts_at, timezone).date() for each in starts]
    kept = _mourning(session, min(days), max(days) + ONE_DAY)
    if kept is None:
        return {}
    music = mourning.without_music(starts, musical(session, announcement_ids), kept, timezone)
    return {key: frozenset(found) for (key, _), found in music.items()}


def _mourning(session: Session, first: date, last: date) -> Calendar | None:
    """Return the calendar of some days where any of them is one of mourning."""
    kept = calendar.read(session, first, last)
    return kept if DayType.MOURNING in kept.types.values() else None
