"""What should be sounding by the timetable alone: the ear does not ask the process that plays."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.ear.watch import Due
from broadcaster.models import BreakIn
from playlists import hardtimes
from playlists import queries as plans
from playlists.models import Item, ItemKind, Playlist
from playlists.placing import Barring
from playlists.timetable import Occurrence
from playlists.year import calendar, mourning
from station import clock

LOOK_BACK = timedelta(hours=6)  # longer than any occurrence
LOOK_AHEAD = timedelta(minutes=1)
BREAK_IN_LASTS = timedelta(minutes=1)  # long enough to notice that nobody took it up


def due(session: Session, *, now: datetime, timezone: tzinfo) -> list[Due]:
    """Return what began within the last hours and should not be over yet, and what begins before the next look."""
    starts = plans.coming(session, now - LOOK_BACK, now + LOOK_AHEAD, timezone)
    lasting = _spans(session, {each.playlist_id for each in starts})
    silent = _mourned(session, starts, now, timezone)
    found = [_due(each, lasting.get(each.playlist_id), timezone) for each in starts if each.key not in silent]
    return [each for each in (*found, *_break_ins(session, now)) if each is not None and each.ends_at > now]


def _mourned(session: Session, starts: Iterable[Occurrence], now: datetime, timezone: tzinfo) -> set[str]:
    """Return the background music that is silent because the nation mourns: nobody is to be called for that."""
    days = [clock.local(moment, timezone).date() for moment in (now - LOOK_BACK, now + LOOK_AHEAD)]
    kept = calendar.read(session, *days)
    barred = mourning.without_fillers(starts, kept, timezone)
    return {each.key for each in starts for zone_id in each.zones if _is_barred(each, barred.get((each.key, zone_id)))}


def _is_barred(occurrence: Occurrence, barring: Barring | None) -> bool:
    return barring is not None and barring[0] <= occurrence.starts_at


def _spans(session: Session, playlist_ids: set[int]) -> dict[int, tuple[timedelta, time | None, timedelta]]:
    rows = session.scalars(select(Playlist).where(Playlist.id.in_(playlist_ids)))
    return {row.id: (*_leading_silence(row.items), plans.length(session, row)) for row in rows}


def _leading_silence(items: Iterable[Item]) -> tuple[timedelta, time | None]:
    """Return how long it may be silent before the first sound, and at what time of day that begins where it is said."""
    seconds = 0.0
    for item in items:
        if item.kind not in (ItemKind.PAUSE, ItemKind.LIVE):
            return timedelta(seconds=seconds), item.hard_start
        seconds += item.pause_seconds + item.live_seconds
    return timedelta(seconds=seconds), None


def _due(occurrence: Occurrence, span: tuple[timedelta, time | None, timedelta] | None, timezone: tzinfo) -> Due | None:
    if span is None:
        return None
    silence, hard_start, length = span
    starts_at = occurrence.starts_at
    first = starts_at + silence
    if hard_start is not None:
        first = max(first, hardtimes.instant(starts_at, hard_start, timezone))
    return Due(occurrence.key, occurrence.programme_name, first, starts_at + length, occurrence.zones)


def _break_ins(session: Session, now: datetime) -> list[Due]:
    recent = select(BreakIn).where(BreakIn.ordered_at > now - BREAK_IN_LASTS, BreakIn.ended_at.is_(None))
    return [
        Due(f"b{each.id}", "Phát khẩn", each.ordered_at, each.ordered_at + BREAK_IN_LASTS, frozenset(each.zone_ids))
        for each in session.scalars(recent)
    ]
