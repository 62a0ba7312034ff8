"""No music while the nation mourns: what is silent of a day's programmes; pure.

Music is a jingle, whatever has music under its words, and a whole programme of background music. Words, relays
(upstream stations keep the mourning themselves) and signals such as a chime go on; khẩn cấp and live voices always do.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo

from content.clearance import Barred, Standing
from content.queries import Musical
from playlists.daytypes import Calendar, DayType
from playlists.placing import Barring
from playlists.priority import Priority
from playlists.timetable import Occurrence
from station import clock

NO_MUSIC = "ngày quốc tang không phát nhạc"
MUSIC_UNDER_WORDS = f"{NO_MUSIC}, mà bản tin có nhạc nền"
ONE_DAY = timedelta(days=1)
Place = tuple[str, int]  # an occurrence's key and a zone


def without_music(
    starts: Iterable[Occurrence], musical: Mapping[int, Musical], calendar: Calendar, timezone: tzinfo
) -> dict[Place, dict[int, Standing]]:
    """Return for each place of a day of mourning that its music may not be aired, and why."""
    silent: dict[int, Standing] = {
        number: Barred(number, each.title, MUSIC_UNDER_WORDS if each.has_words else NO_MUSIC)
        for number, each in musical.items()
    }
    return {
        (each.key, zone_id): silent
        for each in starts
        if silent and each.priority < Priority.LIVE and calendar.type_of(_day(each, timezone)) is DayType.MOURNING
        for zone_id in each.zones
    }


def without_fillers(starts: Iterable[Occurrence], calendar: Calendar, timezone: tzinfo) -> dict[Place, Barring]:
    """Return from when to when background music may not sound in each of its places: for the whole day."""
    found: dict[Place, Barring] = {}
    for each in starts:
        day = _day(each, timezone)
        if is_filler(each) and (
            barring := _barring(day, calendar, timezone) or _barring(day + ONE_DAY, calendar, timezone)
        ):
            found |= {(each.key, zone_id): barring for zone_id in each.zones}
    return found


def is_filler(occurrence: Occurrence) -> bool:
    """Is it background music, which sounds only where nothing else does?"""
    return occurrence.priority <= Priority.FILLER


def _barring(day: date, calendar: Calendar, timezone: tzinfo) -> Barring | None:
    if calendar.type_of(day) is not DayType.MOURNING:
        return None
    return (_midnight(day, timezone), _midnight(day + ONE_DAY, timezone), NO_MUSIC)


def _midnight(day: date, timezone: tzinfo) -> datetime:
    return clock.instant(day, time(0), timezone)


def _day(occurrence: Occurrence, timezone: tzinfo) -> date:
    return clock.local(occurrence.starts_at, timezone).date()
