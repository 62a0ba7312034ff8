"""Gathers what a printed schedule tells from the station's tables."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.models import Form
from playlists import daycampaigns, queries, yearqueries
from playlists.interchange import paper
from playlists.interchange.paper import Content, Letterhead, Paper
from playlists.models import Item, ItemKind, Playlist, Programme
from playlists.yeardays import DECIDING
from station import clock, tree, zones
from station.models import Person, Zone

ASIDE = (Form.JINGLE, Form.LINE)  # signature tunes and greetings are no theme
MOST_THEMES = 12


@dataclass(frozen=True)
class Schedule:
    """A printed schedule, and the programmes that it comes from."""

    paper: Paper
    programmes: tuple[Programme, ...]


def schedule(
    session: Session, first: date, last: date, zone: Zone | None, head: Letterhead, *, timezone: tzinfo
) -> Schedule:
    """Return what is booked from the first day to the last, in one zone or in all. Raise BadInput."""
    paper.check_period(first, last)
    since, until = (clock.instant(day, time(0), timezone) for day in (first, last + timedelta(days=1)))
    starts = [each for each in queries.coming(session, since, until, timezone) if zone is None or zone.id in each.zones]
    wanted = {(each.programme_id, each.playlist_id) for each in starts}
    found = {each.id: each for each in queries.programmes(session) if any(each.id == number for number, _ in wanted)}
    days = paper.days_of(starts, _contents(session, found, wanted), _holidays(session, first, last), timezone=timezone)
    told = _campaigns(session, first, last, zone) if _draws(session, {number for _, number in wanted}) else ()
    return Schedule(Paper(head, first, last, zone.name if zone else "", days, told), tuple(found.values()))


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
    session: Session, found: Mapping[int, Programme], wanted: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], Content]:
    names = dict(session.execute(select(Person.username, Person.full_name)).all())
    places = {zone.id: zone.name for zone in zones.all_zones(session)}
    told = {}
    for programme_id, playlist_id in wanted:
        programme, playlist = found[programme_id], session.get_one(Playlist, playlist_id)
        told[programme_id, playlist_id] = Content(
            themes=listed(themes(playlist)),
            zones=", ".join(places[number] for number in programme.zone_ids if number in places),
            person=names.get(programme.booked_by, programme.booked_by),
            length=queries.length(session, playlist, programme.starts_at),
        )
    return told


def _holidays(session: Session, first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Return the names of the days off, in exchange and of mourning: what makes a day another than an ordinary one."""
    told: dict[date, tuple[str, ...]] = {}
    for each in yearqueries.falling(session, first, last):
        if each.day.kind in DECIDING:
            for number in range((each.last - each.first).days + 1):
                on = each.first + timedelta(days=number)
                name = each.day.name.removesuffix(f"{on:%d/%m/%Y}").rstrip()  # the paper's own column has the date
                told[on] = (*told.get(on, ()), name)
    return told


def listed(told: list[str]) -> str:
    """Return one theme as it is, several each on a line of its own."""
    return told[0] if len(told) == 1 else "\n".join(f"- {text}" for text in told)


def themes(playlist: Playlist) -> list[str]:
    """Return what a playlist is about, item by item, without its tunes and greetings."""
    told = [text for item in playlist.items if (text := _theme(item))]
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
