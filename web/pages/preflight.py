"""The check of the coming day: what would not air as planned, why, and where that is put right."""

from datetime import date, timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.preflight import child, digest, runs
from broadcaster.preflight.judging import groups
from broadcaster.preflight.models import PreflightRun
from broadcaster.preflight.values import KIND_NAMES, Finding, Group, Report, Where
from station import clock, preferences, zones
from station.errors import StationError
from station.notify import notices
from station.notify.events import Event
from station.preferences import Preferences
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("preflight", __name__, url_prefix="/kiem-tra")

SHOWN = 10
PLACES = {
    Where.ANNOUNCEMENT: ("announcements.page", "announcement_id", "Mở bản tin"),
    Where.PLAYLIST: ("playlists.page", "playlist_id", "Mở danh sách phát"),
    Where.PROGRAMME: ("programmes.index", "_anchor", "Mở chương trình"),
    Where.OUTPUT: ("outputs.index", "_anchor", "Mở đầu ra"),
    Where.CAMPAIGN: ("campaigns.page", "campaign_id", "Mở đợt tuyên truyền"),
    Where.RELAY: ("relays.page", "source_id", "Mở nguồn tiếp sóng"),
}


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show the last check of a day that is not over, or of the day asked for."""
    require(person(), Deed.LOOK)
    return _page(forms.Typed(request.args))


@pages.get("/<int:run_id>")
def page(run_id: int) -> ResponseReturnValue:
    """Show one check."""
    require(person(), Deed.LOOK)
    return _page(forms.blank(), run=runs.get(session(), run_id))


@pages.get("/<int:run_id>/ket-qua")
def result(run_id: int) -> ResponseReturnValue:
    """Answer the page that waits for a check to be finished."""
    require(person(), Deed.LOOK)
    return render_template("preflight/result.html", **_result(runs.get(session(), run_id)))


@pages.post("/")
def ask() -> ResponseReturnValue:
    """Begin a check; its process is started once its row is there for it to read."""
    typed = request.form
    try:
        day = forms.day(typed, "ngay") or _today() + timedelta(days=1)
        run, is_new = runs.ask(session(), day, by=person(), now=g.now, today=_today())
    except StationError as error:
        undo(error)
        return _page(typed, problem=error), 422
    number = run.id
    if is_new:
        session().commit()
        child.start(house().settings, number)
    return redirect(url_for(".page", run_id=number))


@pages.post("/quy-dinh")
def prefer() -> ResponseReturnValue:
    """Set the hour of the evening's check, and the deadline of approvals."""
    typed = request.form
    try:
        at, minutes = forms.time_of_day(typed, "preflight_at"), forms.whole(typed, "cut_off_minutes", otherwise=0)
        preferences.save(session(), Preferences(at, minutes), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(typed, problem=error), 422
    flash("Đã lưu giờ kiểm tra và hạn chót duyệt.")
    return redirect(url_for(".index"))


def link(finding: Finding) -> tuple[str, str] | None:
    """Return the address where something is put right, and what the link is called."""
    if finding.where not in PLACES or not finding.number:
        return None
    endpoint, name, label = PLACES[finding.where]
    value = f"{finding.where}-{finding.number}" if name == "_anchor" else finding.number
    return url_for(endpoint, **{name: value}), label  # type: ignore[arg-type]


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()


def _page(typed: forms.Typed, *, run: PreflightRun | None = None, problem: StationError | None = None) -> str:
    day = _asked_day(typed) if problem is None else None
    found = run or (runs.newest(session(), day) if day else runs.coming(session(), _today()))
    kept = preferences.read(session())
    typed = forms.Typed(typed)
    typed.setdefault("ngay", (found.day if found else day or _today() + timedelta(days=1)).isoformat())
    typed.setdefault("preflight_at", f"{kept.preflight_at:%H:%M}")
    typed.setdefault("cut_off_minutes", str(kept.cut_off_minutes))
    return render_template(
        "preflight/page.html",
        typed=typed,
        problem=problem,
        preferences=kept,
        cut_offs=notices.recent(session(), event=Event.CUT_OFF, limit=SHOWN),
        **(_result(found) if found else {"run": None}),
    )


def _asked_day(typed: forms.Typed) -> date | None:
    try:
        return forms.day(typed, "ngay")
    except StationError:
        return None


def _result(run: PreflightRun) -> dict[str, object]:
    report = runs.kept(session(), run).report if run.finished_at else Report(())
    red = groups(report.rows)
    return {
        "run": run,
        "is_lost": runs.is_lost(run, now=g.now),
        "station": report.station,
        "red": red,
        "green": groups(report.rows, red=False),
        "columns": _columns(report),
        "matrix": _matrix(report, red),
        "kind_names": KIND_NAMES,
        "zone_words": digest.zone_words,
        "link": link,
    }


def _columns(report: Report) -> list[tuple[str, object]]:
    """Return the occurrences of the day in order, each by its name and its first row."""
    found: dict[str, object] = {}
    for row in report.rows:
        found.setdefault(row.occurrence, row)
    return list(found.items())


def _matrix(report: Report, red: list[Group]) -> list[tuple[str, dict[str, int]]]:
    """Return for each zone, in the order of the tree, its cells: 0 is green, else the number of the red group."""
    numbers = {(group.occurrence, name): at for at, group in enumerate(red, 1) for name in group.zones.names}
    cells: dict[int, tuple[str, dict[str, int]]] = {}
    for row in report.rows:
        name = row.zone_name
        cells.setdefault(row.zone_id, (name, {}))[1][row.occurrence] = numbers.get((row.occurrence, name), 0)
    order = {zone.id: place for place, zone in enumerate(zones.all_zones(session()))}
    return [cells[zone_id] for zone_id in sorted(cells, key=lambda each: (order.get(each, len(order)), each))]
