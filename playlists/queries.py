"""What is known about playlists and programmes: reads, changes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta, tzinfo
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from content.clearance import Standing
from content.queries import standings
from playlists import catchup, queue_items, relay_items
from playlists.catchup import CatchUp, Policy
from playlists.models import Item, ItemKind, Playlist, Programme
from playlists.relay_items import RelayLine
from playlists.rundown import FRAME, Line
from playlists.timetable import Booking, Occurrence, occurrences
from station import tree, zones


def playlists(session: Session) -> Sequence[Playlist]:
    """Return all playlists by name."""
    return session.scalars(select(Playlist).order_by(Playlist.name)).all()


def programmes(session: Session) -> Sequence[Programme]:
    """Return all programmes, those still running first, in order of their start time."""
    return session.scalars(
        select(Programme).order_by(Programme.ended_at.is_not(None), Programme.starts_at, Programme.id)
    ).all()


def bookings(
    session: Session,
    *,
    since: datetime,
    zones_heard: frozenset[int] | None = None,
    below: Mapping[int, frozenset[int]] | None = None,
) -> list[Booking]:
    """Return what the timetable needs of every programme that had not ended by then and is heard in these zones.

    `below`: the zones below each zone, where the caller knows them.
    """
    heard = below or tree.below(zones.parents(session))
    running = select(*Programme.__table__.columns).where(or_(Programme.ended_at.is_(None), Programme.ended_at > since))
    found = ((row, tree.heard_in(row.zone_ids, heard)) for row in session.execute(running))
    return [booking(row, where) for row, where in found if zones_heard is None or not zones_heard.isdisjoint(where)]


def coming(session: Session, start: datetime, end: datetime, timezone: tzinfo) -> list[Occurrence]:
    """Return what starts in [start, end)."""
    return occurrences(bookings(session, since=start), start, end, timezone)


def booking(programme: Programme | Row[*tuple[Any, ...]], zone_ids: frozenset[int]) -> Booking:
    """Return a programme as a value, with the zones that will sound."""
    return Booking(
        programme_id=programme.id,
        name=programme.name,
        playlist_id=programme.playlist_id,
        starts_at=programme.starts_at,
        first_day=programme.first_day,
        last_day=programme.last_day,
        weekdays=frozenset(programme.weekdays),
        zones=zone_ids,
        priority=programme.priority,
        booked_at=programme.booked_at,
        ended_at=programme.ended_at,
        policy=Policy(CatchUp(programme.catch_up), programme.late_minutes),
        hard_end=programme.hard_end,
    )


def lines(items: Iterable[Item | Row[*tuple[Any, ...]]]) -> tuple[Line, ...]:
    """Return items as values. A key counts the turns of one announcement, so a playlist saved anew keeps its keys."""
    turns: dict[int, int] = {}
    found: list[Line] = []
    drawn = 0
    for item in items:
        if item.kind == ItemKind.QUEUE:
            drawn += 1
            found.append(Line(f"q{drawn}", None, room=queue_items.room(item, drawn)))
            continue
        if item.relay_id is not None:
            number, key = relay_items.named(item.relay_id, turns)
            found.append(Line(key, number))
            continue
        if item.kind == ItemKind.PAUSE or item.announcement_id is None:
            found.append(Line(f"pause.{item.place}", None, round(item.pause_seconds / FRAME.total_seconds())))
            continue
        turns[item.announcement_id] = turn = turns.get(item.announcement_id, 0) + 1
        found.append(Line(f"{item.announcement_id}.{turn}", item.announcement_id))
    return tuple(found)


def all_lines(session: Session, playlist_ids: Iterable[int]) -> dict[int, tuple[Line, ...]]:
    """Return the lines of the playlists named."""
    item = Item.__table__.c
    named = (item.playlist_id, item.place, item.kind, item.announcement_id, item.pause_seconds, item.relay_id)
    wanted = select(*named).where(item.playlist_id.in_(set(playlist_ids)))
    rows = session.execute(wanted.order_by(item.playlist_id, item.place)).all()
    found = {number: lines(items) for number, items in groupby(rows, key=itemgetter(0))}
    return found | _drawing(session, {row.playlist_id for row in rows if row.kind == ItemKind.QUEUE})


def _drawing(session: Session, playlist_ids: Collection[int]) -> dict[int, tuple[Line, ...]]:
    """Return the lines of playlists that draw from the queue; most do not, and what draws is not asked of them."""
    if not playlist_ids:
        return {}
    found = session.scalars(select(Playlist).where(Playlist.id.in_(playlist_ids)))
    return {playlist.id: lines(playlist.items) for playlist in found}


def all_relays(session: Session, playlist_ids: Iterable[int]) -> dict[int, dict[str, RelayLine]]:
    """Return the relays of the playlists named, by the keys of their lines."""
    wanted = session.scalars(
        select(Playlist)
        .join(Item, Item.playlist_id == Playlist.id)
        .where(Playlist.id.in_(set(playlist_ids)), Item.relay_id.is_not(None))
        .distinct()
    )
    return {playlist.id: relay_items.lines(playlist.items) for playlist in wanted}


def length(session: Session, playlist: Playlist, starts_at: time | None = None) -> timedelta:
    """Return how long a playlist lasts as it stands: pauses, relays, and every clip there is, approved or not.

    A relay that lasts until a time of day counts where it is said when the playlist starts.
    """
    total = timedelta(0)
    for item in playlist.items:
        if item.relay_until is not None and starts_at is not None:
            total = max(total, catchup.until(starts_at, item.relay_until))
        else:
            total += _item_length(item)
    return total


def _item_length(item: Item) -> timedelta:
    clip = item.announcement.current.clip if item.announcement else None
    return (clip.frames if clip else 0) * FRAME + timedelta(
        seconds=item.pause_seconds + item.relay_seconds + item.queue_seconds
    )


def lengths(session: Session, running: Iterable[Programme]) -> dict[int, timedelta]:
    """Return the length of each programme's playlist."""
    return {programme.id: length(session, programme.playlist, programme.starts_at) for programme in running}


def standings_of(session: Session, playlist: Playlist) -> dict[int, Standing]:
    """Return for each announcement of a playlist whether it may be aired."""
    return standings(session, (item.announcement_id for item in playlist.items if item.announcement_id))
