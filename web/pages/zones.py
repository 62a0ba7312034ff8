"""Zones, for the administrator."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from station import zones
from station.errors import StationError
from station.models import Zone
from station.roles import Deed, require
from web import forms
from web.context import person, session
from web.errors import undo
from web.headers import stream_origin

pages = Blueprint("zones", __name__, url_prefix="/quan-tri/khu-vuc")


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show the tree of zones, and a form for one more."""
    require(person(), Deed.ADMINISTER)
    return _page(forms.blank())


@pages.post("/")
def add() -> ResponseReturnValue:
    """Add a zone."""
    typed = request.form
    try:
        parent_id = forms.whole(typed, "parent", otherwise=0)
        parent = zones.chosen(session(), [parent_id])[0] if parent_id else None
        zone: Zone = zones.add_zone(session(), typed.get("name", "")[:120], by=person(), now=g.now, parent=parent)
    except StationError as error:
        undo(error)
        return _page(typed, problem=error), 422
    flash(f"Đã thêm khu vực «{zone.name}».")
    return redirect(url_for(".index"))


@pages.post("/<int:zone_id>/dien-tap")
def rehearse(zone_id: int) -> ResponseReturnValue:
    """Say whether emergencies are rehearsed in a zone."""
    is_test = bool(request.form.get("is_test"))
    zone = zones.mark_test(session(), zone_id, is_test=is_test, by=person(), now=g.now)
    flash(f"Khu vực «{zone.name}» {'dùng để diễn tập' if is_test else 'không dùng để diễn tập nữa'}.")
    return redirect(url_for(".index"))


def _page(typed: forms.Typed, problem: StationError | None = None) -> str:
    return render_template(
        "admin/zones.html",
        typed=typed,
        problem=problem,
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        origin=stream_origin(),
    )
