"""The timetable as an iCalendar (RFC 5545) that other programs subscribe to; pure.

Each start is an event of its own, in UTC: whatever made it (a rule, a holiday, a moved day), every program shows it at
the right hour, and none has to understand lunar days. Without METHOD, DTSTAMP is when the event was last changed, so
the same timetable gives the same bytes. Outlook takes X-PUBLISHED-TTL, others REFRESH-INTERVAL (RFC 7986).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vDuration, vText

from playlists.timetable import Occurrence

PRODUCT = "-//Loa Xa//Lich phat thanh//VI"
REFRESH = timedelta(hours=1)
SHORTEST = timedelta(minutes=1)
MOST_EVENTS = 2000  # a subscriber asks again; what is further away comes then
MOST_ZONE_LETTERS = 200


@dataclass(frozen=True)
class Channel:
    """Whose timetable it is: shown to the subscriber; `station_key` keeps the events of two stations apart."""

    name: str
    timezone: str
    station_key: str


@dataclass(frozen=True)
class Aired:
    """What an event tells beside its start: how long, since when it is so, and whether its series has it otherwise."""

    length: timedelta
    changed_at: datetime
    is_changed: bool = False


@dataclass(frozen=True)
class Places:
    """The zones: their names, and in which zone each lies."""

    names: Mapping[int, str]
    parents: Mapping[int, int | None]


def calendar(channel: Channel, starts: Iterable[Occurrence], aired: Mapping[str, Aired], places: Places) -> bytes:
    """Return the iCalendar of these starts, the earliest first; `aired` is by their keys."""
    told = Calendar()
    told.add("prodid", PRODUCT)
    told.add("version", "2.0")
    told.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        told.add(name, channel.name)
    told.add("x-wr-timezone", channel.timezone)
    told.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    told.add("x-published-ttl", vDuration(REFRESH))
    for start in list(starts)[:MOST_EVENTS]:
        told.add_component(_event(channel, start, aired[start.key], places))
    return bytes(told.to_ical())


def _event(channel: Channel, start: Occurrence, aired: Aired, places: Places) -> Event:
    event = Event()
    event.add("uid", f"{start.key.replace('@', '-')}@{channel.station_key}.loa-xa")
    event.add("dtstamp", aired.changed_at.replace(microsecond=0))
    event.add("last-modified", aired.changed_at.replace(microsecond=0))
    event.add("sequence", int(aired.is_changed))
    event.add("dtstart", start.starts_at)
    event.add("dtend", start.starts_at + max(aired.length, SHORTEST))
    event.add("summary", start.programme_name)
    if where := _where(start, places):
        event.add("location", where)
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")  # hearing the loudspeaker makes nobody busy
    event.add("x-microsoft-cdo-busystatus", vText("FREE"))
    return event


def _where(start: Occurrence, places: Places) -> str:
    """Return the names of the topmost zones that hear it, as many as can be read at a glance."""
    topmost = [number for number in sorted(start.zones) if places.parents.get(number) not in start.zones]
    text = ", ".join(places.names[number] for number in topmost if number in places.names)
    return text if len(text) <= MOST_ZONE_LETTERS else f"{len(topmost)} khu vực"
