"""Schedules given out: for paper (a page to print, .docx), for spreadsheets, and the addresses to subscribe to."""

from datetime import date, timedelta

from flask import Blueprint, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import forecast
from playlists.interchange import booking, columns_out, files, paper, paperwork, subscription
from playlists.interchange.paperwork import Schedule
from station import clock, zones
from station.errors import BadInput, StationError
from station.models import Zone
from web import forms, letterhead
from web.context import house, session

pages = Blueprint("interchange", __name__, url_prefix="/nhap-xuat-lich")

COMING = timedelta(days=2)  # at the end of a week the next one's schedule is made
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/")
def page() -> ResponseReturnValue:
    """Show what can be brought in, printed, taken away and subscribed to."""
    return _page(forms.Typed(request.args))


@pages.get("/in")
def print_out() -> ResponseReturnValue:
    """Show the schedule as it will be printed."""
    try:
        found = _schedule()
    except BadInput as error:
        return _page(forms.Typed(request.args), error), 422
    return render_template(
        "interchange/paper.html",
        paper=found.paper,
        columns=columns_out.columns(found.paper),
        campaigns=columns_out.campaigns(found.paper),
        cells=columns_out.cells,
        day_cell=columns_out.day_cell,
        NATION=paper.NATION,
        MOTTO=paper.MOTTO,
        back=f"{url_for('.page')}?{request.query_string.decode()}",
    )


@pages.get("/lich-phat-thanh.docx")
def word() -> ResponseReturnValue:
    """Send the schedule for a word processor."""
    try:
        found = _schedule()
    except BadInput as error:
        return _page(forms.Typed(request.args), error), 422
    return _file(files.word(found.paper, now=g.now), found, "docx", DOCX)


@pages.get("/lich-phat-thanh.xlsx")
def excel() -> ResponseReturnValue:
    """Send the schedule for a spreadsheet; its second sheet can be brought in again."""
    try:
        found = _schedule()
    except BadInput as error:
        return _page(forms.Typed(request.args), error), 422
    return _file(files.spreadsheet(found, booking.known(session())), found, "xlsx", XLSX)


def period(typed: forms.Typed, today: date) -> tuple[date, date]:
    """Return the first and the last day asked for; this week unless told. Raise BadInput."""
    day = forms.day(typed, "tu") or today
    paper.check_day(day)
    if typed.get("ky") == "thang":
        return paper.month_of(day)
    if typed.get("ky") == "khoang":
        return day, forms.needed_day(typed, "den")
    return paper.week_of(day)


def _schedule() -> Schedule:
    typed = forms.Typed(request.args)
    letterhead.usual(typed, house().settings.station_name)
    timezone = house().settings.timezone
    first, last = period(typed, clock.local(g.now, timezone).date())
    drawn = forecast.titles_between(session(), first, last, now=g.now, timezone=timezone)
    head, zone = letterhead.of(typed), _zone(typed)
    return paperwork.schedule(session(), first, last, zone, head, timezone=timezone, drawn=drawn)


def _zone(typed: forms.Typed) -> Zone | None:
    number = forms.whole(typed, "khu-vuc", otherwise=0)
    return zones.chosen(session(), [number])[0] if number else None


def _file(body: bytes, found: Schedule, ending: str, mimetype: str) -> Response:
    answer = Response(body, mimetype=mimetype)
    name = f"lich-phat-thanh-{found.paper.first.isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(typed: forms.Typed, problem: StationError | None = None) -> str:
    today = clock.local(g.now, house().settings.timezone).date()
    letterhead.usual(typed, house().settings.station_name)
    typed.setdefault("tu", (today + COMING).isoformat())
    return render_template(
        "interchange/page.html",
        typed=typed,
        problem=problem,
        zones=zones.all_zones(session()),
        weeks=subscription.AHEAD.days // 7,
        is_open=house().settings.public_calendar,
    )
