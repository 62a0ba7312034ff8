"""The check of the coming day, and what the administrator prefers about it."""

from datetime import date, timedelta

from flask import g

from broadcaster.preflight import child, runs
from broadcaster.preflight.models import PreflightRun
from broadcaster.preflight.values import Report
from station import clock, preferences
from station.errors import NotFound
from station.preferences import Preferences
from web.api.door import answers, asker, blueprint
from web.api.schemas_preflight import PreferencesAsked, PreferencesTold, PreflightAsked, PreflightTold
from web.context import house, session

TAG = "Kiểm tra trước giờ phát"


@blueprint.get("/preflight")
@answers(TAG, PreflightTold)
def show_preflight(query: PreflightAsked) -> PreflightTold:
    """Show the last check of a day, or without a day the last finished one of a day that is not over."""
    run = runs.newest(session(), query.day) if query.day else runs.coming(session(), _today())
    if run is None:
        raise NotFound("lần kiểm tra của ngày", query.day or "sắp tới")
    return _told(run)


@blueprint.post("/preflight")
@answers(TAG, PreflightTold, status=202)
def ask_preflight(json: PreflightAsked) -> tuple[PreflightTold, int]:
    """Begin a check, or find the one under way; ask for its number until it is done."""
    day = json.day or _today() + timedelta(days=1)
    run, is_new = runs.ask(session(), day, by=asker(), now=g.now, today=_today())
    told = _told(run)
    if is_new:
        session().commit()
        child.start(house().settings, told.id)
    return told, 202


@blueprint.get("/preflight/<int:run_id>")
@answers(TAG, PreflightTold)
def get_preflight(run_id: int) -> PreflightTold:
    """Show one check."""
    return _told(runs.get(session(), run_id))


@blueprint.get("/preferences")
@answers(TAG, PreferencesTold)
def show_preferences() -> PreferencesTold:
    """Show the hour of the evening's check, and the deadline of approvals."""
    return PreferencesTold.of(preferences.read(session()))


@blueprint.put("/preferences")
@answers(TAG, PreferencesTold)
def set_preferences(json: PreferencesAsked) -> PreferencesTold:
    """Set the hour of the evening's check, and the deadline of approvals."""
    preferences.save(session(), Preferences(json.preflight_at, json.cut_off_minutes), by=asker(), now=g.now)
    session().flush()
    return PreferencesTold.of(preferences.read(session()))


def _told(run: PreflightRun) -> PreflightTold:
    report = runs.kept(session(), run).report if run.finished_at else Report(())
    return PreflightTold.of(run, report, now=g.now)


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()
