"""Gathers what a printed schedule tells from the station's tables."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.models import Form
from playlists import queries
from playlists.booking.lasting import lasting
from playlists.interchange import paper
from playlists.interchange.paper import Content, Letterhead, Paper
from playlists.models import Item, ItemKind, Playlist, Programme
from playlists.timetable import Occurrence
from playlists.year import daycampaigns, yearqueries
from station import clock, tree, zones
from station.models import Person, Zone

ASIDE = (Form.JINGLE, Form.LINE)  # signature tunes and greetings are no theme
MOST_THEMES = 12
NOTHING_DRAWN: Mapping[int, Sequence[str]] = {}
Drawn = Mapping[str, Mapping[int, Sequence[str]]]  # by occurrence and number of its queue item: titles


@dataclass(frozen=True)
class Schedule:
    """A printed schedule, and the programmes that it comes from."""

    paper: Paper
    programmes: tuple[Programme, ...]


def schedule(
    session: Session,
    first: date,
    last: date,
    zone: Zone | None,
    head: Letterhead,
    *,
    timezone: tzinfo,
    drawn: Drawn | None = None,
) -> Schedule:
    """Return what is booked from the first day to the last, in one zone or in all. Raise BadInput.

    `drawn`: what will be drawn from the queue as things stand, to be named; else only that something is.
    """
    paper.check_period(first, last)
    since, until = (clock.instant(day, time(0), timezone) for day in (first, last + timedelta(days=1)))
    starts = [each for each in queries.coming(session, since, until, timezone) if zone is None or zone.id in each.zones]
    wanted = {each.programme_id for each in starts}
    found = tuple(each for each in queries.programmes(session) if each.id in wanted)
    contents, names = _contents(session, starts, found, drawn or {}, timezone), yearqueries.names(session, first, last)
    days = paper.days_of(starts, contents, names, timezone=timezone)
    told = _campaigns(session, first, last, zone) if _draws(session, {each.playlist_id for each in starts}) else ()
    return Schedule(Paper(head, first, last, zone.name if zone else "", days, told), found)


def _draws(session: Session, playlist_ids: Collection[int]) -> bool:
    """Does any of these playlists air what the queue holds?"""
    drawing = select(Item.id).where(Item.kind == ItemKind.QUEUE, Item.playlist_id.in_(playlist_ids)).limit(1)
    return session.scalar(drawing) is not None


def _campaigns(session: Session, first: date, last: date, zone: Zone | None) -> tuple[str, ...]:
    below = tree.below(zones.parents(session))
    return tuple(
        campaign_line(each.name, each.unit, each.first_day, each.last_day)
        for each in daycampaigns.running(session, first, last)
        if zone is None or below[zone.id] & tree.heard_in(each.zone_ids, below)
    )


def campaign_line(name: str, unit: str, first: date, last: date) -> str:
    """Return a campaign as the paper names it."""
    return f"{name} (từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}{f'; {unit}' if unit else ''})"


def _contents(
    session: Session, starts: Iterable[Occurrence], found: Iterable[Programme], drawn: Drawn, timezone: tzinfo
) -> dict[str, Content]:
    """Return by its key what each start airs: on some days it is another playlist than the programme's own."""
    names = dict(session.execute(select(Person.username, Person.full_name)).all())
    places = {zone.id: zone.name for zone in zones.all_zones(session)}
    programmes = {each.id: each for each in found}
    playlists = _playlists(session, starts)
    lasts = lasting(session)
    return {
        each.key: Content(
            themes=listed(themes(playlists[each.playlist_id], drawn.get(each.key, NOTHING_DRAWN))),
            zones=", ".join(places[number] for number in programmes[each.programme_id].zone_ids if number in places),
            person=names.get(programmes[each.programme_id].booked_by, programmes[each.programme_id].booked_by),
            length=lasts(each.playlist_id, clock.local(each.starts_at, timezone).time()),
        )
        for each in starts
    }


def _playlists(session: Session, starts: Iterable[Occurrence]) -> dict[int, Playlist]:
    wanted = {each.playlist_id for each in starts}
    return {each.id: each for each in session.scalars(select(Playlist).where(Playlist.id.in_(wanted)))}


def listed(told: list[str]) -> str:
    """Return one theme as it is, several each on a line of its own."""
    return told[0] if len(told) == 1 else "\n".join(f"- {text}" for text in told)


def themes(playlist: Playlist, drawn: Mapping[int, Sequence[str]] = NOTHING_DRAWN) -> list[str]:
    """Return what a playlist is about, item by item, without its tunes and greetings."""
    queue_items = [item.id for item in playlist.items if item.kind == ItemKind.QUEUE]
    titles = {number: drawn.get(place, ()) for place, number in enumerate(queue_items, 1)}
    told = [text for item in playlist.items for text in titles.get(item.id) or [_theme(item)] if text]
    return told if len(told) <= MOST_THEMES else [*told[:MOST_THEMES], f"và {len(told) - MOST_THEMES} mục khác"]


def _theme(item: Item) -> str:
    if item.relay is not None:
        return f"Tiếp sóng {item.relay.name}"
    if item.kind == ItemKind.LIVE:
        return "Nói trực tiếp"
    if item.kind == ItemKind.QUEUE:
        return "Bản tin theo các đợt tuyên truyền" + (f" ({', '.join(item.queue_fields)})" if item.queue_fields else "")
    if item.announcement is None or item.announcement.form in ASIDE:
        return ""
    return item.announcement.current.title
