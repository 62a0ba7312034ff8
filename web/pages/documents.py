"""Documents brought in: offered passage by passage, each ticked one becomes a draft."""

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content import actions
from content.documents.apart import passages_apart
from content.lifecycle import State
from station import zones
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import person, session
from web.errors import undo

pages = Blueprint("documents", __name__, url_prefix="/nhap-van-ban")


@dataclass(frozen=True)
class Offered:
    """One passage as it stands in the form; its number names its boxes."""

    number: int
    title: str
    text: str
    ticked: bool


@pages.get("/")
def new() -> ResponseReturnValue:
    """Ask for a document."""
    require(person(), Deed.WRITE)
    return render_template("announcements/import.html", problem=None)


@pages.post("/")
def read() -> ResponseReturnValue:
    """Read the document and offer its passages; nothing is kept yet."""
    require(person(), Deed.WRITE)
    session().rollback()  # a long document takes a while to read, and nobody else should wait for it
    try:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise BadInput("file", "Hãy chọn một tệp văn bản.")
        name = file.filename
        found = passages_apart(name, file.read())
    except StationError as error:
        undo(error)
        return render_template("announcements/import.html", problem=_beside_file(error)), 422
    offered = [Offered(number, each.heading, each.text, True) for number, each in enumerate(found)]
    return _offer(offered, forms.blank({"urgency": "normal", "source": name[:120]}))


@pages.post("/chon")
def write() -> ResponseReturnValue:
    """Begin a draft for every passage that is ticked; all of them or none."""
    typed = request.form
    offered = _offered(typed)
    wanted = [each for each in offered if each.ticked]
    try:
        if not wanted:
            raise BadInput("passages", "Hãy chọn ít nhất một đoạn.")
        terms = forms.terms(typed)
        for each in wanted:
            actions.write(session(), actions.Wording(each.title, each.text), terms, by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _offer(offered, typed, problem=error), 422
    flash(f"Đã tạo {len(wanted)} bản nháp.")
    return redirect(url_for("announcements.index", state=State.DRAFT.value))


def _offered(typed: forms.Typed) -> list[Offered]:
    ticked = set(typed.getlist("passages"))
    pairs = zip(typed.getlist("heading"), typed.getlist("passage"), strict=False)
    return [Offered(number, title, text, str(number) in ticked) for number, (title, text) in enumerate(pairs)]


def _beside_file(error: StationError) -> BadInput:
    return error if isinstance(error, BadInput) else BadInput("file", str(error))


def _offer(offered: list[Offered], typed: forms.Typed, problem: StationError | None = None) -> str:
    return render_template(
        "announcements/passages.html",
        offered=offered,
        typed=typed,
        problem=problem,
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        fields=forms.FIELDS,
    )
