"""What people do with playlists and programmes: one function, one deed, one transaction of the caller's."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from content.models import Announcement, Filling
from playlists import catchup, fillings, hard_starts, live_items, relay_items
from playlists.booking import checking
from playlists.catchup import CatchUp
from playlists.fillings import Drawing, nothing_drawn
from playlists.live_items import LiveEntry
from playlists.models import Item, ItemKind, Playlist, Programme
from playlists.queueing import queue_items
from playlists.queueing.queue_items import QueueRoom
from playlists.recurring import rules
from playlists.recurring import timing as timings
from playlists.recurring.timing import Timing as Timing
from playlists.relay_items import RelayEntry
from station import audit, zones
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require

LONGEST_PAUSE = 600.0


class AlreadyEnded(StationError):
    """The programme was ended before."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Chương trình «{name}» đã kết thúc từ trước.")


@dataclass(frozen=True)
class Entry:
    """One item as typed: an announcement's number, a pause in seconds, a relay, a live slot, or a draw from the queue.

    `hard_start`: the time of day at which it begins, whatever has to be left out for that.
    """

    announcement_id: int | None = None
    pause_seconds: float = 0.0
    relay: RelayEntry | None = None
    live: LiveEntry | None = None
    queue: QueueRoom | None = None
    hard_start: time | None = None


