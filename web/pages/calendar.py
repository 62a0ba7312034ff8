"""The timetable as a subscription: /calendar.ics for the station, /calendar/<zone>.ics for one zone.

What will be heard from every roof of the commune is no secret, so a phone or a neighbour's computer may read it without
signing in; it holds the names of programmes and zones and their times, nothing else. LOA_PUBLIC_CALENDAR=no closes it.
"""

import hashlib

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue

from playlists.interchange import subscription
from playlists.interchange.feed import Channel
from station import zones
from station.models import Zone
from web.context import house, person, session

pages = Blueprint("calendar", __name__)

FRESH_SECONDS = 900


@pages.get("/calendar.ics")
def of_station() -> ResponseReturnValue:
    """Send the timetable of all zones."""
    return _send(None)


@pages.get("/calendar/<slug>.ics")
def of_zone(slug: str) -> ResponseReturnValue:
    """Send what is heard in one zone."""
    _check_open()
    return _send(zones.by_slug(session(), slug))


def _check_open() -> None:
    """Raise NotSignedIn where the calendar is closed and nobody is signed in."""
    if not house().settings.public_calendar:
        person()


def _send(zone: Zone | None) -> ResponseReturnValue:
    _check_open()
    told = house().settings
    name = f"Lịch phát thanh {zone.name}" if zone else f"Lịch phát thanh: {told.station_name}"
    channel = Channel(name, told.timezone.key, _station_key())
    body = subscription.calendar(session(), channel, zone, now=g.now, timezone=told.timezone)
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{zone.slug if zone else "lich-phat-thanh"}.ics"'
    answer.headers["Cache-Control"] = f"{'public' if told.public_calendar else 'private'}, max-age={FRESH_SECONDS}"
    answer.add_etag()
    return answer.make_conditional(request)


def _station_key() -> str:
    """Return what keeps this station's events apart from another's, the same for as long as the station lives."""
    secret = current_app.config["SECRET_KEY"]
    return hashlib.sha256(b"calendar" + secret).hexdigest()[:16]
