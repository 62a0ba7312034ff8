"""The air-check: what went out in a zone, hour by hour, to hear again or to take away as evidence."""

from datetime import date
from pathlib import Path

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from broadcaster.outputs.aircheck import pieces
from station import clock, zones
from station.errors import BadInput
from station.models import Zone
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.growing import send_growing

pages = Blueprint("airchecks", __name__, url_prefix="/ban-ghi")


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show the recordings of one zone and day."""
    require(person(), Deed.HEAR)
    typed, problem = forms.Typed(request.args), None
    recorded = [zone for zone in zones.all_zones(session()) if pieces.days(_folder(zone))]
    chosen = next((zone for zone in recorded if zone.slug == typed.get("khu-vuc")), recorded[0] if recorded else None)
    known = pieces.days(_folder(chosen)) if chosen else []
    try:
        day = forms.day(typed, "ngay") or (known[-1] if known else _today())
    except BadInput as error:
        day, problem = _today(), error
    typed.setdefault("ngay", day.isoformat())
    page = render_template(
        "airchecks.html",
        typed=typed,
        problem=problem,
        zones=recorded,
        chosen=chosen,
        day=day,
        before=max((each for each in known if each < day), default=None),
        after=min((each for each in known if each > day), default=None),
        pieces=pieces.of_day(_folder(chosen), day, house().settings.timezone) if chosen else [],
    )
    return (page, 422) if problem else page


@pages.get("/<slug>/<name>")
def piece(slug: str, name: str) -> ResponseReturnValue:
    """Send one recording, whole or by byte range."""
    require(person(), Deed.HEAR)
    path = pieces.path_of(house().settings.home, zones.by_slug(session(), slug).slug, name)
    return send_growing(path, f"{slug}_{name}", to_keep="tai" in request.args)


def _folder(zone: Zone) -> Path:
    return pieces.folder_of(house().settings.home, zone.slug)


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()
