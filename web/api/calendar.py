"""The year: what each day is by sun and moon, and the days that the commune keeps."""

from datetime import date

from flask import Response, g, url_for
from werkzeug.datastructures import FileStorage

from content import lexicontable
from playlists.year import daycampaigns, statutory, yearkeeping, yearqueries
from station import clock
from station.errors import BadInput
from station.roles import Deed, require
from web.api.door import answers, asker, blueprint
from web.api.schemas_calendar import (
    CalendarTold,
    CellTold,
    ComingDays,
    ComingDayTold,
    DayCampaignAsked,
    DayCampaignTold,
    DayShape,
    DaysTableAsked,
    DaysTaken,
    DaysTold,
    DayTold,
    SilentItems,
    SilentTold,
    YearAsked,
    YearStretchAsked,
)
from web.context import house, session

TAG = "Lịch năm"


@blueprint.get("/calendar")
@answers(TAG, CalendarTold)
def show_calendar(query: YearStretchAsked) -> CalendarTold:
    """Show every day from one to another."""
    first, last = query.stretch()
    cells = yearqueries.cells(session(), first, last, timezone=house().settings.timezone)
    return CalendarTold(items=[CellTold.of(each) for each in cells])


@blueprint.get("/calendar/silent")
@answers(TAG, SilentItems)
def list_silent_items() -> SilentItems:
    """List what the coming days of mourning will silence."""
    found = yearqueries.silent(session(), _today(), timezone=house().settings.timezone)
    return SilentItems(items=[SilentTold.of(each) for each in found])


@blueprint.get("/year-days/coming")
@answers(TAG, ComingDays)
def list_coming_days() -> ComingDays:
    """List what begins within sixty days, and whether its campaign was started."""
    return ComingDays(items=[ComingDayTold.of(each) for each in yearqueries.coming(session(), _today())])


@blueprint.get("/year-days")
@answers(TAG, DaysTold)
def list_year_days() -> DaysTold:
    """List the days that the commune keeps."""
    return DaysTold(items=[DayTold.of(each) for each in yearkeeping.days(session())])


@blueprint.post("/year-days")
@answers(TAG, DayTold, status=201)
def keep_year_day(json: DayShape) -> tuple[DayTold, int, dict[str, str]]:
    """Add a day."""
    day = yearkeeping.keep(session(), json.asked(), by=asker(), now=g.now)
    return DayTold.of(day), 201, {"Location": url_for("api.get_year_day", day_id=day.id)}


@blueprint.get("/year-days/<int:day_id>")
@answers(TAG, DayTold)
def get_year_day(day_id: int) -> DayTold:
    """Show one day."""
    return DayTold.of(yearkeeping.get(session(), day_id))


@blueprint.put("/year-days/<int:day_id>")
@answers(TAG, DayTold)
def change_year_day(day_id: int, json: DayShape) -> DayTold:
    """Change a day, or switch it on or off."""
    return DayTold.of(yearkeeping.change(session(), day_id, json.asked(), by=asker(), now=g.now))


@blueprint.delete("/year-days/<int:day_id>")
@answers(TAG, status=204)
def remove_year_day(day_id: int) -> tuple[str, int]:
    """Remove a day."""
    yearkeeping.remove(session(), day_id, by=asker(), now=g.now)
    return "", 204


@blueprint.post("/year-days/<int:day_id>/campaign")
@answers(TAG, DayCampaignTold, status=201)
def start_day_campaign(day_id: int, json: DayCampaignAsked) -> tuple[DayCampaignTold, int]:
    """Start the campaign of a day, by the terms kept with it, for the date on which it falls."""
    found = daycampaigns.start(session(), day_id, json.on, today=_today(), by=asker(), now=g.now)
    told = DayCampaignTold(campaign_id=found.id, name=found.name, first_day=found.first_day, last_day=found.last_day)
    return told, 201


@blueprint.post("/year-days/complete")
@answers(TAG, DaysTaken)
def complete_year_days() -> DaysTaken:
    """Add what is missing of the list that the station ships with."""
    return DaysTaken(changed=yearkeeping.complete(session(), by=asker(), now=g.now))


@blueprint.post("/year-days/statutory")
@answers(TAG, DaysTaken)
def take_statutory_days(json: YearAsked) -> DaysTaken:
    """Add the days off in lieu and in exchange that the library knows of a year."""
    require(asker(), Deed.PLAN)
    session().rollback()  # the library takes a second: nobody who writes has to wait for it
    found = statutory.known(json.year)
    return DaysTaken(changed=statutory.take(session(), json.year, found, by=asker(), now=g.now))


@blueprint.post("/year-days/import")
@answers(TAG, DaysTaken)
def import_year_days(form: DaysTableAsked) -> DaysTaken:
    """Take in a whole table of days or nothing of it."""
    require(asker(), Deed.PLAN)
    if not isinstance(form.file, FileStorage):
        raise BadInput("file", "Hãy gửi kèm một bảng CSV hoặc TSV.")
    table = form.file.read(lexicontable.LARGEST_TABLE + 1)
    return DaysTaken(changed=yearkeeping.bring_in(session(), table, by=asker(), now=g.now))


@blueprint.get("/year-days/export")
@answers(TAG)
def export_year_days() -> Response:
    """Give all days as CSV, fit to be imported again."""
    answer = Response("\ufeff" + yearkeeping.give_out(session()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="lich-nam.csv"'
    return answer


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()
