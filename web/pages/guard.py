"""The guard's rules: when zones may sound, for the administrator to set and for everybody to see."""

from datetime import time

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content.quieter import CHOICES_DB
from playlists import guarding
from playlists.guard import ALL_WEEK, Bounds, Window
from station import zones
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import person, session
from web.errors import undo

pages = Blueprint("guard", __name__, url_prefix="/quan-tri/gio-phat")

ROWS = 6  # windows that the form has room for
DAYS = {
    "all": ("Mọi ngày", ALL_WEEK),
    "working": ("Thứ Hai đến thứ Sáu", frozenset(range(5))),
    "weekend": ("Thứ Bảy, Chủ nhật", frozenset({5, 6})),
    **{str(day): (name, frozenset({day})) for day, name in enumerate(("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm"))},
    **{str(day): (name, frozenset({day})) for day, name in enumerate(("Thứ Sáu", "Thứ Bảy", "Chủ nhật"), start=4)},
}


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show what holds where."""
    require(person(), Deed.LOOK)
    return render_template(
        "admin/guard.html",
        rules=guarding.bounds(session()),
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        day_names=_day_names,
    )


@pages.get("/toan-dai", defaults={"zone_id": None})
@pages.get("/<int:zone_id>")
def change(zone_id: int | None) -> ResponseReturnValue:
    """Show the form of one zone's rule, or of the station's."""
    require(person(), Deed.ADMINISTER)
    rules = guarding.bounds(session())
    return _form(zone_id, _typed(rules.get(zone_id) or rules[None]), own=zone_id in rules)


@pages.post("/toan-dai", defaults={"zone_id": None})
@pages.post("/<int:zone_id>")
def save(zone_id: int | None) -> ResponseReturnValue:
    """Set a rule."""
    typed = request.form
    try:
        guarding.set_rule(session(), zone_id, _bounds(typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _form(zone_id, typed, problem=error), 422
    flash("Đã lưu quy định giờ phát.")
    return redirect(url_for(".index"))


@pages.post("/<int:zone_id>/bo")
def remove(zone_id: int) -> ResponseReturnValue:
    """Let a zone follow the rule above it again."""
    guarding.remove_rule(session(), zone_id, by=person(), now=g.now)
    flash("Khu vực này lại theo quy định của khu vực bên trên.")
    return redirect(url_for(".index"))


def _form(zone_id: int | None, typed: forms.Typed, *, own: bool = True, problem: StationError | None = None) -> str:
    zone = zones.chosen(session(), [zone_id])[0] if zone_id is not None else None
    rows = range(min(ROWS, 2 + sum(_is_filled(typed, row) for row in range(ROWS))))
    choices = [(key, name) for key, (name, _) in DAYS.items()]
    return render_template(
        "admin/guard_form.html",
        zone=zone,
        typed=typed,
        own=own,
        problem=problem,
        rows=rows,
        days=choices,
        decibels=[(str(db), f"Giảm {db} dB" if db else "Như bản tin") for db in CHOICES_DB],
    )


def _bounds(typed: forms.Typed) -> Bounds:
    return Bounds(
        windows=tuple(_window(typed, row) for row in range(ROWS) if _is_filled(typed, row)),
        sessions_a_day=forms.whole(typed, "sessions_a_day", otherwise=0),
        session_minutes=forms.whole(typed, "session_minutes", otherwise=0),
        day_minutes=forms.whole(typed, "day_minutes", otherwise=0),
        is_sensitive=typed.get("is_sensitive") == "1",
        quieter_db=forms.whole(typed, "quieter_db", otherwise=0),
    )


def _is_filled(typed: forms.Typed, row: int) -> bool:
    return bool(typed.get(f"starts_{row}", "").strip() or typed.get(f"ends_{row}", "").strip())


def _window(typed: forms.Typed, row: int) -> Window:
    days = typed.get(f"days_{row}", "all")
    if days not in DAYS:
        raise BadInput(f"days_{row}", "Hãy chọn các ngày của khung giờ này.")
    return Window(forms.time_of_day(typed, f"starts_{row}"), forms.time_of_day(typed, f"ends_{row}"), DAYS[days][1])


def _typed(bounds: Bounds) -> forms.Typed:
    boxes = {
        "sessions_a_day": str(bounds.sessions_a_day),
        "session_minutes": str(bounds.session_minutes),
        "day_minutes": str(bounds.day_minutes),
        "is_sensitive": "1" if bounds.is_sensitive else "",
        "quieter_db": str(bounds.quieter_db),
    }
    rows = [part for window in bounds.windows for part in _parts(window)][:ROWS]
    for row, (starts, ends, days) in enumerate(rows):
        boxes |= {f"starts_{row}": f"{starts:%H:%M}", f"ends_{row}": f"{ends:%H:%M}", f"days_{row}": days}
    return forms.blank(boxes)


def _parts(window: Window) -> list[tuple[time, time, str]]:
    """Return a window as the form's rows: one where its days have a name, else one a day."""
    named = next((key for key, (_, days) in DAYS.items() if days == window.weekdays), None)
    keys = [named] if named else [str(day) for day in sorted(window.weekdays)]
    return [(window.starts, window.ends, key) for key in keys]


def _day_names(window: Window) -> str:
    return ", ".join(DAYS[key][0].lower() for _, _, key in _parts(window))
