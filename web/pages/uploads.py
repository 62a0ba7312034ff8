"""Recordings and jingles: a sound file becomes an announcement without a text."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content import actions
from content.audiofiles import RecordingEmpty, RecordingError, demuxer_of
from content.models import Form
from content.shelf import Shelf
from station import zones
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("uploads", __name__, url_prefix="/tai-len")

FORMS = {"recording": Form.RECORDING, "jingle": Form.JINGLE}


@pages.get("/")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(person(), Deed.WRITE)
    return _form(forms.blank({"form": "recording", "urgency": "normal"}))


@pages.post("/")
def record() -> ResponseReturnValue:
    """Take a sound file in; a file that was taken once is not asked for again."""
    require(person(), Deed.WRITE)
    typed = forms.Typed(request.form)
    try:
        typed["kept"] = kept(typed)
        form = FORMS.get(typed.get("form", ""), Form.RECORDING)
        terms, title = forms.terms(typed), typed.get("title", "")
        announcement = actions.record(session(), title, typed["kept"], terms, by=person(), now=g.now, form=form)
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash("Đã nhận tệp; máy đang chỉnh âm lượng.")
    return redirect(url_for("announcements.page", announcement_id=announcement.id))


def kept(typed: forms.Typed) -> str:
    """Return the hash of the file that was sent now, or taken with an earlier attempt. Raise BadInput."""
    shelf = Shelf(house().settings.home / "uploads")
    file = request.files.get("file")
    if file is None or not file.filename:
        earlier = typed.get("kept", "")
        if not earlier or not shelf.has(earlier):
            raise BadInput("file", "Hãy chọn một tệp âm thanh.")
        return earlier
    session().rollback()  # the disk may be slow, and nobody else should wait for it
    sound = file.read()
    try:
        if not sound:
            raise RecordingEmpty
        demuxer_of(sound)
    except RecordingError as problem:
        raise BadInput("file", str(problem)) from None
    return shelf.keep(sound)


def _form(typed: forms.Typed, problem: StationError | None = None) -> str:
    return render_template(
        "announcements/upload.html",
        typed=typed,
        problem=problem,
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        fields=forms.FIELDS,
    )
