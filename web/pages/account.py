"""My account: my password, and tokens for my programs."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from station import accounts, passwords, queries
from station.errors import BadInput, StationError
from web.context import SignedIn, person, session
from web.errors import undo

pages = Blueprint("account", __name__, url_prefix="/tai-khoan")


@pages.get("/")
def page() -> ResponseReturnValue:
    """Show the forms, and the tokens that count."""
    return _page()


@pages.post("/mat-khau")
def password() -> ResponseReturnValue:
    """Change my password; my other sessions end."""
    me = person()
    try:
        if not passwords.fits(request.form.get("old", ""), me.password_hash):
            raise BadInput("old", "Mật khẩu đang dùng không đúng.")
        if request.form.get("password") != request.form.get("repeat"):
            raise BadInput("repeat", "Hai lần gõ mật khẩu mới không giống nhau.")
        accounts.set_password(session(), me.username, request.form.get("password", ""), now=g.now, by=me.username)
    except StationError as error:
        undo(error)
        return _page(problem=error), 422
    login_user(SignedIn(me))
    flash("Đã đổi mật khẩu; các thiết bị khác phải đăng nhập lại.")
    return redirect(url_for(".page"))


@pages.post("/ma")
def give() -> ResponseReturnValue:
    """Give me a token, shown this once."""
    name = " ".join(request.form.get("name", "").split())
    if not 0 < len(name) <= 80:
        return _page(problem=BadInput("name", "Hãy đặt tên cho mã, tối đa 80 ký tự.")), 422
    return _page(secret=accounts.give_token(session(), person(), name, now=g.now))


@pages.post("/ma/<int:token_id>/thu-hoi")
def revoke(token_id: int) -> ResponseReturnValue:
    """End a token."""
    accounts.revoke_token(session(), token_id, by=person(), now=g.now)
    flash("Đã thu hồi mã truy cập.")
    return redirect(url_for(".page"))


def _page(problem: StationError | None = None, secret: str = "") -> str:
    return render_template(
        "account.html",
        problem=problem,
        secret=secret,
        tokens=[each for each in queries.tokens(session(), person().id) if each.revoked_at is None],
        typed=request.form,
    )
