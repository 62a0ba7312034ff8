"""Schedules from files and for papers: the timetable as other programs know it."""

from datetime import timedelta

from flask import Response, g
from werkzeug.datastructures import FileStorage

from broadcaster import forecast
from playlists.interchange import booking, files, paperwork, wishes
from playlists.interchange.apart import reading_apart
from playlists.interchange.entry import MOST_BYTES
from playlists.interchange.paperwork import Schedule
from station import clock, zones
from station.errors import BadInput
from station.models import Zone
from station.roles import Deed, require
from web.api.door import answers, asker, blueprint
from web.api.schemas_programmes import ProgrammesTold, ProgrammeTold
from web.api.schemas_schedules import (
    CalendarAsked,
    PaperAsked,
    ScheduleAsked,
    ScheduleFileAsked,
    ScheduleReadAsked,
    ScheduleRowTold,
    ScheduleTold,
)
from web.context import house, session
from web.subscribing import send_calendar

TAG = "Nhập, xuất lịch"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.post("/schedule/read")
@answers(TAG, ScheduleTold)
def read_schedule(query: ScheduleReadAsked, form: ScheduleFileAsked) -> ScheduleTold:
    """Read a schedule's file and say of each row what it comes to; nothing is booked."""
    require(asker(), Deed.PLAN)
    if not isinstance(form.file, FileStorage):
        raise BadInput("file", "Hãy gửi kèm một tệp lịch phát.")
    timezone = house().settings.timezone
    today = clock.local(g.now, timezone).date()
    found = reading_apart(form.file.filename or "", form.file.read(MOST_BYTES + 1), today=today, timezone=timezone)
    with house().database.reading() as looking:  # it takes a while, and nobody who writes should wait for it
        rows = wishes.wishes(found.entries, booking.known(looking), query.choices(today + timedelta(days=1)))
        rows = booking.tried(looking, rows, by=asker(), now=g.now, timezone=timezone)
    return ScheduleTold(remarks=list(found.remarks), items=[ScheduleRowTold.of(each) for each in rows])


@blueprint.post("/schedule")
@answers(TAG, ProgrammesTold, status=201)
def book_schedule(json: ScheduleAsked) -> tuple[ProgrammesTold, int]:
    """Book several programmes together, all of them or none."""
    timezone = house().settings.timezone
    booked = booking.book_all(session(), json.wishes(), by=asker(), now=g.now, timezone=timezone)
    return ProgrammesTold(items=[ProgrammeTold.of(each) for each in booked]), 201


@blueprint.get("/schedule/paper.docx")
@answers(TAG)
def export_schedule_document(query: PaperAsked) -> Response:
    """Give the schedule of some days as an official document for a word processor."""
    return _file(files.word(_schedule(query).paper, now=g.now), "docx", DOCX)


@blueprint.get("/schedule/paper.xlsx")
@answers(TAG)
def export_schedule_sheet(query: PaperAsked) -> Response:
    """Give the schedule of some days for a spreadsheet; its second sheet can be read again."""
    return _file(files.spreadsheet(_schedule(query), booking.known(session())), "xlsx", XLSX)


@blueprint.get("/calendar.ics")
@answers(TAG)
def export_calendar(query: CalendarAsked) -> Response:
    """Give the coming weeks as an iCalendar, as the public address does."""
    return send_calendar(_zone(query.zone_id))


def _schedule(query: PaperAsked) -> Schedule:
    settings = house().settings
    head = query.letterhead(settings.station_name)
    days, timezone = (query.first, query.last), settings.timezone
    drawn = forecast.titles_between(session(), *days, now=g.now, timezone=timezone)
    return paperwork.schedule(session(), *days, _zone(query.zone_id), head, timezone=timezone, drawn=drawn)


def _zone(number: int | None) -> Zone | None:
    return zones.chosen(session(), [number])[0] if number else None


def _file(body: bytes, ending: str, mimetype: str) -> Response:
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="lich-phat-thanh.{ending}"'
    return answer
