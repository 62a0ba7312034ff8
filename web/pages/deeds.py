"""The audit trail, for those who look over the station's shoulder."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from station import queries
from station.errors import Forbidden
from station.roles import Role
from web import forms
from web.context import person, session

pages = Blueprint("deeds", __name__, url_prefix="/thao-tac")

PER_PAGE = 100
READERS = {Role.INSPECTOR, Role.ADMINISTRATOR}


@pages.get("/")
def index() -> ResponseReturnValue:
    """List who did what, newest first."""
    if not READERS.intersection(person().roles):
        raise Forbidden(person().username, "xem nhật ký thao tác")
    who, subject = request.args.get("who", "")[:40], request.args.get("subject", "")[:80]
    before = forms.asked(request.args, "before")
    found = queries.deeds(session(), before=before, person=who, subject=subject, limit=PER_PAGE + 1)
    return render_template(
        "journal/deeds.html",
        found=found[:PER_PAGE],
        more=len(found) > PER_PAGE,
        who=who,
        subject=subject,
        people=queries.people(session()),
    )
