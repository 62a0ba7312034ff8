"""One break-in: ordering it from what lies ready or from words typed now, watching it, ending it, signing for it."""

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster.breakin import breakins, templates
from broadcaster.breakin import ending as breakin_ending
from broadcaster.breakin import report as breakin_report
from broadcaster.breakin.breakins import Manner
from broadcaster.models import BreakIn
from content import actions as contents
from content import decisions
from content import queries as contents_known
from content.lifecycle import State
from content.models import WITH_BLANKS, Announcement, Urgency
from station import clock, zones
from station.errors import BadInput, NotFound, StationError
from station.roles import Deed, require
from web import forms, manners
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("breakins", __name__, url_prefix="/dang-phat/phat-khan")


@dataclass(frozen=True)
class Order:
    """A break-in as typed."""

    announcement_id: int
    zone_ids: list[int]
    manner: Manner


@pages.get("")
def new() -> ResponseReturnValue:
    """Show the form of a break-in with something that lies ready."""
    require(person(), Deed.BREAK_IN)
    return _form(forms.blank({"times": "1", "gap_seconds": "2", "opening": ""}))


@pages.post("/xem-lai")
def review() -> ResponseReturnValue:
    """Show what is about to sound, before it does."""
    require(person(), Deed.BREAK_IN)
    typed = request.form
    try:
        order = _order(typed)
        breakins.check_manner(order.manner)
        chosen = zones.chosen(session(), order.zone_ids)
        announcement = contents.get(session(), order.announcement_id)
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    manner = manners.told(order.manner)
    return render_template(
        "air/review.html", typed=typed, order=order, manner=manner, chosen=chosen, announcement=announcement
    )


@pages.post("")
def order() -> ResponseReturnValue:
    """Interrupt the zones at once, or go back to the form."""
    typed = request.form
    if typed.get("do") == "back":
        return _form(typed)
    try:
        wanted = _order(typed)
        if contents.get(session(), wanted.announcement_id).current.id != forms.asked(typed, "revision"):
            raise decisions.Stale
        break_in = breakins.order(
            session(),
            wanted.announcement_id,
            wanted.zone_ids,
            by=person(),
            now=g.now,
            timezone=house().settings.timezone,
            manner=wanted.manner,
        )
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    return _sounding(break_in)


@pages.get("/go-ngay")
def text() -> ResponseReturnValue:
    """Show the form of a break-in whose words are typed now."""
    require(person(), Deed.BREAK_IN)
    return _text_form(forms.blank({"times": "3", "gap_seconds": "10", "opening": "siren"}))


@pages.post("/go-ngay")
def order_text() -> ResponseReturnValue:
    """Let the siren sound now, and the words as soon as the voice has them."""
    typed = request.form
    try:
        require(person(), Deed.BREAK_IN)
        if not typed.get("sure"):
            raise BadInput("sure", "Hãy đánh dấu xác nhận: nội dung này phát đi chưa qua duyệt.")
        break_in = templates.order_text(
            session(),
            typed.get("title", ""),
            typed.get("text", ""),
            forms.numbers(typed, "zones"),
            manners.manner(typed),
            by=person(),
            now=g.now,
            timezone=house().settings.timezone,
        )
    except StationError as error:
        undo(error)
        return _text_form(typed, problem=error), 422
    return _sounding(break_in)


@pages.get("/<int:break_in_id>")
def page(break_in_id: int) -> ResponseReturnValue:
    """Show a break-in or a drill: what it says, when each zone heard it, and how to end it."""
    return _page(break_in_id, forms.blank())


@pages.get("/<int:break_in_id>/luc-nay")
def heard(break_in_id: int) -> ResponseReturnValue:
    """Answer the page that asks every two seconds which zones have heard it."""
    break_in = _found(break_in_id)
    found = breakin_report.report(session(), break_in, now=g.now)
    is_running = break_in in breakins.running(session(), now=g.now)
    return render_template("air/heard.html", report=found, is_running=is_running)


