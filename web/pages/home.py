"""The first page: what waits for me, what is on air, what comes next today."""

from datetime import time, timedelta

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from broadcaster import alarms
from broadcaster.breakin.breakins import unsigned
from broadcaster.preflight import runs
from broadcaster.queries import on_air
from content import queries
from content.lifecycle import State
from content.models import Announcement
from playlists.queries import coming
from station import clock, zones
from station.roles import Deed, may
from web.context import house, person, session
from web.shown import sound

pages = Blueprint("home", __name__)

SHOWN = 10


@pages.get("/")
def page() -> ResponseReturnValue:
    """Show what needs this person, by what the person may do."""
    me = person()
    drafts = queries.announcements(session(), states=[State.DRAFT, State.RETURNED])
    mine = [each for each in drafts if each.current.author_id == me.id]
    watched = mine if may(me, Deed.WRITE) else list(drafts)
    timezone = house().settings.timezone
    tonight = clock.instant(clock.local(g.now, timezone).date() + timedelta(days=1), time(), timezone)
    air = on_air(session(), now=g.now, timezone=timezone, station_name=house().settings.station_name)
    return render_template(
        "home.html",
        checked=runs.coming(session(), clock.local(g.now, timezone).date()),
        standing_alarms=alarms.standing(session(), now=g.now),
        sounding=[zone for zone in air if zone.now],
        coming=coming(session(), g.now, tonight, timezone)[:SHOWN],
        zones=zones.all_zones(session()),
        unsigned=unsigned(session()) if may(me, Deed.APPROVE) else [],
        waiting=queries.waiting(session()),
        returned=[each for each in watched if each.state == State.RETURNED],
        voicing=_with_sound(watched, "voicing"),
        failed=_with_sound(watched, "failed"),
        ready=[each for each in _with_sound(watched, "ready") if each.state == State.DRAFT],
    )


def _with_sound(found: list[Announcement], wanted: str) -> list[Announcement]:
    return [each for each in found if sound(each.current) == wanted]
