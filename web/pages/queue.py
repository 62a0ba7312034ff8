"""The queue from which programmes draw: the list, and how one announcement is queued and when it will be heard."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from broadcaster import forecast
from content import actions, campaign_queries, queueing
from content.models import Announcement, Campaign, QueueEntry
from content.queries import standings
from content.queueing import DAY_PART_NAMES, QUEUE_URGENCIES, QueueAsked
from station import clock, zones
from station.errors import StationError
from web import forms
from web.context import house, person, session
from web.errors import undo
from web.names import URGENCY_NAMES

pages = Blueprint("queue", __name__, url_prefix="/hang-cho")

DAYS_SHOWN = 7
MOST_PASSED = 5


@pages.get("/")
def index() -> ResponseReturnValue:
    """List what waits to be drawn."""
    found = campaign_queries.queued(session())
    return render_template(
        "queue/list.html",
        found=found,
        refusals=_refusals([announcement.id for _, announcement in found]),
        campaigns={each.id: each for each in campaign_queries.campaigns(session())},
        part_names=DAY_PART_NAMES,
        zones=zones.all_zones(session()),
    )


@pages.get("/<int:announcement_id>")
def page(announcement_id: int) -> ResponseReturnValue:
    """Show how an announcement is queued, and when and why it will be aired."""
    announcement = actions.get(session(), announcement_id)
    entry = session().get(QueueEntry, announcement_id)
    return _page(announcement, _typed(entry) if entry else _usual())


@pages.post("/<int:announcement_id>")
def save(announcement_id: int) -> ResponseReturnValue:
    """Queue an announcement, or change how it is queued."""
    announcement, typed = actions.get(session(), announcement_id), request.form
    try:
        queueing.queue(session(), announcement_id, _asked(typed), by=person(), now=g.now)
    except StationError as error:
        undo(error)
        return _page(announcement, typed, problem=error), 422
    flash("Đã xếp hàng chờ phát.")
    return redirect(url_for(".page", announcement_id=announcement_id))


@pages.post("/<int:announcement_id>/bo")
def remove(announcement_id: int) -> ResponseReturnValue:
    """Take an announcement out of the queue."""
    queueing.unqueue(session(), announcement_id, by=person(), now=g.now)
    flash("Đã bỏ bản tin khỏi hàng chờ phát.")
    return redirect(url_for(".page", announcement_id=announcement_id))


def coming_of(announcement: Announcement) -> list[forecast.Coming]:
    """Return an announcement's airings of the next days."""
    timezone = house().settings.timezone
    return forecast.read(session(), now=g.now, days=DAYS_SHOWN, timezone=timezone).coming([announcement.id])


def _page(announcement: Announcement, typed: forms.Typed, problem: StationError | None = None) -> str:
    ahead = forecast.read(session(), now=g.now, days=DAYS_SHOWN, timezone=house().settings.timezone)
    return render_template(
        "queue/page.html",
        announcement=announcement,
        campaign=session().get(Campaign, announcement.campaign_id) if announcement.campaign_id else None,
        entry=session().get(QueueEntry, announcement.id),
        refusal=_refusals([announcement.id]).get(announcement.id),
        coming=ahead.coming([announcement.id]),
        passed=ahead.passed_over(announcement.id)[:MOST_PASSED],
        part_names=DAY_PART_NAMES,
        urgencies=[(each, URGENCY_NAMES[each]) for each in QUEUE_URGENCIES],
        zones=zones.all_zones(session()),
        parents=zones.parents(session()),
        typed=typed,
        problem=problem,
    )


def _refusals(announcement_ids: list[int]) -> dict[int, str]:
    """Return why some of these may be aired nowhere today."""
    today = clock.local(g.now, house().settings.timezone).date()
    known = standings(session(), announcement_ids)
    stands = {number: each.refusal(zone_id=_any_zone(each), on=today) for number, each in known.items()}
    return {number: reason for number, reason in stands.items() if reason}


def _any_zone(stands: object) -> int:
    return min(getattr(stands, "zones", ()), default=0)


def _usual() -> forms.Typed:
    return forms.blank({"a_day": "2", "total": "0", "gap_hours": "3", "urgency": "normal"})


def _asked(typed: forms.Typed) -> QueueAsked:
    return QueueAsked(
        first_day=forms.day(typed, "first_day"),
        last_day=forms.day(typed, "last_day"),
        a_day=forms.whole(typed, "a_day", otherwise=2),
        total=forms.whole(typed, "total", otherwise=0),
        gap_hours=forms.whole(typed, "gap_hours", otherwise=3),
        day_parts=typed.getlist("day_parts"),
        urgency=typed.get("urgency", "normal"),
        zone_ids=forms.numbers(typed, "zones"),
        is_twice=typed.get("is_twice") == "1",
        is_spread=typed.get("is_spread") == "1",
        not_before=forms.time_of_day(typed, "not_before") if typed.get("not_before", "").strip() else None,
        not_after=forms.time_of_day(typed, "not_after") if typed.get("not_after", "").strip() else None,
    )


def _typed(entry: QueueEntry) -> forms.Typed:
    boxes = {name: getattr(entry, name) for name in ("first_day", "last_day", "a_day", "total", "gap_hours", "urgency")}
    boxes |= {"is_twice": "1" if entry.is_twice else "", "is_spread": "1" if entry.is_spread else ""}
    for name in ("not_before", "not_after"):
        at = getattr(entry, name)
        boxes[name] = f"{at:%H:%M}" if at else ""
    typed = {name: "" if value is None else str(value) for name, value in boxes.items()}
    return forms.blank(typed, zones=entry.zone_ids, day_parts=entry.day_parts)
