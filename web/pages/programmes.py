"""Programmes: the list, booking one, ending one."""

from datetime import datetime, timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from playlists import actions, priority, queries
from playlists.actions import Timing
from playlists.catchup import CATCH_UP_NAMES, CatchUp
from playlists.priority import BOOKABLE, PRIORITY_NAMES, Priority
from station import clock, zones
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("programmes", __name__, url_prefix="/chuong-trinh")

LOOK_AHEAD = timedelta(days=14)
USUAL = "Như thường lệ: phát lại từ đầu; nhạc nền thì phát tiếp"


@pages.get("/")
def index() -> ResponseReturnValue:
    """List programmes: those that go on with their next start, then those that ended."""
    return _list()


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form, with tomorrow's morning in it."""
    require(person(), Deed.PLAN)
    tomorrow = clock.local(g.now, house().settings.timezone).date() + timedelta(days=1)
    single = {"kind": "weekly", "starts_at": "05:30", "first_day": tomorrow.isoformat()}
    return _form(forms.blank(single | {"playlist": request.args.get("playlist", "")}, weekdays=range(7)))


@pages.post("/moi")
def book() -> ResponseReturnValue:
    """Book a programme."""
    typed = request.form
    try:
        programme = actions.book(
            session(),
            typed.get("name", "")[:120],
            _playlist_id(typed),
            forms.numbers(typed, "zones"),
            _timing(typed),
            by=person(),
            now=g.now,
            timezone=house().settings.timezone,
        )
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash(f"Đã đặt lịch chương trình «{programme.name}».")
    return redirect(url_for(".index"))


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


def _playlist_id(typed: forms.Typed) -> int:
    number = forms.whole(typed, "playlist", otherwise=0)
    if not number:
        raise BadInput("playlist", "Hãy chọn danh sách phát.")
    return number


def _timing(typed: forms.Typed) -> Timing:
    weekly = typed.get("kind") == "weekly"
    weekdays = forms.numbers(typed, "weekdays") if weekly else []
    if weekly and not weekdays:
        raise BadInput("weekdays", "Hãy chọn ít nhất một thứ trong tuần.")
    return Timing(
        starts_at=forms.time_of_day(typed, "starts_at"),
        first_day=forms.needed_day(typed, "first_day"),
        weekdays=weekdays,
        last_day=forms.day(typed, "last_day") if weekly else None,
        priority=forms.whole(typed, "priority", otherwise=Priority.PROGRAMME),
        catch_up=_catch_up(typed),
        late_minutes=forms.whole(typed, "late_minutes", otherwise=0),
        hard_end=forms.time_of_day(typed, "hard_end") if typed.get("hard_end", "").strip() else None,
    )


def _catch_up(typed: forms.Typed) -> CatchUp | None:
    chosen = typed.get("catch_up", "")
    if chosen and chosen not in list(CatchUp):
        raise BadInput("catch_up", "Hãy chọn một trong các cách xử lý đã nêu.")
    return CatchUp(chosen) if chosen else None


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
    )


def _form(typed: forms.Typed, problem: StationError | None = None) -> str:
    return render_template(
        "programmes/form.html",
        typed=typed,
        problem=problem,
        playlists=queries.playlists(session()),
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        priorities=[(each.value, PRIORITY_NAMES[each]) for each in BOOKABLE],
        catch_ups=[("", USUAL), *CATCH_UP_NAMES.items()],
    )