@pages.post("/<int:break_in_id>/dung")
def end(break_in_id: int) -> ResponseReturnValue:
    """End a break-in, now or after the reading in hand, with an all-clear or without."""
    typed = request.form
    after_reading = typed.get("when") == "after"
    by, now = person(), g.now
    try:
        if clear := forms.asked(typed, "all_clear"):
            template = templates.get(session(), clear)
            words, manner = template.announcement_id, templates.manner_of(template)
            timezone = house().settings.timezone
            breakin_ending.end_with(
                session(),
                break_in_id,
                words,
                by=by,
                now=now,
                timezone=timezone,
                after_reading=after_reading,
                manner=manner,
            )
        else:
            breakin_ending.end(session(), break_in_id, by=by, now=now, after_reading=after_reading)
    except BadInput as error:
        undo(error)
        return _page(break_in_id, typed, problem=error), 422
    title = _found(break_in_id).title
    flash(f"«{title}» sẽ dừng sau lượt đọc này." if after_reading else f"Đã dừng phát khẩn «{title}».")
    return redirect(url_for("air.page"))


@pages.post("/<int:break_in_id>/ky")
def countersign(break_in_id: int) -> ResponseReturnValue:
    """Sign for a break-in that went out before it was approved."""
    signed = breakins.countersign(session(), break_in_id, by=person(), now=g.now)
    flash(f"Đã ký xác nhận phát khẩn «{signed.title}».")
    return redirect(url_for("air.page"))


def _sounding(break_in: BreakIn) -> ResponseReturnValue:
    flash(f"Đang phát khẩn «{break_in.title}».")
    return redirect(url_for(".page", break_in_id=break_in.id))


def _order(typed: forms.Typed) -> Order:
    announcement_id = forms.whole(typed, "announcement", otherwise=0)
    if not announcement_id:
        raise BadInput("announcement", "Hãy chọn bản tin cần phát.")
    return Order(announcement_id, forms.numbers(typed, "zones"), manners.manner(typed))


def _offered() -> list[Announcement]:
    """Return what may be chosen: what is approved today, and urgent ones that an officer may answer for."""
    today = clock.local(g.now, house().settings.timezone).date()
    approved = contents_known.airable(session(), on=today)
    waiting = contents_known.announcements(session(), states=[State.DRAFT, State.SUBMITTED])
    urgent = [each for each in waiting if each.urgency == Urgency.URGENT and each.current.clip_sha256]
    return [each for each in (*urgent, *approved) if each.form not in WITH_BLANKS]


def _found(break_in_id: int) -> BreakIn:
    break_in = session().get(BreakIn, break_in_id)
    if break_in is None:
        raise NotFound("lượt phát khẩn", break_in_id)
    return break_in


def _page(break_in_id: int, typed: forms.Typed, problem: StationError | None = None) -> str:
    break_in = _found(break_in_id)
    manner = Manner(break_in.times, break_in.gap_seconds, break_in.opening)
    clears = [each for each in templates.offered(session()) if each.is_all_clear and not templates.blanks_of(each)]
    return render_template(
        "air/break_in_page.html",
        break_in=break_in,
        is_running=break_in in breakins.running(session(), now=g.now),
        report=breakin_report.report(session(), break_in, now=g.now),
        manner=manners.told(manner),
        clears=[(each.id, each.announcement.current.title) for each in clears],
        typed=typed,
        problem=problem,
    )


def _form(typed: forms.Typed, problem: StationError | None = None) -> str:
    return render_template("air/break_in.html", offered=_offered(), **_asked(typed, problem))


def _text_form(typed: forms.Typed, problem: StationError | None = None) -> str:
    return render_template("air/text.html", **_asked(typed, problem))


def _asked(typed: forms.Typed, problem: StationError | None) -> dict[str, object]:
    return {
        "typed": typed,
        "problem": problem,
        "zones": zones.all_zones(session()),
        "parents": zones.parents(session()),
        "openings": manners.OPENINGS,
    }