def save_playlist(
    session: Session,
    name: str,
    entries: Sequence[Entry],
    *,
    by: Person,
    now: datetime,
    playlist_id: int | None = None,
) -> Playlist:
    """Make a playlist, or replace the items of one. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.PLAN)
    playlist = get_playlist(session, playlist_id) if playlist_id else Playlist(changed_at=now)
    playlist.name = _name(session, name, playlist_id)
    _check_times(session, entries, playlist_id, now.date())
    playlist.items = [_item(session, place, entry, playlist_id) for place, entry in enumerate(entries)]
    if not playlist.items:
        raise BadInput("items", "Danh sách phát cần ít nhất một mục.")
    playlist.changed_at = now
    session.add(playlist)
    session.flush()
    audit.record(session, by.username, "save_playlist", f"playlist/{playlist.id}", now=now, name=playlist.name)
    return playlist


def book(
    session: Session,
    name: str,
    playlist_id: int,
    zone_ids: Sequence[int],
    timing: Timing,
    *,
    by: Person,
    now: datetime,
    timezone: tzinfo,
) -> Programme:
    """Book a programme. Raise BadInput, NotFound, ClashFound, Forbidden; nothing is half booked."""
    require(by, Deed.PLAN)
    programme = planned(session, name, playlist_id, zone_ids, timing, now=now, timezone=timezone)
    room = checking.room(session, programme.first_day, now=now, timezone=timezone)
    checking.check(session, checking.as_booking(session, programme), room)
    return keep(session, programme, by=by, now=now)


def keep(session: Session, programme: Programme, *, by: Person, now: datetime) -> Programme:
    """Write down a programme that was planned and found to have room."""
    programme.booked_by = by.username
    session.add(programme)
    session.flush()
    audit.record(session, by.username, "book", f"programme/{programme.id}", now=now, name=programme.name)
    return programme


def planned(
    session: Session,
    name: str,
    playlist_id: int,
    zone_ids: Sequence[int],
    timing: Timing,
    *,
    now: datetime,
    timezone: tzinfo,
) -> Programme:
    """Return a programme as it would be booked, not kept and not yet judged. Raise BadInput, NotFound."""
    playlist = get_playlist(session, playlist_id)
    _check_timing(session, playlist, timing, now, timezone)
    programme = Programme(
        name=" ".join(name.split()) or playlist.name,
        playlist_id=playlist.id,
        starts_at=timing.starts_at,
        first_day=timing.first_day,
        last_day=timing.last_day,
        rule=rules.kept(timing.days),
        by_day_type={kind.value: found for kind, found in timing.by_type.items()},
        priority=timing.priority,
        catch_up=timing.catch_up or catchup.usual(timing.priority),
        late_minutes=timing.late_minutes if timing.catch_up is CatchUp.LATE else 0,
        hard_end=timing.hard_end,
        zone_ids=sorted(zone.id for zone in zones.chosen(session, zone_ids)),
        booked_at=now,
    )
    checking.check_fires(session, programme, now=now, timezone=timezone)
    return programme


def _check_timing(session: Session, playlist: Playlist, timing: Timing, now: datetime, timezone: tzinfo) -> None:
    timings.check(timing, now, timezone)
    others = [get_playlist(session, number) for number in timing.by_type.values() if number is not None]
    for each in (playlist, *others):
        hard_starts.check_airing(each, timing.starts_at)


def end_programme(session: Session, programme_id: int, *, by: Person, now: datetime) -> Programme:
    """End a programme: what it has begun is finished, nothing more begins. Raise NotFound, AlreadyEnded, Forbidden."""
    require(by, Deed.PLAN)
    programme = get_programme(session, programme_id)
    if programme.ended_at is not None:
        raise AlreadyEnded(programme.name)
    programme.ended_at = now
    audit.record(session, by.username, "end_programme", f"programme/{programme.id}", now=now, name=programme.name)
    return programme


def ask_for_lines(
    session: Session,
    *,
    now: datetime,
    ahead: timedelta,
    timezone: tzinfo,
    station_name: str,
    drawing: Drawing = nothing_drawn,
) -> int:
    """Ask the voices for the lines of what starts soon that nobody asked for yet; return how many."""
    asked = fillings.missing(
        session, now=now, ahead=ahead, timezone=timezone, station_name=station_name, drawing=drawing
    )
    for revision_id, text in asked:
        row = Filling(revision_id=revision_id, text=text, text_sha256=fillings.text_sha256(text), asked_at=now)
        with contextlib.suppress(IntegrityError), session.begin_nested():  # somebody else asked first
            session.add(row)
    return len(asked)


def get_playlist(session: Session, playlist_id: int) -> Playlist:
    """Return a playlist. Raise NotFound."""
    playlist = session.get(Playlist, playlist_id)
    if playlist is None:
        raise NotFound("danh sách phát", playlist_id)
    return playlist


def get_programme(session: Session, programme_id: int) -> Programme:
    """Return a programme. Raise NotFound."""
    programme = session.get(Programme, programme_id)
    if programme is None:
        raise NotFound("chương trình", programme_id)
    return programme


def _check_times(session: Session, entries: Sequence[Entry], playlist_id: int | None, today: date) -> None:
    times = [entry.hard_start for entry in entries]
    hard_starts.check_order(times)
    for entry in entries:
        if entry.relay is not None:
            hard_starts.check_relay(entry.hard_start, entry.relay.until)
    hard_starts.check_users(session, playlist_id, times, today=today)
    live_items.check_number(entry.live for entry in entries)


def _item(session: Session, place: int, entry: Entry, playlist_id: int | None) -> Item:
    item = _made(session, place, entry, playlist_id)
    item.hard_start = entry.hard_start
    return item


def _made(session: Session, place: int, entry: Entry, playlist_id: int | None) -> Item:
    if entry.live is not None:
        return live_items.make(session, place, entry.live, playlist_id=playlist_id)
    if entry.relay is not None:
        return relay_items.make(session, place, entry.relay, playlist_id=playlist_id)
    if entry.queue is not None:
        return queue_items.make(place, entry.queue)
    if entry.announcement_id is not None:
        announcement = session.get(Announcement, entry.announcement_id)
        if announcement is None:
            raise NotFound("bản tin", entry.announcement_id)
        return Item(place=place, kind=ItemKind.ANNOUNCEMENT, announcement=announcement, pause_seconds=0.0)
    if entry.hard_start is not None:
        raise BadInput("items", "Khoảng lặng không hẹn giờ; hãy hẹn giờ cho mục đứng sau nó.")
    if not 0 < entry.pause_seconds <= LONGEST_PAUSE:
        raise BadInput("items", f"Khoảng lặng dài từ 1 đến {LONGEST_PAUSE:.0f} giây.")
    return Item(place=place, kind=ItemKind.PAUSE, pause_seconds=entry.pause_seconds)


def _name(session: Session, name: str, playlist_id: int | None) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise BadInput("name", "Hãy đặt tên danh sách phát, tối đa 120 ký tự.")
    twin = session.scalars(select(Playlist).where(Playlist.name == name)).one_or_none()
    if twin is not None and twin.id != playlist_id:
        raise BadInput("name", f"Đã có danh sách phát tên «{name}».")
    return name
