"""People, for the administrator: adding them, changing their roles, a new password."""

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from station import accounts, queries
from station.errors import BadInput, StationError
from station.models import Person
from station.roles import Deed, Role, require
from web import forms
from web.context import person, session
from web.errors import undo

pages = Blueprint("people", __name__, url_prefix="/quan-tri/nguoi")


@dataclass(frozen=True)
class Sheet:
    """What the form says of a person."""

    full_name: str
    position: str
    roles: list[Role]


@pages.get("/")
def index() -> ResponseReturnValue:
    """List everybody."""
    require(person(), Deed.ADMINISTER)
    return render_template("admin/people.html", people=queries.people(session()))


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(person(), Deed.ADMINISTER)
    return _form(forms.blank())


@pages.post("/moi")
def add() -> ResponseReturnValue:
    """Add somebody."""
    require(person(), Deed.ADMINISTER)
    typed = request.form
    try:
        sheet, username = _sheet(typed), typed.get("username", "").strip()
        accounts.add_person(
            session(),
            username,
            typed.get("password", ""),
            roles=sheet.roles,
            now=g.now,
            full_name=sheet.full_name,
            position=sheet.position,
            by=person().username,
        )
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash(f"Đã thêm «{username}».")
    return redirect(url_for(".index"))


@pages.get("/<username>")
def page(username: str) -> ResponseReturnValue:
    """Show somebody's form."""
    require(person(), Deed.ADMINISTER)
    found = accounts.named(session(), username)
    typed = forms.blank({"full_name": found.full_name, "position": found.position}, roles=found.roles)
    if found.active:
        typed.add("active", "yes")
    return _form(typed, found)


@pages.post("/<username>")
def change(username: str) -> ResponseReturnValue:
    """Give somebody other roles, or shut the account."""
    require(person(), Deed.ADMINISTER)
    found, typed = accounts.named(session(), username), request.form
    try:
        sheet = _sheet(typed)
        accounts.change_person(
            session(),
            username,
            roles=sheet.roles,
            active="active" in typed,
            now=g.now,
            full_name=sheet.full_name,
            position=sheet.position,
            by=person().username,
        )
    except StationError as error:
        undo(error)
        return _form(typed, found, problem=error), 422
    flash(f"Đã lưu «{username}».")
    return redirect(url_for(".index"))


@pages.post("/<username>/mat-khau")
def password(username: str) -> ResponseReturnValue:
    """Give somebody a new password, which opens a locked account too."""
    require(person(), Deed.ADMINISTER)
    found = accounts.named(session(), username)
    typed = forms.blank({"full_name": found.full_name, "position": found.position}, roles=found.roles)
    try:
        accounts.set_password(session(), username, request.form.get("password", ""), now=g.now, by=person().username)
    except StationError as error:
        undo(error)
        return _form(typed, found, problem=error), 422
    flash(f"Đã đặt mật khẩu mới cho «{username}».")
    return redirect(url_for(".index"))


def _sheet(typed: forms.Typed) -> Sheet:
    try:
        roles = [Role(text) for text in typed.getlist("roles")]
    except ValueError:
        raise BadInput("roles", "Có vai trò không hợp lệ; hãy chọn lại.") from None
    return Sheet(typed.get("full_name", "")[:120], typed.get("position", "")[:120], roles)


def _form(typed: forms.Typed, found: Person | None = None, problem: StationError | None = None) -> str:
    return render_template("admin/person.html", typed=typed, found=found, problem=problem)
