"""The timetable as other programs fetch it again and again: not sent where nothing changed."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Response, current_app, g, request

from playlists.interchange import subscription
from playlists.interchange.feed import Channel
from station.models import Zone
from web.context import house, session

FRESH_SECONDS = 900
KEPT = timedelta(seconds=60)  # anybody may ask, so asking often must not cost often
MOST_KEPT = 500


def send_calendar(zone: Zone | None) -> Response:
    """Send the iCalendar of a zone, or of the whole station."""
    told = house().settings
    name = f"Lịch phát thanh {zone.name}" if zone else f"Lịch phát thanh: {told.station_name}"
    channel = Channel(name, told.timezone.key, _station_key())
    body = _kept(zone, lambda: subscription.calendar(session(), channel, zone, now=g.now, timezone=told.timezone))
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="{zone.slug if zone else "lich-phat-thanh"}.ics"'
    answer.headers["Cache-Control"] = f"{'public' if told.public_calendar else 'private'}, max-age={FRESH_SECONDS}"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _kept(zone: Zone | None, made: Callable[[], bytes]) -> bytes:
    """Return the calendar that was made within the last minute, or make it."""
    kept: dict[int, tuple[datetime, bytes]] = current_app.extensions.setdefault("calendars", {})
    number = zone.id if zone else 0
    since, body = kept.get(number, (None, b""))
    if since is None or not since <= g.now < since + KEPT:
        body = made()
        if len(kept) >= MOST_KEPT:
            kept.clear()
        kept[number] = (g.now, body)
    return body


def _station_key() -> str:
    """Return what keeps this station's events apart from another's, the same for as long as the station lives."""
    return hashlib.sha256(b"calendar" + current_app.config["SECRET_KEY"]).hexdigest()[:16]
