"""Who comes in: a signed-in person whose form is his own; everybody else is shown the sign-in page."""

import flask
from flask import Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from web import carried
from web.context import READING, is_blind

PUBLIC = {"static", "sign_in.form", "health.healthz", "calendar.of_station", "calendar.of_zone"}
LEAVING = {"sign_in.enter", "sign_in.leave"}
FORM_BYTES = 8 * 1024 * 1024  # the longest document there is, percent-encoded; uploads have their own limit
LARGEST_NUMBER = 2**31 - 1  # what every database keeps as a row's number
STOP_POLLING = 286  # htmx's own status: swap this in and ask no more

_csrf = CSRFProtect()


def install(app: Flask) -> None:
    """Guard every page; the API's own blueprint answers for its bearers."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    _csrf.init_app(app)
    app.before_request(_enter)
    app.register_error_handler(CSRFError, _stale_form)


def _enter() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint in PUBLIC:
        return None
    if request.path.startswith("/api/"):
        return None  # the API hears nobody without a token, and no browser sends one on its own
    if any(isinstance(value, int) and value > LARGEST_NUMBER for value in (request.view_args or {}).values()):
        abort(404)
    if request.method not in READING:
        _take_body()
    if request.endpoint not in LEAVING and not current_user.is_authenticated and not is_blind():
        return _show_sign_in()
    _csrf.protect()
    return None


def _take_body() -> None:
    """Read the whole form before the database is locked for writing: a slow line must hold up nobody else."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = FORM_BYTES
    if request.mimetype != "multipart/form-data" or "_user_id" in flask.session:
        _ = request.form


def _show_sign_in() -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        return render_template("signed_out.html"), STOP_POLLING
    if request.method in READING:
        back = request.full_path.rstrip("?")
        return redirect(url_for("sign_in.form", next=back if back != "/" else None))
    kept = carried.from_request()
    return render_template("sign_in.html", carried=kept, lost=kept is None), 401


def _stale_form(_error: CSRFError) -> ResponseReturnValue:
    if request.endpoint == "sign_in.leave":
        return redirect(url_for("sign_in.form"))
    if request.endpoint == "sign_in.enter":
        kept = carried.from_text(request.form.get("carried", ""))
        return render_template("sign_in.html", carried=kept, username=request.form.get("username", ""), old=True), 400
    return render_template("resend.html", carried=carried.from_request()), 400
