"""Playlists made from a template, and templates made from a playlist."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from playlists import patterns
from playlists.patterns import Made
from playlists.typical import TYPICAL
from web import forms
from web.context import house, person, session

pages = Blueprint("patterns", __name__, url_prefix="/mau-danh-sach-phat")


@pages.post("/")
def make() -> ResponseReturnValue:
    """Make a playlist from a template, or after a typical morning or afternoon."""
    chosen, timezone = request.form.get("template", ""), house().settings.timezone
    if chosen in TYPICAL:
        made = patterns.from_typical(session(), chosen, by=person(), now=g.now, timezone=timezone)
    else:
        number = forms.asked(request.form, "template")
        made = Made(patterns.from_template(session(), number, by=person(), now=g.now, timezone=timezone))
    lacks = f", còn thiếu: {'; '.join(made.missing)}" if made.missing else ""
    flash(f"Đã tạo danh sách phát «{made.playlist.name}» từ mẫu{lacks}.")
    return redirect(url_for("playlists.page", playlist_id=made.playlist.id))


@pages.post("/<int:playlist_id>")
def keep(playlist_id: int) -> ResponseReturnValue:
    """Save what a playlist holds as a template."""
    template = patterns.save_template(session(), playlist_id, by=person(), now=g.now)
    flash(f"Đã lưu «{template.name}»; dùng lại ở trang Danh sách phát.")
    return redirect(url_for("playlists.page", playlist_id=playlist_id))
