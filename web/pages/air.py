"""What is on the air: every zone now and next, the live sound, and the way to break in."""

from datetime import timedelta

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from broadcaster import alarms, queries
from broadcaster.breakin import breakins
from broadcaster.breakin import report as breakin_report
from station import zones
from web.context import house, session
from web.headers import stream_origin
from web.pages.templates import cards

pages = Blueprint("air", __name__, url_prefix="/dang-phat")

DRILLS_SHOWN = timedelta(days=366)


@pages.get("/")
def page() -> ResponseReturnValue:
    """Show every zone, let one be heard, and offer what breaks in."""
    found = zones.all_zones(session())
    heard = next((zone for zone in found if zone.slug == request.args.get("nghe")), found[0] if found else None)
    return render_template(
        "air/page.html", zones=found, heard=heard, origin=stream_origin(), prepared=cards(), **_now()
    )


@pages.get("/luc-nay")
def now_part() -> ResponseReturnValue:
    """Answer the page that asks every two seconds what sounds now."""
    return render_template("air/now.html", asked_again=True, **_now())


@pages.get("/dien-tap")
def drills() -> ResponseReturnValue:
    """Show every rehearsal of the last year: who, when, how fast, and what took it."""
    found = [each for each in breakins.recent(session(), since=g.now - DRILLS_SHOWN) if each.is_drill]
    rehearsal = zones.rehearsal(session())
    return render_template(
        "air/drills.html",
        reports=breakin_report.reports(session(), found, now=g.now),
        places=[zone for zone in zones.all_zones(session()) if zone.id in rehearsal],
    )


def _now() -> dict[str, object]:
    told = house().settings
    return {
        "air": queries.on_air(session(), now=g.now, timezone=told.timezone, station_name=told.station_name),
        "running": breakins.running(session(), now=g.now),
        "unsigned": breakins.unsigned(session()),
        "standing_alarms": alarms.standing(session(), now=g.now),
    }
