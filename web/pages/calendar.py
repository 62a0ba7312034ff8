"""The timetable as a subscription: /calendar.ics for the station, /calendar/<zone>.ics for one zone.

What will be heard from every roof of the commune is no secret, so a phone or a neighbour's computer may read it without
signing in; it holds the names of programmes and zones and their times, nothing else. LOA_PUBLIC_CALENDAR=no closes it.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from station import zones
from web.context import house, person, session
from web.subscribing import send_calendar

pages = Blueprint("calendar", __name__)


@pages.get("/calendar.ics")
def of_station() -> ResponseReturnValue:
    """Send the timetable of all zones."""
    _check_open()
    return send_calendar(None)


@pages.get("/calendar/<slug>.ics")
def of_zone(slug: str) -> ResponseReturnValue:
    """Send what is heard in one zone."""
    _check_open()
    return send_calendar(zones.by_slug(session(), slug))


def _check_open() -> None:
    """Raise NotSignedIn where the calendar is closed and nobody is signed in."""
    if not house().settings.public_calendar:
        person()
