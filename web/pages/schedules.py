"""A schedule brought in from a file: read, shown row by row with what is wrong, then booked whole or not at all."""

from collections.abc import Iterable
from datetime import timedelta

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from playlists.interchange import booking, files, wishes
from playlists.interchange.apart import reading_apart
from playlists.interchange.entry import MOST_BYTES, Reading
from playlists.interchange.wishes import Wish
from station import clock, zones
from station.errors import BadInput, StationError
from station.models import Person
from station.roles import Deed, require
from web import forms, schedule_form
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("schedules", __name__, url_prefix="/nhap-lich")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/")
def new() -> ResponseReturnValue:
    """Ask for a file."""
    require(person(), Deed.PLAN)
    return render_template("interchange/import.html", problem=None)


@pages.get("/mau.xlsx")
def sample() -> ResponseReturnValue:
    """Send an empty schedule to be filled in."""
    body = files.template(zones.all_zones(session()))
    answer = Response(body, mimetype=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="mau-lich-phat-thanh.xlsx"'
    return answer


@pages.post("/")
def read() -> ResponseReturnValue:
    """Read the file and show what each row comes to; nothing is kept."""
    require(person(), Deed.PLAN)
    session().rollback()  # a file takes a while to read, and nobody else should wait for it
    today = clock.local(g.now, house().settings.timezone).date()
    try:
        file = request.files.get("file")
        if file is None or not file.filename:
            raise BadInput("file", "Hãy chọn một tệp lịch phát.")
        found = reading_apart(file.filename, file.read(MOST_BYTES + 1), today=today, timezone=house().settings.timezone)
    except StationError as error:
        undo(error)
        beside = error if isinstance(error, BadInput) else BadInput("file", str(error))
        return render_template("interchange/import.html", problem=beside), 422
    roots = booking.known(session()).roots
    typed = schedule_form.blank(found, first_day=today + timedelta(days=1), roots=roots)
    return _preview(found, typed, tried=range(len(found.entries)), ticked=None)


@pages.post("/dat-lich")
def book() -> ResponseReturnValue:
    """Look again with what was chosen, or book every ticked row."""
    require(person(), Deed.PLAN)
    typed = request.form
    try:
        found = schedule_form.reading_of(typed)
    except BadInput as error:
        undo(error)
        return render_template("interchange/import.html", problem=error), 422
    try:
        wanted, tried = schedule_form.ticked(typed), schedule_form.wanted(typed)
        if typed.get("do") != "book":
            return _preview(found, typed, tried=tried, ticked=wanted)
        rows = [each for each in _wishes(session(), found, typed) if each.number in wanted]
        booked = booking.book_all(session(), rows, by=person(), now=g.now, timezone=house().settings.timezone)
    except StationError as error:
        undo(error)
        wanted = frozenset(forms.asked_numbers(typed, "rows"))
        return _preview(found, typed, tried=wanted, ticked=wanted, problem=error), 422
    flash(f"Đã đặt lịch {len(booked)} chương trình.")
    return redirect(url_for("programmes.index"))


def _wishes(looking: Session, reading: Reading, typed: forms.Typed) -> list[Wish]:
    chosen = schedule_form.choices(typed, len(reading.entries))
    return wishes.wishes(reading.entries, booking.known(looking), chosen)


def _tried(reading: Reading, typed: forms.Typed, wanted: frozenset[int]) -> list[Wish]:
    """Return every row, those wanted with what booking them would be refused for. Raise BadInput.

    Judging takes a while: it is done in a session that only reads, so that nobody who writes has to wait.
    """
    number, timezone = person().id, house().settings.timezone
    session().rollback()
    with house().database.reading() as looking:
        found = _wishes(looking, reading, typed)
        without = frozenset(range(len(found))) - wanted
        by = looking.get_one(Person, number)
        return booking.tried(looking, found, by=by, now=g.now, timezone=timezone, without=without)


def _preview(
    reading: Reading,
    typed: forms.Typed,
    *,
    tried: Iterable[int],
    ticked: frozenset[int] | None,
    problem: StationError | None = None,
) -> str:
    wanted, found = frozenset(tried), []
    try:
        found = _tried(reading, typed, wanted)
    except BadInput as error:
        problem = problem or error
    good = {each.number for each in found if not each.problems and each.number in wanted}
    return render_template(
        "interchange/preview.html",
        reading=reading,
        typed=typed,
        problem=problem,
        found=found,
        ticked=good if ticked is None else (ticked | good),
        counted=wishes.counted([each for each in found if each.number in wanted]),
        known=booking.known(session()),
        zones=zones.all_zones(session()),
        when=schedule_form.when,
        sessions={each.session for each in reading.entries if each.session and not each.starts_at},
        has_series=any(each.repeats and not each.first_day for each in reading.entries),
    )
