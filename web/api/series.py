"""Single days of a programme, and a whole series: the same deeds as on its page."""

from datetime import date, datetime, tzinfo
from typing import TypedDict

from flask import g

from playlists import actions
from playlists.booking import series
from playlists.recurring import exceptions
from station.errors import BadInput
from station.models import Person
from web.api.door import answers, asker, blueprint
from web.api.schemas_programmes import ProgrammeTold
from web.api.schemas_series import ExceptionAsked, ExceptionsTold, LastDayAsked
from web.context import house, session

TAG = "Chương trình"


class _Asking(TypedDict):
    by: Person
    now: datetime
    timezone: tzinfo


@blueprint.get("/programmes/<int:programme_id>/exceptions")
@answers(TAG, ExceptionsTold)
def list_exceptions(programme_id: int) -> ExceptionsTold:
    """List the days of a programme that are different."""
    return _exceptions(programme_id)


@blueprint.put("/programmes/<int:programme_id>/exceptions/<day>")
@answers(TAG, ExceptionsTold)
def make_exception(programme_id: int, day: str, json: ExceptionAsked) -> ExceptionsTold:
    """Skip, move or replace the occurrence of one day; the series stays as it is."""
    on = _day(day)
    if json.skip:
        exceptions.skip(session(), programme_id, on, **_asking())
    elif json.playlist_id is not None:
        exceptions.replace_playlist(session(), programme_id, on, json.playlist_id, **_asking())
    else:
        usual = actions.get_programme(session(), programme_id).starts_at
        to_day, to_time = json.day or on, json.time or usual
        series.move_instead(session(), programme_id, on, to_day, to_time, json.instead(), **_asking())
    return _exceptions(programme_id)


@blueprint.delete("/programmes/<int:programme_id>/exceptions/<day>")
@answers(TAG, ExceptionsTold)
def undo_exception(programme_id: int, day: str) -> ExceptionsTold:
    """Let a day be again as the series has it."""
    exceptions.undo(session(), programme_id, _day(day), **_asking())
    return _exceptions(programme_id)


@blueprint.post("/programmes/<int:programme_id>/last-day")
@answers(TAG, ProgrammeTold)
def change_last_day(programme_id: int, json: LastDayAsked) -> ProgrammeTold:
    """Let a series go on for longer or less long."""
    return ProgrammeTold.of(series.change_last_day(session(), programme_id, json.last_day, **_asking()))


@blueprint.post("/programmes/<int:programme_id>/restart")
@answers(TAG, ProgrammeTold, status=201)
def restart_programme(programme_id: int, json: LastDayAsked) -> tuple[ProgrammeTold, int]:
    """Start again what is over, as a new programme with the exceptions still to come."""
    return ProgrammeTold.of(series.restart(session(), programme_id, json.last_day, **_asking())), 201


def _exceptions(programme_id: int) -> ExceptionsTold:
    return ExceptionsTold.of(actions.get_programme(session(), programme_id).exceptions)


def _asking() -> _Asking:
    return {"by": asker(), "now": g.now, "timezone": house().settings.timezone}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("day", "Cần một ngày dạng 2026-11-22.") from None
