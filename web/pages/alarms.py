"""Alarms: what called a person, since when, and who has seen it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import alarms
from web import forms
from web.context import person, session

pages = Blueprint("alarms", __name__, url_prefix="/bao-dong")

PER_PAGE = 100


@pages.get("/")
def index() -> ResponseReturnValue:
    """List alarms, newest first."""
    found = alarms.recent(session(), before=forms.asked(request.args, "before"), limit=PER_PAGE + 1)
    return render_template(
        "alarms/list.html", found=found[:PER_PAGE], more=len(found) > PER_PAGE, kinds=alarms.KIND_NAMES
    )


@pages.post("/<int:alarm_id>/da-xem")
def acknowledge(alarm_id: int) -> ResponseReturnValue:
    """Write down who has seen an alarm."""
    alarms.acknowledge(session(), alarm_id, by=person(), now=g.now)
    flash("Đã ghi nhận là có người xem báo động.")
    return redirect(url_for(".index"))
