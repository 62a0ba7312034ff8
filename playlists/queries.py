"""What is known about playlists and programmes: reads, changes nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from content.clearance import Standing
from content.queries import standings
from playlists import catchup, hardtimes, live_items, relay_items
from playlists.catchup import CatchUp, Policy
from playlists.daytypes import Calendar, DayType
from playlists.models import Item, ItemKind, Playlist, Programme, ProgrammeException
from playlists.queueing import queue_items
from playlists.recurring import rules
from playlists.relay_items import RelayLine
from playlists.rundown import FRAME, Line
from playlists.timetable import AS_USUAL, UNCHANGED, Booking, DayChange, Occurrence, occurrences
from playlists.year import calendar
from station import clock, tree, zones

ONE_DAY = timedelta(days=1)

NO_FALLBACKS: Mapping[int, Sequence[int]] = MappingProxyType({})


def playlists(session: Session) -> Sequence[Playlist]:
    """Return all playlists by name, without the templates."""
    return session.scalars(select(Playlist).where(Playlist.is_template.is_(False)).order_by(Playlist.name)).all()


def templates(session: Session) -> Sequence[Playlist]:
    """Return the templates of playlists by name."""
    return session.scalars(select(Playlist).where(Playlist.is_template.is_(True)).order_by(Playlist.name)).all()


def programmes(session: Session) -> Sequence[Programme]:
    """Return all programmes, those still running first, in order of their start time."""
    return session.scalars(
        select(Programme).order_by(Programme.ended_at.is_not(None), Programme.starts_at, Programme.id)
    ).all()


def bookings(
    session: Session,
    *,
    since: datetime,
    until: datetime | None = None,
    zones_heard: frozenset[int] | None = None,
    below: Mapping[int, frozenset[int]] | None = None,
) -> list[Booking]:
    """Return what the timetable of [since, until) needs of every programme not ended by then and heard in these zones.

    `below`: the zones below each zone, where the caller knows them.
    """
    heard = below or tree.below(zones.parents(session))
    running = select(*Programme.__table__.columns).where(or_(Programme.ended_at.is_(None), Programme.ended_at > since))
    found = ((row, tree.heard_in(row.zone_ids, heard)) for row in session.execute(running))
    there = changes(session, since, until)
    return [
        booking(row, where, there.get(row.id, UNCHANGED))
        for row, where in found
        if zones_heard is None or not zones_heard.isdisjoint(where)
    ]


def changes(session: Session, since: datetime, until: datetime | None) -> dict[int, dict[date, DayChange]]:
    """Return what is different, by programme and day, on the days of [since, until), or was moved to them."""
    first = since.date() - ONE_DAY  # the commune's day may be the one before or after
    last = until.date() + ONE_DAY if until else date.max
    row = ProgrammeException.__table__.c
    return _changes(session, or_(row.day.between(first, last), row.to_day.between(first, last)))


def changes_of(session: Session, programme_id: int) -> dict[date, DayChange]:
    """Return all that is different about the days of one programme."""
    return _changes(session, ProgrammeException.programme_id == programme_id).get(programme_id, {})


def _changes(session: Session, where: ColumnElement[bool]) -> dict[int, dict[date, DayChange]]:
    row = ProgrammeException.__table__.c
    wanted = select(row.programme_id, row.day, row.skips, row.to_day, row.to_time, row.playlist_id, row.made_at)
    found: dict[int, dict[date, DayChange]] = {}
    for programme_id, day, *rest in session.execute(wanted.where(where)):
        found.setdefault(programme_id, {})[day] = DayChange(*rest)
    return found


def days_of(session: Session, start: datetime, end: datetime, timezone: tzinfo) -> Calendar:
    """Return the calendar that the timetable of [start, end) needs: its days, and the one after them."""
    return calendar.read(session, clock.local(start, timezone).date(), clock.local(end, timezone).date() + ONE_DAY)


def coming(session: Session, start: datetime, end: datetime, timezone: tzinfo) -> list[Occurrence]:
    """Return what starts in [start, end)."""
    booked = bookings(session, since=start, until=end)
    return occurrences(booked, start, end, timezone, days_of(session, start, end, timezone))


def booking(
    programme: Programme | Row[*tuple[Any, ...]],
    zone_ids: frozenset[int],
    changed: Mapping[date, DayChange] = UNCHANGED,
) -> Booking:
    """Return a programme as a value, with the zones that will sound and what is different on some days."""
    by_type = programme.by_day_type
    return Booking(
        programme_id=programme.id,
        name=programme.name,
        playlist_id=programme.playlist_id,
        starts_at=programme.starts_at,
        first_day=programme.first_day,
        last_day=programme.last_day,
        rule=rules.read(programme.rule),
        zones=zone_ids,
        priority=programme.priority,
        booked_at=programme.booked_at,
        ended_at=programme.ended_at,
        policy=Policy(CatchUp(programme.catch_up), programme.late_minutes),
        hard_end=programme.hard_end,
        by_type={DayType(name): found for name, found in by_type.items()} if by_type else AS_USUAL,
        changes=changed,
    )


def lines(
    items: Iterable[Item | Row[*tuple[Any, ...]]], fallbacks: Mapping[int, Sequence[int]] = NO_FALLBACKS
) -> tuple[Line, ...]:
    """Return items as values. A key counts the turns of one announcement, so a playlist saved anew keeps its keys.

    `fallbacks`: the announcements of the playlists that stand in for live slots in which nobody speaks.
    """
    turns: dict[int, int] = {}
    found: list[Line] = []
    drawn = 0
    for item in items:
        if item.kind == ItemKind.QUEUE:
            drawn += 1
            found.append(Line(f"q{drawn}", None, hard_start=item.hard_start, room=queue_items.room(item, drawn)))
            continue
        if item.relay_id is not None:
            number, key = relay_items.named(item.relay_id, turns)
            found.append(Line(key, number, hard_start=item.hard_start))
            continue
        if item.kind == ItemKind.LIVE:
            found += live_items.lines(item, turns, fallbacks.get(item.fallback_id or 0, ()))
            continue
        if item.kind == ItemKind.PAUSE or item.announcement_id is None:
            found.append(Line(f"pause.{item.place}", None, round(item.pause_seconds / FRAME.total_seconds())))
            continue
        turns[item.announcement_id] = turn = turns.get(item.announcement_id, 0) + 1
        found.append(Line(f"{item.announcement_id}.{turn}", item.announcement_id, hard_start=item.hard_start))
    return tuple(found)


def all_lines(session: Session, playlist_ids: Iterable[int]) -> dict[int, tuple[Line, ...]]:
    """Return the lines of the playlists named."""
    item = Item.__table__.c
    told = (item.announcement_id, item.pause_seconds, item.relay_id, item.live_seconds, item.fallback_id)
    wanted = select(item.playlist_id, item.place, item.kind, item.hard_start, *told)
    found = wanted.where(item.playlist_id.in_(set(playlist_ids))).order_by(item.playlist_id, item.place)
    rows = session.execute(found).all()
    spare = _announcements(session, {row.fallback_id for row in rows if row.kind == ItemKind.LIVE and row.fallback_id})
    plain = {number: lines(items, spare) for number, items in groupby(rows, key=itemgetter(0))}
    return plain | _drawing(session, {row.playlist_id for row in rows if row.kind == ItemKind.QUEUE}, spare)


def _announcements(session: Session, playlist_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return the announcements of the playlists named, in order."""
    item, wanted = Item.__table__.c, set(playlist_ids)
    if not wanted:
        return {}
    rows = session.execute(
        select(item.playlist_id, item.announcement_id)
        .where(item.playlist_id.in_(wanted), item.announcement_id.is_not(None))
        .order_by(item.playlist_id, item.place)
    )
    return {number: [row.announcement_id for row in found] for number, found in groupby(rows, key=itemgetter(0))}


