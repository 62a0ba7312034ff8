"""Is the web process well? An answer for whoever watches over the station from outside."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from web.context import session

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Say ok when the database answers."""
    try:
        session().execute(text("SELECT 1"))
    except OperationalError:
        return "database\n", 503
    return "ok\n"
