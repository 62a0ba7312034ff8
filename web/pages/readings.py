"""How an announcement is heard, mended on its own page: a word read another way, voiced again, or by a person."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from content import actions, retakes
from station.errors import StationError
from station.roles import Deed, require
from web import forms
from web.context import person, session
from web.errors import undo
from web.pages.announcements import show
from web.pages.decisions import attempt
from web.pages.uploads import kept

pages = Blueprint("readings", __name__, url_prefix="/ban-tin/<int:announcement_id>")


@pages.post("/doc-la")
def reread(announcement_id: int) -> ResponseReturnValue:
    """Read a word another way, this time or always."""
    typed, always = request.form, request.form.get("do") == "always"
    spoken = typed.get("spoken", "").strip() or typed.get("candidate", "")
    asked = {typed.get("written", ""): spoken}
    return attempt(
        announcement_id,
        lambda: retakes.reread(session(), announcement_id, asked, by=person(), now=g.now, always=always),
        done="Đã ghi vào từ điển đọc; giọng đọc đang đọc lại." if always else "Đã đổi cách đọc; đang đọc lại.",
    )


@pages.post("/doc-theo-quy-tac")
def read_by_rule(announcement_id: int) -> ResponseReturnValue:
    """Give up the announcement's own reading of a word."""
    written = request.form.get("written", "")
    return attempt(
        announcement_id,
        lambda: retakes.read_by_rule(session(), announcement_id, written, by=person(), now=g.now),
        done="Đã bỏ cách đọc riêng; giọng đọc đang đọc lại.",
    )


@pages.post("/doc-lai")
def voice_again(announcement_id: int) -> ResponseReturnValue:
    """Voice it again, as it is read today."""
    return attempt(
        announcement_id,
        lambda: retakes.voice_again(session(), announcement_id, by=person(), now=g.now),
        done="Giọng đọc đang đọc lại.",
    )


@pages.post("/ban-ghi")
def speak_oneself(announcement_id: int) -> ResponseReturnValue:
    """Put a person's recording in the voice's place; the file comes in before the database is locked."""
    require(person(), Deed.WRITE)
    try:
        upload = kept(forms.Typed(request.form))
    except StationError as error:
        undo(error)
        return show(actions.get(session(), announcement_id), problem=error, typed=request.form), 422
    return attempt(
        announcement_id,
        lambda: retakes.speak_oneself(session(), announcement_id, upload, by=person(), now=g.now),
        done="Đã nhận bản ghi; máy đang chỉnh âm lượng.",
    )