def _drawing(
    session: Session, playlist_ids: Collection[int], fallbacks: Mapping[int, Sequence[int]]
) -> dict[int, tuple[Line, ...]]:
    """Return the lines of playlists that draw from the queue; most do not, and what draws is not asked of them."""
    if not playlist_ids:
        return {}
    found = session.scalars(select(Playlist).where(Playlist.id.in_(playlist_ids)))
    return {playlist.id: lines(playlist.items, fallbacks) for playlist in found}


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

    Times of day, at which a relay ends or an item begins, count where it is said when the playlist starts.
    """
    total = timedelta(0)
    for item in playlist.items:
        if item.hard_start is not None and starts_at is not None and hardtimes.is_ahead(starts_at, item.hard_start):
            total = hardtimes.ahead(starts_at, item.hard_start)
        if item.relay_until is not None and starts_at is not None:
            total = max(total, catchup.until(starts_at, item.relay_until))
        else:
            total += _item_length(item)
    return total


def _item_length(item: Item) -> timedelta:
    clip = item.announcement.current.clip if item.announcement else None
    return (clip.frames if clip else 0) * FRAME + timedelta(
        seconds=item.pause_seconds + item.relay_seconds + item.live_seconds + item.queue_seconds
    )


def lengths(session: Session, running: Iterable[Programme]) -> dict[int, timedelta]:
    """Return the length of each programme's playlist."""
    return {programme.id: length(session, programme.playlist, programme.starts_at) for programme in running}


def standings_of(session: Session, playlist: Playlist) -> dict[int, Standing]:
    """Return for each announcement of a playlist whether it may be aired."""
    return standings(session, (item.announcement_id for item in playlist.items if item.announcement_id))
