"""Signing in and out."""

import flask
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from station.models import Person
from web import carried
from web.context import SignedIn, sign_in
from web.pages import halts

pages = Blueprint("sign_in", __name__)


@pages.get("/dang-nhap")
def form() -> ResponseReturnValue:
    """Ask for a name and a password."""
    return render_template("sign_in.html")


@pages.post("/dang-nhap")
def enter() -> ResponseReturnValue:
    """Let a person in, or say why not; what was carried here goes on."""
    username = request.form.get("username", "")
    answer = sign_in(username, request.form.get("password", ""))
    kept = carried.from_text(request.form.get("carried", ""))
    if not isinstance(answer, Person):
        return render_template("sign_in.html", problem=answer, username=username, carried=kept), 422
    flask.session.permanent = True
    login_user(SignedIn(answer))
    halts.remember(answer)
    if kept:
        return render_template("resend.html", carried=kept)
    back = request.args.get("next", "")
    return redirect(back if carried.is_local(back) else url_for("home.page"))


@pages.post("/dang-xuat")
def leave() -> ResponseReturnValue:
    """End the session."""
    logout_user()
    halts.forget()
    flash("Đã đăng xuất.")
    return redirect(url_for("sign_in.form"))
