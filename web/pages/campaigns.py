"""Campaigns: the list, the form, and the page of one with its goal and its coming airings."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import forecast, goals
from content import campaign_queries, campaigns
from content.campaigns import CampaignAsked
from content.models import Campaign
from station import clock, zones
from station.errors import StationError
from station.roles import Deed, require
from web import forms
from web.context import house, person, session
from web.errors import undo

pages = Blueprint("campaigns", __name__, url_prefix="/dot-tuyen-truyen")

DAYS_SHOWN = 7


@pages.get("/")
def index() -> ResponseReturnValue:
    """List the campaigns: those going on, those to come, those that are over."""
    timezone = house().settings.timezone
    found = campaign_queries.by_phase(session(), today=clock.local(g.now, timezone).date())
    everything = [each for phase in found.values() for each in phase]
    stands = goals.standings(session(), everything, now=g.now, timezone=timezone)
    return render_template("campaigns/list.html", phases=found, stands=stands, zones=zones.all_zones(session()))


@pages.get("/moi")
def new() -> ResponseReturnValue:
    """Show an empty form."""
    require(person(), Deed.PLAN)
    return _form(forms.blank())


@pages.post("/moi")
def make() -> ResponseReturnValue:
    """Start a campaign."""
    typed = request.form
    try:
        campaign = campaigns.start(session(), _asked(typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _form(typed, problem=error), 422
    flash(f"Đã mở đợt «{campaign.name}»; hãy đưa bản tin vào đợt.")
    return redirect(url_for(".page", campaign_id=campaign.id))


@pages.get("/<int:campaign_id>")
def page(campaign_id: int) -> ResponseReturnValue:
    """Show one campaign."""
    return _page(campaigns.get(session(), campaign_id))


@pages.get("/<int:campaign_id>/sua")
def edit(campaign_id: int) -> ResponseReturnValue:
    """Show a campaign as a form."""
    require(person(), Deed.PLAN)
    campaign = campaigns.get(session(), campaign_id)
    return _form(_typed(campaign), campaign)


@pages.post("/<int:campaign_id>/sua")
def change(campaign_id: int) -> ResponseReturnValue:
    """Change a campaign."""
    campaign, typed = campaigns.get(session(), campaign_id), request.form
    try:
        campaigns.change(session(), campaign_id, _asked(typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _form(typed, campaign, problem=error), 422
    flash("Đã lưu đợt tuyên truyền.")
    return redirect(url_for(".page", campaign_id=campaign_id))


@pages.post("/<int:campaign_id>/dong")
def close(campaign_id: int) -> ResponseReturnValue:
    """Close a campaign."""
    campaign = campaigns.close(session(), campaign_id, by=person(), now=g.now)
    flash(f"Đã đóng đợt «{campaign.name}»; hàng chờ không lấy bản tin của đợt này nữa.")
    return redirect(url_for(".page", campaign_id=campaign_id))


@pages.post("/<int:campaign_id>/ban-tin")
def enlist(campaign_id: int) -> ResponseReturnValue:
    """Let an announcement serve a campaign."""
    campaign = campaigns.get(session(), campaign_id)
    try:
        number = forms.whole(request.form, "announcement", otherwise=0)
        campaigns.enlist(session(), campaign_id, number, by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(campaign, problem=error), 422
    flash("Đã đưa bản tin vào đợt; xếp hàng chờ phát để các chương trình tự lấy.")
    return redirect(url_for("queue.page", announcement_id=number))


@pages.post("/<int:campaign_id>/ban-tin/<int:announcement_id>/bo")
def dismiss(campaign_id: int, announcement_id: int) -> ResponseReturnValue:
    """Take an announcement out of a campaign."""
    campaigns.dismiss(session(), campaign_id, announcement_id, by=person(), now=g.now)
    flash("Đã đưa bản tin ra khỏi đợt.")
    return redirect(url_for(".page", campaign_id=campaign_id))


def _page(campaign: Campaign, problem: StationError | None = None) -> str:
    timezone = house().settings.timezone
    members = campaign_queries.members(session(), campaign.id)
    stands = goals.standings(session(), [campaign], now=g.now, timezone=timezone, with_forecast=True)
    ahead = forecast.read(session(), now=g.now, days=DAYS_SHOWN, timezone=timezone)
    return render_template(
        "campaigns/page.html",
        campaign=campaign,
        members=members,
        queued=campaign_queries.queued_among(session(), [each.id for each in members]),
        standing=stands[campaign.id],
        coming=ahead.coming(each.id for each in members),
        offered=campaign_queries.free_to_join(session()),
        zones=zones.all_zones(session()),
        today=clock.local(g.now, timezone).date(),
        problem=problem,
        typed=forms.blank(),
    )


def _form(typed: forms.Typed, campaign: Campaign | None = None, problem: StationError | None = None) -> str:
    return render_template(
        "campaigns/form.html",
        typed=typed,
        campaign=campaign,
        problem=problem,
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        fields=forms.FIELDS,
    )


def _asked(typed: forms.Typed) -> CampaignAsked:
    goal, measure = forms.whole(typed, "goal", otherwise=0), typed.get("measure", "airings")
    return CampaignAsked(
        name=typed.get("name", ""),
        basis=typed.get("basis", ""),
        first_day=forms.needed_day(typed, "first_day"),
        last_day=forms.needed_day(typed, "last_day"),
        field=typed.get("field", ""),
        unit=typed.get("unit", ""),
        zone_ids=forms.numbers(typed, "zones"),
        goal_airings=goal or None if measure != "minutes" else None,
        goal_minutes=goal or None if measure == "minutes" else None,
    )


def _typed(campaign: Campaign) -> forms.Typed:
    boxes = {name: getattr(campaign, name) for name in ("name", "basis", "first_day", "last_day", "field", "unit")}
    boxes["goal"] = campaign.goal_airings or campaign.goal_minutes or ""
    boxes["measure"] = "minutes" if campaign.goal_minutes else "airings"
    return forms.blank({name: str(value) for name, value in boxes.items()}, zones=campaign.zone_ids)
