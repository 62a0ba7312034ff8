"""Announcements: the list, the form, and the page of one."""

from functools import partial

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import drawn
from content import actions, lines, search
from content.campaigns import QUEUEABLE
from content.hearing import hearing
from content.lifecycle import State
from content.models import Announcement, Form
from content.voices.names import RECORDED, available, label
from playlists import fillings
from station import zones
from station.errors import StationError
from station.roles import Deed, require
from web import forms, reading
from web.context import house, person, session
from web.errors import undo
from web.offers import offers
from web.pages import queue
from web.shown import sound

pages = Blueprint("announcements", __name__, url_prefix="/ban-tin")

PER_PAGE = 30


@pages.get("/")
def index() -> ResponseReturnValue:
    """List announcements, by state and by words of the title."""
    states = [State(text) for text in request.args.getlist("state") if text in set(State)]
    words = request.args.get("q", "")[:100]
    number = max(1, forms.asked(request.args, "page"))
    found = search.announcements(session(), words, states, start=(number - 1) * PER_PAGE, count=PER_PAGE + 1)
    return render_template(
        "announcements/list.html",
        found=found[:PER_PAGE],
        more=len(found) > PER_PAGE,
        number=number,
        words=words,
        states=states,
        zones=zones.all_zones(session()),
    )


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(person(), Deed.WRITE)
    return form(forms.blank({"pace": "1.0", "pitch": "1.0", "urgency": "normal"}))


@pages.post("/moi")
def write() -> ResponseReturnValue:
    """Begin an announcement."""
    typed = request.form
    try:
        wording, terms = forms.wording(typed, house().voices), forms.terms(typed)
        begin = actions.write_line if typed.get("form") == Form.LINE else actions.write
        written = begin(session(), wording, terms, by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return form(typed, problem=error), 422
    flash("Đã lưu bản nháp; giọng đọc đang chuyển thành âm thanh.")
    return redirect(url_for(".page", announcement_id=written.id))


@pages.get("/<int:announcement_id>/sua")
def change(announcement_id: int) -> ResponseReturnValue:
    """Show the form with what stands there now."""
    require(person(), Deed.WRITE)
    announcement = actions.get(session(), announcement_id)
    return form(forms.of_announcement(announcement), announcement=announcement)


@pages.post("/<int:announcement_id>/sua")
def edit(announcement_id: int) -> ResponseReturnValue:
    """Replace the words or the terms."""
    announcement, typed = actions.get(session(), announcement_id), request.form
    try:
        wording, terms = forms.wording(typed, house().voices), forms.terms(typed)
        actions.edit(session(), announcement_id, wording, terms, by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return form(typed, announcement=announcement, problem=error), 422
    flash("Đã lưu bản sửa; bản tin trở lại thành nháp.")
    return redirect(url_for(".page", announcement_id=announcement_id))


@pages.get("/<int:announcement_id>")
def page(announcement_id: int) -> ResponseReturnValue:
    """Show one announcement with all it ever was."""
    return show(actions.get(session(), announcement_id))


@pages.get("/<int:announcement_id>/am-thanh")
def sound_part(announcement_id: int) -> ResponseReturnValue:
    """Answer the page that waits for the voice; once there is something to tell, it reloads itself."""
    announcement = actions.get(session(), announcement_id)
    state = sound(announcement.current)
    headers = {"HX-Refresh": "true"} if state != "voicing" else {}
    return render_template("announcements/sound.html", announcement=announcement), headers


def show(announcement: Announcement, problem: StationError | None = None, typed: forms.Typed | None = None) -> str:
    """Return the page of one announcement, with the sentence of a refused deed and the reason typed for it."""
    heard = hearing(session(), announcement, house().style)
    return render_template(
        "announcements/page.html",
        announcement=announcement,
        hearing=heard,
        next_words=_next_words(announcement) if announcement.form == Form.LINE else "",
        written=reading.written(heard.text, heard.reading) if heard else [],
        spoken=reading.spoken(heard.reading) if heard else [],
        zones=zones.all_zones(session()),
        offers=offers(announcement, person()),
        is_queueable=announcement.form in QUEUEABLE,
        coming=queue.coming_of(announcement) if announcement.state == State.APPROVED else None,
        problem=problem,
        typed=typed or forms.blank(),
    )


def form(typed: forms.Typed, announcement: Announcement | None = None, problem: StationError | None = None) -> str:
    """Return the form with everything typed in place."""
    return render_template(
        "announcements/form.html",
        typed=typed,
        announcement=announcement,
        problem=problem,
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        fields=forms.FIELDS,
        voices=_voices(announcement),
        blanks=lines.BLANKS,
        line_texts=(lines.OPENING, lines.CLOSING),
    )


def _next_words(line: Announcement) -> str:
    """Return what a line will say in its next occurrence."""
    told = house().settings
    timezone, name = told.timezone, told.station_name
    drawing = partial(drawn.lines_of, timezone=timezone)
    return fillings.preview(session(), line, now=g.now, timezone=timezone, station_name=name, drawing=drawing)


def _voices(announcement: Announcement | None) -> list[tuple[str, str]]:
    """Return the voices to choose from; a person's recording only where there is one."""
    recorded = announcement is not None and announcement.current.voice == RECORDED
    own = [(RECORDED, label(RECORDED))] if recorded else []
    return [*own, ("", "Theo cấu hình của đài"), *available(house().voices).items()]
