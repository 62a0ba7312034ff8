"""Programmes and the timetable: what is booked, and what that comes to."""

from flask import g, url_for

from playlists import actions, queries
from playlists.booking import series
from web.api.door import answers, asker, blueprint
from web.api.schemas_programmes import (
    OccurrenceTold,
    ProgrammeAsked,
    ProgrammesTold,
    ProgrammeTold,
    Timetable,
    TimetableAsked,
)
from web.context import house, session

TAG = "Chương trình"


@blueprint.get("/programmes")
@answers(TAG, ProgrammesTold)
def list_programmes() -> ProgrammesTold:
    """List programmes, those still running first."""
    return ProgrammesTold(items=[ProgrammeTold.of(each) for each in queries.programmes(session())])


@blueprint.post("/programmes")
@answers(TAG, ProgrammeTold, status=201)
def book_programme(json: ProgrammeAsked) -> tuple[ProgrammeTold, int, dict[str, str]]:
    """Book a programme; one that would sound over another is refused, unless that is told to give way."""
    programme = series.book_instead(
        session(),
        json.name,
        json.playlist_id,
        json.zone_ids,
        json.timing(),
        json.instead(),
        by=asker(),
        now=g.now,
        timezone=house().settings.timezone,
    )
    return ProgrammeTold.of(programme), 201, {"Location": url_for("api.get_programme", programme_id=programme.id)}


@blueprint.get("/programmes/<int:programme_id>")
@answers(TAG, ProgrammeTold)
def get_programme(programme_id: int) -> ProgrammeTold:
    """Show one programme."""
    return ProgrammeTold.of(actions.get_programme(session(), programme_id))


@blueprint.post("/programmes/<int:programme_id>/end")
@answers(TAG, ProgrammeTold)
def end_programme(programme_id: int) -> ProgrammeTold:
    """End a programme: what it has begun is finished, nothing more begins."""
    return ProgrammeTold.of(actions.end_programme(session(), programme_id, by=asker(), now=g.now))


@blueprint.get("/timetable")
@answers(TAG, Timetable)
def show_timetable(query: TimetableAsked) -> Timetable:
    """Show what starts between two instants."""
    since, until = query.stretch(g.now)
    found = queries.coming(session(), since, until, house().settings.timezone)
    return Timetable(since=since, until=until, items=[OccurrenceTold.of(each) for each in found])
