"""Stop-everything: one press silences all zones, whatever state the database is in.

Who may is asked of the database; where it cannot answer, the signed cookie's word of the last sign-in counts.
"""

import flask
from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.breakin import breakins
from broadcaster.halts import halt
from station.models import Person
from station.roles import Deed, may, require
from web.context import NotSignedIn, house, is_blind, person, session

pages = Blueprint("halts", __name__, url_prefix="/dung-phat")

COOKIE = "may_stop"


@pages.get("/")
def page() -> ResponseReturnValue:
    """Show whether the station is silenced, by whom, and the button for the other thing."""
    going_on = [] if is_blind() else breakins.running(session(), now=g.now)
    return render_template("air/halted.html", may_stop=_may_stop(), blind=is_blind(), going_on=going_on)


@pages.post("/")
def stop() -> ResponseReturnValue:
    """Silence every zone."""
    halt.halt(house().settings.home, _who(), g.now, request.form.get("why", ""))
    return redirect(url_for(".page"), 303)


@pages.post("/thoi")
def release() -> ResponseReturnValue:
    """Let the station sound again."""
    halt.release(house().settings.home, _who(), g.now)
    return redirect(url_for(".page"), 303)


def remember(someone: Person) -> None:
    """Keep in the signed cookie that this person may stop the station."""
    if may(someone, Deed.STOP_ALL):
        flask.session[COOKIE] = someone.username


def forget() -> None:
    """Let the cookie speak for nobody any more."""
    flask.session.pop(COOKIE, None)


def _may_stop() -> bool:
    return COOKIE in flask.session if is_blind() else may(person(), Deed.STOP_ALL)


def _who() -> str:
    if is_blind():
        if COOKIE not in flask.session:
            raise NotSignedIn
        return str(flask.session[COOKIE])
    require(person(), Deed.STOP_ALL)
    return person().username
