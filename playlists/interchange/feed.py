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
    """What an event tells of a programme beside its start: how long, since when it is so."""

    length: timedelta
    changed_at: datetime


def calendar(
    channel: Channel, starts: Iterable[Occurrence], aired: Mapping[int, Aired], zone_names: Mapping[int, str]
) -> bytes:
    """Return the iCalendar of these starts, the earliest first; `aired` is by programme."""
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
        told.add_component(_event(channel, start, aired[start.programme_id], zone_names))
    return bytes(told.to_ical())


def _event(channel: Channel, start: Occurrence, aired: Aired, zone_names: Mapping[int, str]) -> Event:
    event = Event()
    event.add("uid", f"{start.key.replace('@', '-')}@{channel.station_key}.loa-xa")
    event.add("dtstamp", aired.changed_at.replace(microsecond=0))
    event.add("last-modified", aired.changed_at.replace(microsecond=0))
    event.add("sequence", 0)
    event.add("dtstart", start.starts_at)
    event.add("dtend", start.starts_at + max(aired.length, SHORTEST))
    event.add("summary", start.programme_name)
    if where := _where(start, zone_names):
        event.add("location", where)
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")  # hearing the loudspeaker makes nobody busy
    event.add("x-microsoft-cdo-busystatus", vText("FREE"))
    return event


def _where(start: Occurrence, zone_names: Mapping[int, str]) -> str:
    """Return the names of the zones, as many as can be read at a glance."""
    names = [zone_names[number] for number in sorted(start.zones) if number in zone_names]
    text = ", ".join(names)
    return text if len(text) <= MOST_ZONE_LETTERS else f"{len(names)} khu vực"
