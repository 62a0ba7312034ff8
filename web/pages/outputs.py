"""Outputs: where each zone's sound is sent, how each of them is, and a form generated from its kind."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import output_actions as actions
from broadcaster import output_queries as queries
from broadcaster import output_states, output_testing
from broadcaster.models import Output
from broadcaster.outputs.kind import ADDRESS
from broadcaster.outputs.table import KINDS
from station import zones
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("outputs", __name__, url_prefix="/quan-tri/dau-ra")


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show the outputs of every zone."""
    require(person(), Deed.LOOK)
    return render_template("outputs/list.html", kinds=KINDS, **_known())


@pages.get("/luc-nay")
def now_part() -> ResponseReturnValue:
    """Answer the page that asks every few seconds how the outputs are."""
    require(person(), Deed.LOOK)
    return render_template("outputs/states.html", kinds=KINDS, **_known())


@pages.get("/moi/<kind>")
def new(kind: str) -> ResponseReturnValue:
    """Show the empty form of a kind."""
    require(person(), Deed.ADMINISTER)
    defaults = {each.name: each.default for each in actions.kind_of(kind).fields}
    return _form(kind, forms.blank({**defaults, "enabled": "yes"}))


@pages.post("/moi/<kind>")
def add(kind: str) -> ResponseReturnValue:
    """Set up an output."""
    typed = request.form
    try:
        output = actions.add(session(), kind, _setup(kind, typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _form(kind, typed, problem=error), 422
    flash(f"Đã thêm đầu ra «{output.name}».")
    return redirect(url_for(".index"))


@pages.get("/<int:output_id>")
def page(output_id: int) -> ResponseReturnValue:
    """Show the form of an output, without its secrets."""
    require(person(), Deed.ADMINISTER)
    output = actions.get(session(), output_id)
    return _form(output.kind, _typed(output), output)


@pages.post("/<int:output_id>")
def change(output_id: int) -> ResponseReturnValue:
    """Describe an output anew."""
    output, typed = actions.get(session(), output_id), request.form
    try:
        actions.change(session(), output_id, _setup(output.kind, typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _form(output.kind, typed, output, problem=error), 422
    flash(f"Đã lưu đầu ra «{output.name}».")
    return redirect(url_for(".index"))


@pages.post("/<int:output_id>/bat", defaults={"on": True})
@pages.post("/<int:output_id>/tat", defaults={"on": False})
def switch(output_id: int, on: bool) -> ResponseReturnValue:
    """Switch an output on or off."""
    output = actions.switch(session(), output_id, on=on, by=person(), now=g.now)
    flash(f"Đã {'bật' if on else 'tắt'} đầu ra «{output.name}».")
    return redirect(url_for(".index"))


@pages.post("/<int:output_id>/thu")
def test(output_id: int) -> ResponseReturnValue:
    """Have a short tone sent to this output alone."""
    output = output_testing.ask(session(), output_id, by=person(), now=g.now, timezone=house().settings.timezone)
    flash(f"Đang phát thử tới «{output.name}»: một tiếng chuông khoảng hai giây.")
    return redirect(url_for(".index"))


@pages.post("/<int:output_id>/xoa")
def delete(output_id: int) -> ResponseReturnValue:
    """Take an output away."""
    actions.delete(session(), output_id, by=person(), now=g.now)
    flash("Đã xóa đầu ra.")
    return redirect(url_for(".index"))


def _known() -> dict[str, object]:
    is_playing = queries.is_playing(session(), now=g.now)
    return {
        "zones": zones.all_zones(session()),
        "parents": zones.parents(session()),
        "outputs": queries.listed(session()),
        "state_of": lambda output: output_states.of(output, is_playing=is_playing),
        "state_names": output_states.STATE_NAMES,
    }


def _setup(kind: str, typed: forms.Typed) -> actions.Setup:
    zone_id = forms.whole(typed, "zone", otherwise=0)
    if not zone_id:
        raise BadInput("zone", "Hãy chọn khu vực có tiếng được gửi tới đầu ra này.")
    names = [each.name for each in actions.kind_of(kind).fields]
    values = {name: typed.get(name, "") for name in names}
    return actions.Setup(zone_id, typed.get("name", ""), values, enabled="enabled" in typed)


def _typed(output: Output) -> forms.Typed:
    secrets = actions.kind_of(output.kind).secrets
    shown = {name: value for name, value in output.options.items() if name not in secrets}
    own = {"name": output.name, "zone": str(output.zone_id), ADDRESS: output.address}
    return forms.blank(shown | own | ({"enabled": "yes"} if output.enabled else {}))


def _form(kind: str, typed: forms.Typed, output: Output | None = None, problem: StationError | None = None) -> str:
    return render_template(
        "outputs/form.html",
        kind_name=kind,
        kind=actions.kind_of(kind),
        typed=typed,
        output=output,
        problem=problem,
        zones=zones.all_zones(session()),
    )
