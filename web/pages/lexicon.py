"""The commune's lexicon: seen by everybody, taught by those who write."""

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content import lexicon, lexicontable
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import person, session
from web.errors import undo

pages = Blueprint("lexicon", __name__, url_prefix="/tu-dien")

PER_PAGE = 100


@pages.get("/")
def index() -> ResponseReturnValue:
    """List the entries, by words they hold."""
    return _page(forms.blank())


@pages.post("/")
def teach() -> ResponseReturnValue:
    """Add an entry, or give one another reading."""
    typed = request.form
    try:
        entry = lexicon.teach(session(), typed.get("written", ""), typed.get("spoken", ""), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(typed, problem=error), 422
    flash(f"Từ nay «{entry.written}» đọc là «{entry.spoken}».")
    return redirect(url_for(".index"))


@pages.post("/bo")
def forget() -> ResponseReturnValue:
    """Remove an entry."""
    written = request.form.get("written", "")
    lexicon.forget(session(), written, by=person(), now=g.now)
    flash(f"Đã bỏ «{written}» khỏi từ điển đọc.")
    return redirect(url_for(".index"))


@pages.post("/nhap")
def bring_in() -> ResponseReturnValue:
    """Take a table in, whole or not at all."""
    require(person(), Deed.WRITE)
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise BadInput("file", "Hãy chọn một bảng CSV hoặc TSV.")
        table = lexicontable.table_text(file.read(lexicontable.LARGEST_TABLE + 1))
        changed = lexicon.import_entries(session(), table, by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(forms.blank(), problem=error), 422
    flash(f"Đã nhập bảng: {changed} mục mới hoặc thay đổi.")
    return redirect(url_for(".index"))


@pages.get("/tu-dien-doc.csv")
def give_out() -> ResponseReturnValue:
    """Give the whole lexicon as a table for spreadsheets, which want UTF-8 marked."""
    answer = Response("\ufeff" + lexicon.export_entries(session()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="tu-dien-doc.csv"'
    return answer


def _page(typed: forms.Typed, problem: StationError | None = None) -> str:
    words, number = request.args.get("q", "")[:80], max(1, forms.asked(request.args, "page"))
    wanted = lexicontable.plain(words).casefold()
    entries = lexicon.listed(session())
    found = [each for each in entries if wanted in f"{each.written} {each.spoken}".casefold()]
    start = (number - 1) * PER_PAGE
    return render_template(
        "lexicon.html",
        found=found[start : start + PER_PAGE],
        count=len(found),
        more=len(found) > start + PER_PAGE,
        number=number,
        words=words,
        typed=typed,
        problem=problem,
    )
