"""What is on the air: every zone now and next, the live sound, and break-ins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import alarms, breakin_ending, breakins, queries
from broadcaster.breakins import Manner
from broadcaster.models import BreakIn
from content import actions as contents
from content import decisions
from content import queries as contents_known
from content.lifecycle import State
from content.models import Announcement, Form, Urgency
from playlists.rundown import FRAME
from station import clock, zones
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo
from web.headers import stream_origin

pages = Blueprint("air", __name__, url_prefix="/dang-phat")

BREAK_INS_SHOWN = timedelta(hours=12)


@dataclass(frozen=True)
class Order:
    """A break-in as typed."""

    announcement_id: int
    zone_ids: list[int]
    times: int
    gap_seconds: float


@pages.get("/")
def page() -> ResponseReturnValue:
    """Show every zone, and let one be heard."""
    found = zones.all_zones(session())
    heard = next((zone for zone in found if zone.slug == request.args.get("nghe")), found[0] if found else None)
    return render_template("air/page.html", zones=found, heard=heard, origin=stream_origin(), **_now())


@pages.get("/luc-nay")
def now_part() -> ResponseReturnValue:
    """Answer the page that asks every two seconds what sounds now."""
    return render_template("air/now.html", **_now())


@pages.get("/phat-khan")
def new() -> ResponseReturnValue:
    """Show the form of a break-in."""
    require(person(), Deed.BREAK_IN)
    return _form(forms.blank({"times": "1", "gap_seconds": "2"}))


@pages.post("/phat-khan/xem-lai")
def review() -> ResponseReturnValue:
    """Show what is about to sound, before it does."""
    require(person(), Deed.BREAK_IN)
    typed = request.form
    try:
        order = _order(typed)
        chosen = zones.chosen(session(), order.zone_ids)
        announcement = contents.get(session(), order.announcement_id)
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    return render_template("air/review.html", typed=typed, order=order, chosen=chosen, announcement=announcement)


@pages.post("/phat-khan")
def order() -> ResponseReturnValue:
    """Interrupt the zones at once, or go back to the form."""
    typed = request.form
    if typed.get("do") == "back":
        return _form(typed)
    try:
        wanted = _order(typed)
        if contents.get(session(), wanted.announcement_id).current.clip_sha256 != typed.get("clip_sha256"):
            raise decisions.Stale
        break_in = breakins.order(
            session(),
            wanted.announcement_id,
            wanted.zone_ids,
            by=person(),
            now=g.now,
            timezone=house().settings.timezone,
            manner=Manner(wanted.times, wanted.gap_seconds),
        )
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash(f"Đang phát khẩn «{break_in.title}».")
    return redirect(url_for(".page"))


@pages.post("/phat-khan/<int:break_in_id>/dung")
def end(break_in_id: int) -> ResponseReturnValue:
    """End a break-in."""
    ended = breakin_ending.end(session(), break_in_id, by=person(), now=g.now)
    flash(f"Đã dừng phát khẩn «{ended.title}».")
    return redirect(url_for(".page"))


@pages.post("/phat-khan/<int:break_in_id>/ky")
def countersign(break_in_id: int) -> ResponseReturnValue:
    """Sign for a break-in that went out before it was approved."""
    signed = breakins.countersign(session(), break_in_id, by=person(), now=g.now)
    flash(f"Đã ký xác nhận phát khẩn «{signed.title}».")
    return redirect(url_for(".page"))


def sounds_until(break_in: BreakIn) -> datetime:
    """Return when a break-in will have been heard to its end."""
    gaps = timedelta(seconds=break_in.gap_seconds * (break_in.times - 1))
    return break_in.ordered_at + break_in.times * break_in.frames * FRAME + gaps


def _now() -> dict[str, object]:
    break_ins = breakins.recent(session(), since=g.now - BREAK_INS_SHOWN)
    running = [each for each in break_ins if each.ended_at is None and sounds_until(each) > g.now]
    told = house().settings
    air = queries.on_air(session(), now=g.now, timezone=told.timezone, station_name=told.station_name)
    return {
        "air": air,
        "running": running,
        "unsigned": breakins.unsigned(session()),
        "standing_alarms": alarms.standing(session(), now=g.now),
    }


def _order(typed: forms.Typed) -> Order:
    announcement_id = forms.whole(typed, "announcement", otherwise=0)
    if not announcement_id:
        raise BadInput("announcement", "Hãy chọn bản tin cần phát.")
    return Order(
        announcement_id=announcement_id,
        zone_ids=forms.numbers(typed, "zones"),
        times=forms.whole(typed, "times", otherwise=1),
        gap_seconds=forms.number(typed, "gap_seconds", otherwise=2.0),
    )


def _offered() -> list[Announcement]:
    """Return what may be chosen: what is approved today, and urgent ones that an officer may answer for."""
    today = clock.local(g.now, house().settings.timezone).date()
    approved = contents_known.airable(session(), on=today)
    waiting = contents_known.announcements(session(), states=[State.DRAFT, State.SUBMITTED])
    urgent = [each for each in waiting if each.urgency == Urgency.URGENT and each.current.clip_sha256]
    return [each for each in (*urgent, *approved) if each.form != Form.LINE]  # a line is nothing without its programme


def _form(typed: forms.Typed, problem: StationError | None = None) -> str:
    return render_template(
        "air/break_in.html",
        typed=typed,
        problem=problem,
        offered=_offered(),
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
    )
