"""The days of the commune's year: what falls when, what is coming, and the list as a file."""

from datetime import date

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from content import lexicontable
from playlists.models import YearDay
from playlists.year import daycampaigns, statutory, yearkeeping, yearqueries
from playlists.year.daysasked import DayAsked, Lead
from playlists.year.fallstyped import YEARS
from playlists.year.yeardays import EXACT, KIND_NAMES, Kind
from station import clock
from station.errors import BadInput, StationError
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("yeardays", __name__, url_prefix="/lich-nam")


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show a year's days, what is coming, and what mourning will silence."""
    return _page()


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form, with the day in it that was asked for."""
    require(person(), Deed.PLAN)
    falls = request.args.get("falls", "")[:40]
    return _form(forms.blank({"falls": falls, "days": "1", "kind": Kind.COMMEMORATION, "is_on": "1"}))


@pages.post("/moi")
def keep() -> ResponseReturnValue:
    """Add a day."""
    typed = request.form
    try:
        day = yearkeeping.keep(session(), _asked(typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash(f"Đã thêm «{day.name}» vào lịch.")
    return redirect(url_for(".index"))


@pages.get("/<int:day_id>")
def change(day_id: int) -> ResponseReturnValue:
    """Show a day's form."""
    require(person(), Deed.PLAN)
    day = yearkeeping.get(session(), day_id)
    return _form(_typed(yearkeeping.asked(day)), day)


