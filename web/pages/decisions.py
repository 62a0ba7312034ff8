"""What moves an announcement on, pressed on its own page: submit, take back, withdraw."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from content import actions, decisions
from station.errors import StationError
from web.context import person, session
from web.errors import undo
from web.pages.announcements import show

pages = Blueprint("decisions", __name__, url_prefix="/ban-tin/<int:announcement_id>")


@pages.post("/trinh")
def submit(announcement_id: int) -> ResponseReturnValue:
    """Put it on the approver's desk."""
    return attempt(
        announcement_id,
        lambda: actions.submit(session(), announcement_id, by=person(), now=g.now),
        done="Đã trình duyệt.",
    )


@pages.post("/lay-lai")
def take_back(announcement_id: int) -> ResponseReturnValue:
    """Take it off the approver's desk."""
    return attempt(
        announcement_id,
        lambda: actions.take_back(session(), announcement_id, by=person(), now=g.now),
        done="Đã lấy lại bản tin thành nháp.",
    )


@pages.post("/thu-hoi")
def withdraw(announcement_id: int) -> ResponseReturnValue:
    """Take back an approval, on air or not."""
    reason = request.form.get("reason", "")
    return attempt(
        announcement_id,
        lambda: decisions.withdraw(session(), announcement_id, reason, by=person(), now=g.now),
        done="Đã thu hồi; bản tin không phát nữa.",
    )


def attempt(announcement_id: int, deed: Callable[[], object], *, done: str) -> ResponseReturnValue:
    """Do the deed and go back to the announcement's page, or show that page with the refusal."""
    announcement = actions.get(session(), announcement_id)
    try:
        deed()
    except StationError as error:
        undo(error)
        return show(announcement, problem=error, typed=request.form), 422
    flash(done)
    return redirect(url_for("announcements.page", announcement_id=announcement_id))
