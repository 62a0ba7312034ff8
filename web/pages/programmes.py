"""Programmes: the list, booking one, ending one, starting one again."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from playlists import actions, priority, queries
from playlists.booking import checking, offering, series
from playlists.booking.clashes import ClashFound
from playlists.catchup import CATCH_UP_NAMES
from playlists.priority import BOOKABLE, PRIORITY_NAMES
from playlists.recurring import rules
from playlists.timetable import Booking
from station import clock, zones
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms, programme_form
from web.context import house, person, session
from web.errors import undo
from web.programme_form import Answers

pages = Blueprint("programmes", __name__, url_prefix="/chuong-trinh")

LOOK_AHEAD = timedelta(days=14)
USUAL = "Như thường lệ: phát lại từ đầu; nhạc nền thì phát tiếp"


@pages.get("/")
def index() -> ResponseReturnValue:
    """List programmes: those that go on with their next start, then those that ended."""
    return _list()


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show a form with tomorrow's morning in it, or with what another programme is like."""
    require(person(), Deed.PLAN)
    tomorrow = clock.local(g.now, house().settings.timezone).date() + timedelta(days=1)
    if like := forms.asked(request.args, "giong"):
        typed = programme_form.of_programme(actions.get_programme(session(), like))
        typed["first_day"] = max(forms.needed_day(typed, "first_day"), tomorrow).isoformat()
        return _form(typed)
    single = {"kind": "weekly", "starts_at": "05:30", "first_day": tomorrow.isoformat(), "every": "1"}
    return _form(forms.blank(single | {"playlist": request.args.get("playlist", "")}, weekdays=range(7)))


@pages.post("/moi")
def book() -> ResponseReturnValue:
    """Book a programme, instead of others where that was answered."""
    typed = programme_form.answered_time(request.form, "starts_at")
    try:
        instead = programme_form.instead(typed)
        programme = series.book_instead(
            session(),
            typed.get("name", "")[:120],
            _playlist_id(typed),
            forms.numbers(typed, "zones"),
            programme_form.timing(typed),
            instead,
            by=person(),
            now=g.now,
            timezone=house().settings.timezone,
        )
    except ClashFound as clash:
        undo(clash)
        return _form(typed, problem=clash, answers=_answers(typed, clash)), 422
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash(f"Đã đặt lịch chương trình «{programme.name}».")
    return redirect(url_for("occurrences.page", programme_id=programme.id))


@pages.post("/<int:programme_id>/ket-thuc")
def end(programme_id: int) -> ResponseReturnValue:
    """End a programme."""
    try:
        ended = actions.end_programme(session(), programme_id, by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _list(problem=error), 422
    flash(f"Chương trình «{ended.name}» đã kết thúc, không phát buổi nào nữa.")
    return redirect(url_for(".index"))


def _answers(typed: forms.Typed, clash: ClashFound) -> Answers:
    """Return what may be answered; what gave way before is forgotten here, as nothing was kept of it."""
    booked = clash.clash.booked
    timezone = house().settings.timezone
    planned = actions.planned(
        session(),
        typed.get("name", "")[:120],
        _playlist_id(typed),
        forms.numbers(typed, "zones"),
        programme_form.timing(typed),
        now=g.now,
        timezone=timezone,
    )
    wanted = checking.as_booking(session(), planned)

    def starting(at: time) -> Booking:
        return replace(wanted, starts_at=at)

    later = offering.later_start(session(), starting, wanted.first_day, clash, now=g.now, timezone=timezone)
    shown = f"{later:%H:%M}" if later else ""
    return Answers(booked.programme_id, booked.programme_name, booked.day, shown, programme_form.instead(typed))


def _playlist_id(typed: forms.Typed) -> int:
    number = forms.whole(typed, "playlist", otherwise=0)
    if not number:
        raise BadInput("playlist", "Hãy chọn danh sách phát.")
    return number


def _list(problem: StationError | None = None) -> str:
    timezone = house().settings.timezone
    starts: dict[int, datetime] = {}
    for each in queries.coming(session(), g.now, g.now + LOOK_AHEAD, timezone):
        starts.setdefault(each.programme_id, each.starts_at)
    found = queries.programmes(session())
    return render_template(
        "programmes/list.html",
        found=found,
        starts=starts,
        lengths=queries.lengths(session(), found),
        zones=zones.all_zones(session()),
        problem=problem,
        priority_name=priority.name,
        catch_up_names=CATCH_UP_NAMES,
        said=lambda programme: rules.said(rules.read(programme.rule)),
    )


def _form(typed: forms.Typed, problem: StationError | None = None, answers: Answers | None = None) -> str:
    return render_template(
        "programmes/form.html",
        typed=typed,
        problem=problem,
        answers=answers,
        playlists=queries.playlists(session()),
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        nths=[(number, f"{name}") for number, name in rules.NTH_NAMES.items()],
        priorities=[(each.value, PRIORITY_NAMES[each]) for each in BOOKABLE],
        catch_ups=[("", USUAL), *CATCH_UP_NAMES.items()],
    )
