"""The approver's desk: read, listen, decide, and the next card; made for a phone and two minutes."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content import actions, decisions, queries
from content.hearing import hearing
from content.models import Announcement
from station import zones
from station.errors import StationError
from web import forms
from web.context import house, person, session
from web.errors import undo
from web.offers import offers

pages = Blueprint("desk", __name__, url_prefix="/duyet")


@pages.get("/")
def first() -> ResponseReturnValue:
    """Show the first card that this person may decide, or the first of all."""
    waiting = queries.waiting(session())
    if not waiting:
        return render_template("desk/empty.html")
    mine = [each for each in waiting if offers(each, person()).approve]
    return _card((mine or list(waiting))[0])


@pages.get("/<int:announcement_id>")
def card(announcement_id: int) -> ResponseReturnValue:
    """Show the card of one announcement."""
    return _card(actions.get(session(), announcement_id))


@pages.post("/<int:announcement_id>/duyet")
def approve(announcement_id: int) -> ResponseReturnValue:
    """Approve the clip that was heard."""
    heard = request.form.get("clip_sha256", "")
    return _try(
        announcement_id,
        lambda: decisions.approve(session(), announcement_id, heard, by=person(), now=g.now),
        done="Đã duyệt",
    )


@pages.post("/<int:announcement_id>/tra-lai")
def send_back(announcement_id: int) -> ResponseReturnValue:
    """Return it to its author with a reason."""
    heard, reason = request.form.get("clip_sha256", ""), request.form.get("reason", "")
    return _try(
        announcement_id,
        lambda: decisions.send_back(session(), announcement_id, heard, reason, by=person(), now=g.now),
        done="Đã trả lại",
    )


@pages.post("/<int:announcement_id>/tu-choi")
def reject(announcement_id: int) -> ResponseReturnValue:
    """Refuse it for good, with a reason."""
    heard, reason = request.form.get("clip_sha256", ""), request.form.get("reason", "")
    return _try(
        announcement_id,
        lambda: decisions.reject(session(), announcement_id, heard, reason, by=person(), now=g.now),
        done="Đã từ chối",
    )


def _try(announcement_id: int, deed: Callable[[], object], *, done: str) -> ResponseReturnValue:
    announcement = actions.get(session(), announcement_id)
    try:
        deed()
    except StationError as error:
        undo(error)
        return _card(announcement, problem=error, typed=request.form), 422
    flash(f"{done} «{announcement.current.title}».")
    return redirect(url_for(".first"))


def _card(announcement: Announcement, problem: StationError | None = None, typed: forms.Typed | None = None) -> str:
    heard = hearing(session(), announcement, house().style)
    return render_template(
        "desk/card.html",
        announcement=announcement,
        warnings=heard.warnings if heard else (),
        waiting=queries.waiting(session()),
        zones=zones.all_zones(session()),
        offers=offers(announcement, person()),
        problem=problem,
        typed=typed or forms.blank(),
    )