@pages.post("/<int:day_id>")
def save(day_id: int) -> ResponseReturnValue:
    """Change a day."""
    typed = request.form
    try:
        day = yearkeeping.change(session(), day_id, _asked(typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _form(typed, yearkeeping.get(session(), day_id), problem=error), 422
    flash(f"Đã lưu «{day.name}».")
    return redirect(url_for(".index"))


@pages.post("/<int:day_id>/dung")
def switch(day_id: int) -> ResponseReturnValue:
    """Let a day count, or not."""
    is_on = request.form.get("is_on") == "1"
    day = yearkeeping.switch(session(), day_id, is_on=is_on, by=person(), now=g.now)
    flash(f"{'Dùng lại' if is_on else 'Đã tắt'} «{day.name}».")
    return redirect(url_for(".index"))


@pages.post("/<int:day_id>/bo")
def remove(day_id: int) -> ResponseReturnValue:
    """Remove a day."""
    name = yearkeeping.remove(session(), day_id, by=person(), now=g.now)
    flash(f"Đã bỏ «{name}» khỏi lịch.")
    return redirect(url_for(".index"))


@pages.post("/<int:day_id>/dot")
def start_campaign(day_id: int) -> ResponseReturnValue:
    """Start the campaign of a day that is coming, by the terms kept with the day."""
    try:
        on = forms.needed_day(request.form, "on")
        campaign = daycampaigns.start(session(), day_id, on, today=_today(), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(problem=error), 422
    flash(f"Đã mở đợt từ {campaign.first_day:%d/%m/%Y} đến {campaign.last_day:%d/%m/%Y}; hãy đưa bản tin vào đợt.")
    return redirect(url_for("campaigns.page", campaign_id=campaign.id))


@pages.post("/nhap")
def bring_in() -> ResponseReturnValue:
    """Take a table in, whole or not at all."""
    require(person(), Deed.PLAN)
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise BadInput("file", "Hãy chọn một bảng CSV hoặc TSV.")
        table = file.read(lexicontable.LARGEST_TABLE + 1)
        changed = yearkeeping.bring_in(session(), table, by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(problem=error), 422
    flash(f"Đã nhập bảng: {changed} ngày mới hoặc thay đổi.")
    return redirect(url_for(".index"))


@pages.get("/lich-nam.csv")
def give_out() -> ResponseReturnValue:
    """Give all days as a table for spreadsheets, which want UTF-8 marked."""
    answer = Response("\ufeff" + yearkeeping.give_out(session()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="lich-nam.csv"'
    return answer


@pages.post("/day-du")
def complete() -> ResponseReturnValue:
    """Add what the commune's list lacks of the station's own."""
    added = yearkeeping.complete(session(), by=person(), now=g.now)
    flash(f"Đã thêm {added} ngày từ danh sách có sẵn.")
    return redirect(url_for(".index"))


@pages.post("/ngay-nghi/<int:year>")
def take_statutory(year: int) -> ResponseReturnValue:
    """Add the days off in lieu and in exchange that the library knows of a year."""
    require(person(), Deed.PLAN)
    session().rollback()  # the library takes a second: nobody who writes has to wait for it
    try:
        added = statutory.take(session(), year, statutory.known(year), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(problem=error), 422
    flash(f"Đã thêm {added} ngày nghỉ bù, hoán đổi của năm {year}; hãy so lại với thông báo chính thức.")
    return redirect(url_for(".index", nam=year))


def _page(problem: StationError | None = None) -> str:
    require(person(), Deed.LOOK)
    timezone, today = house().settings.timezone, _today()
    year = forms.asked(request.args, "nam")
    shown = year if year in YEARS else today.year
    found, others = yearqueries.of_year(session(), shown)
    return render_template(
        "year/list.html",
        year=shown,
        years=YEARS,
        today=today,
        found=found,
        others=others,
        coming=yearqueries.coming(session(), today),
        silent=yearqueries.silent(session(), today, timezone=timezone),
        missing=len(yearkeeping.missing(session())),
        kind_names=KIND_NAMES,
        exact=EXACT,
        problem=problem,
    )


def _form(typed: forms.Typed, day: YearDay | None = None, problem: StationError | None = None) -> str:
    fields = dict.fromkeys(("", *forms.FIELDS, typed.get("campaign_field", "")))
    return render_template(
        "year/form.html",
        typed=typed,
        day=day,
        problem=problem,
        kinds=[(kind.value, name) for kind, name in KIND_NAMES.items()],
        fields=[(name, name or "— chưa chọn —") for name in fields],
        next_dates=_next_dates(day),
    )


def _next_dates(day: YearDay | None) -> list[date]:
    """Return when a day falls from today on, as a check of what was typed."""
    if day is None:
        return []
    today, falls = _today(), yearkeeping.value(day).falls
    found = [on for year in range(today.year, today.year + 4) for on in falls.in_year(year)]
    return [on for on in found if on >= today]


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()


def _asked(typed: forms.Typed) -> DayAsked:
    return DayAsked(
        name=typed.get("name", ""),
        kind=typed.get("kind", ""),
        falls=typed.get("falls", ""),
        days=forms.whole(typed, "days", otherwise=1),
        note=typed.get("note", ""),
        is_on=typed.get("is_on") == "1",
        lead=_lead(typed),
    )


def _lead(typed: forms.Typed) -> Lead | None:
    if not typed.get("lead_days", "").strip():
        return None
    return Lead(
        days=forms.whole(typed, "lead_days", otherwise=0),
        name=typed.get("campaign_name", ""),
        basis=typed.get("campaign_basis", ""),
        field=typed.get("campaign_field", ""),
        unit=typed.get("campaign_unit", ""),
        goal_airings=forms.whole(typed, "goal_airings", otherwise=0),
        goal_minutes=forms.whole(typed, "goal_minutes", otherwise=0),
    )


def _typed(day: DayAsked) -> forms.Typed:
    boxes = {"name": day.name, "kind": day.kind, "falls": day.falls, "days": str(day.days), "note": day.note}
    boxes["is_on"] = "1" if day.is_on else ""
    if lead := day.lead:
        boxes |= {"lead_days": str(lead.days), "campaign_name": lead.name, "campaign_basis": lead.basis}
        boxes |= {"campaign_field": lead.field, "campaign_unit": lead.unit}
        boxes |= {"goal_airings": str(lead.goal_airings), "goal_minutes": str(lead.goal_minutes)}
    return forms.blank(boxes)
