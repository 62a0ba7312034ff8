"""Upstream stations: named by the operator, listened to, approved by somebody else."""

import base64

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.inputs.trial import Trial, listen_in
from playlists import relay_sources
from playlists.models import RelaySource
from playlists.relay_sources import Approved
from station.errors import StationError
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo
from web.listening import check_listener

pages = Blueprint("relays", __name__, url_prefix="/tiep-song")


@pages.get("/")
def index() -> ResponseReturnValue:
    """List the sources and whether they may be relayed."""
    found = [(each, _is_approved(each)) for each in relay_sources.sources(session())]
    return render_template("relays/list.html", found=found)


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(person(), Deed.PLAN)
    return _form(forms.blank())


@pages.post("/moi")
def make() -> ResponseReturnValue:
    """Name a source."""
    return _save(None)


@pages.get("/<int:source_id>")
def page(source_id: int) -> ResponseReturnValue:
    """Show a source, and what may be done with it."""
    return _page(relay_sources.get(session(), source_id))


@pages.get("/<int:source_id>/sua")
def edit(source_id: int) -> ResponseReturnValue:
    """Show a source as a form."""
    require(person(), Deed.PLAN)
    source = relay_sources.get(session(), source_id)
    return _form(forms.blank({"name": source.name, "address": source.address, "note": source.note}), source)


@pages.post("/<int:source_id>/sua")
def change(source_id: int) -> ResponseReturnValue:
    """Change a source; a new address must be approved anew."""
    return _save(relay_sources.get(session(), source_id))


@pages.get("/<int:source_id>/nghe-thu")
def listen(source_id: int) -> ResponseReturnValue:
    """Listen to a source for some seconds; it reads only, so that nobody waits for its database lock."""
    check_listener(person())
    source = relay_sources.get(session(), source_id)
    session().rollback()  # nor does it keep a look at the database open while it listens
    try:
        trial = listen_in(source.address, house().settings)
    except StationError as error:
        return _page(source, problem=error), 422
    return _page(source, trial=trial)


@pages.post("/<int:source_id>/duyet")
def approve(source_id: int) -> ResponseReturnValue:
    """Approve the address that was shown."""
    try:
        decision = relay_sources.approve(session(), source_id, request.form.get("address", ""), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(relay_sources.get(session(), source_id), problem=error), 422
    flash(f"Đã duyệt nguồn tiếp sóng ở địa chỉ {decision.address}.")
    return redirect(url_for(".page", source_id=source_id))


@pages.post("/<int:source_id>/thu-hoi")
def withdraw(source_id: int) -> ResponseReturnValue:
    """Take back an approval."""
    try:
        relay_sources.withdraw(session(), source_id, request.form.get("reason", ""), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(relay_sources.get(session(), source_id), problem=error), 422
    flash("Đã thu hồi duyệt; nguồn này không được phát nữa.")
    return redirect(url_for(".page", source_id=source_id))


def _save(source: RelaySource | None) -> ResponseReturnValue:
    require(person(), Deed.PLAN)
    typed = request.form
    words = (typed.get("name", ""), typed.get("address", ""), typed.get("note", ""))
    number = source.id if source else None
    try:
        saved = relay_sources.save(session(), *words, by=person(), now=g.now, source_id=number)
    except StationError as error:
        undo(error)
        return _form(typed, source, problem=error), 422
    flash(f"Đã lưu nguồn tiếp sóng «{saved.name}».")
    return redirect(url_for(".page", source_id=saved.id))


def _page(source: RelaySource, *, trial: Trial | None = None, problem: StationError | None = None) -> str:
    return render_template(
        "relays/page.html",
        source=source,
        stands=relay_sources.standing(source),
        approved=_is_approved(source),
        own=source.address_by_id == person().id,
        trial=trial,
        sample=base64.b64encode(trial.sample).decode() if trial else "",
        problem=problem,
        typed=request.form,
    )


def _is_approved(source: RelaySource) -> bool:
    return isinstance(relay_sources.standing(source), Approved)


def _form(typed: forms.Typed, source: RelaySource | None = None, problem: StationError | None = None) -> str:
    return render_template("relays/form.html", typed=typed, source=source, problem=problem)
