"""What should have been aired, as the database has it now: programmes and break-ins, zone by zone."""

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.breakin import facts as breakin_facts
from broadcaster.breakin import lines as breakin_lines
from broadcaster.breakin import scripts as breakin_scripts
from broadcaster.breakin.facts import key
from broadcaster.breakin.lines import Script
from broadcaster.models import BreakIn
from broadcaster.reconcile.values import Expected, Row
from playlists import queries as plans
from playlists.models import Playlist
from playlists.rundown import FRAME, Line
from playlists.timetable import Occurrence, occurrences

AROUND = timedelta(hours=12)  # an occurrence may air this long after its start
ON_THE_DOT = "chờ đến giờ hẹn"
AFTER_LIVE = "sau khung nói trực tiếp"
Names = Mapping[int, str]
Told = tuple[datetime, timedelta, Mapping[str, timedelta], Mapping[str, str]]


def programmes(session: Session, since: datetime, until: datetime, timezone: tzinfo, names: Names) -> list[Expected]:
    """Return every occurrence of the timetable, of programmes that have been ended too."""
    begin = since - AROUND
    bookings = plans.bookings(session, since=begin, until=until)
    ended = {each.programme_id: each.ended_at for each in bookings}
    endless = [dataclasses.replace(each, ended_at=None) for each in bookings]
    starts = occurrences(endless, begin, until, timezone, plans.days_of(session, begin, until, timezone))
    playlists = _playlists(session, {each.playlist_id for each in starts})
    return [
        _expected(start, zone_id, names.get(zone_id, "?"), ended[start.programme_id], *playlists[start.playlist_id])
        for start in starts
        for zone_id in sorted(start.zones)
    ]


def _playlists(session: Session, wanted: set[int]) -> dict[int, Told]:
    found = session.scalars(select(Playlist).where(Playlist.id.in_(wanted)))
    return {each.id: _told(session, each, plans.lines(each.items)) for each in found}


def _told(session: Session, playlist: Playlist, lines: tuple[Line, ...]) -> Told:
    return playlist.changed_at, plans.length(session, playlist), _pauses(lines), _silences(lines)


def _pauses(lines: tuple[Line, ...]) -> dict[str, timedelta]:
    """Return for each announcement of a playlist the pause before it; a live slot is promised to nobody."""
    found, pause = {}, timedelta()
    for line in lines:
        if line.live_frames:
            continue
        if line.announcement_id is None:
            pause += line.pause_frames * FRAME
        else:
            found[line.key], pause = pause, timedelta()
    return found


def _silences(lines: tuple[Line, ...]) -> dict[str, str]:
    """Return the items before which there may be silence, and why."""
    found = {line.key: ON_THE_DOT for line in lines if line.hard_start is not None}
    return {after.key: AFTER_LIVE for before, after in pairwise(lines) if before.live_frames} | found


def _expected(
    start: Occurrence,
    zone_id: int,
    zone_name: str,
    ended_at: datetime | None,
    changed_at: datetime,
    length: timedelta,
    items: Mapping[str, timedelta],
    silences: Mapping[str, str],
) -> Expected:
    return Expected(
        key=start.key,
        name=start.programme_name,
        programme_id=start.programme_id,
        zone_id=zone_id,
        zone_name=zone_name,
        starts_at=start.starts_at,
        ends_at=start.starts_at + length,
        priority=start.priority,
        booked_at=start.booked_at,
        ended_at=ended_at,
        changed_at=changed_at,
        items=items,
        silences=silences,
    )


def break_ins(
    session: Session, orders: list[BreakIn], rows: tuple[Row, ...], names: Names, now: datetime
) -> list[Expected]:
    """Return every break-in as it should have been read by now."""
    written: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        written[row.occurrence].append(row)
    staged = breakin_scripts.stage(session, orders)
    return [
        _break_in(each, staged[each.id].script, zone_id, names.get(zone_id, "?"), written[key(each.id)], now)
        for each in orders
        for zone_id in each.zone_ids
    ]


def _break_in(order: BreakIn, script: Script, zone_id: int, zone_name: str, rows: list[Row], now: datetime) -> Expected:
    begun = min((row.planned_at for row in rows), default=order.begins_at)
    promised = _pauses(breakin_lines.lines(script, begun=begun, now=now))
    if order.ended_at is not None or str(zone_id) in order.taken_over:
        # What was to follow is promised no more; what it began with still is.
        kept = {*list(promised)[:1], *(row.item for row in rows if row.zone_id == zone_id)}
        promised = {item: pause for item, pause in promised.items() if item in kept}
    return Expected(
        key=key(order.id),
        name=breakin_facts.name(order),
        programme_id=None,
        zone_id=zone_id,
        zone_name=zone_name,
        starts_at=begun,
        ends_at=breakin_lines.over_at(script, begun) or now,
        priority=breakin_facts.PRIORITY,
        booked_at=order.ordered_at,
        ended_at=order.ended_at,
        changed_at=order.ordered_at,
        items=promised,
    )
