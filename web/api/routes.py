"""Every room of the API, and the one line that gives them to an application."""

from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError

from station.errors import StationError
from web.api import (
    air,
    airchecks,
    alarms,
    announcements,
    asrun,
    breakins,
    calendar,
    campaigns,
    channels,
    clips,
    document,
    guard,
    halts,
    lexicon,
    live,
    outputs,
    patterns,
    people,
    playlists,
    preflight,
    problems,
    programmes,
    queue,
    readings,
    relays,
    schedules,
    series,
)
from web.api.door import PREFIX, blueprint

# A view exists once its module is imported.
ROOMS = (
    announcements,
    readings,
    lexicon,
    clips,
    campaigns,
    queue,
    playlists,
    patterns,
    programmes,
    calendar,
    series,
    schedules,
    guard,
    relays,
    air,
    live,
    alarms,
    preflight,
    channels,
    breakins,
    halts,
    asrun,
    outputs,
    airchecks,
    people,
    document,
)

blueprint.register_error_handler(StationError, problems.of_station)
blueprint.register_error_handler(OperationalError, problems.of_busy)
blueprint.register_error_handler(HTTPException, problems.of_http)
blueprint.register_error_handler(InternalServerError, problems.of_bug)


def register(app: Flask) -> None:
    """Put the API under /api/v1."""
    problems.install(app, PREFIX)
    app.register_blueprint(blueprint)
