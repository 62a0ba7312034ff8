"""Templates of playlists: saved, listed, and made use of; typical mornings and afternoons too."""

from flask import g, url_for

from playlists import patterns, queries
from playlists.typical import TYPICAL
from web.api.door import answers, asker, blueprint
from web.api.schemas_patterns import FromPatternAsked, MadeTold, PatternAsked, PatternsTold, PatternTold
from web.context import house, session

TAG = "Danh sách phát"


@blueprint.get("/playlist-templates")
@answers(TAG, PatternsTold)
def list_playlist_templates() -> PatternsTold:
    """List the templates that were saved, by name, after the typical ones."""
    usual = [PatternTold(template=each.key, name=each.name) for each in TYPICAL.values()]
    saved = [PatternTold(template=str(each.id), name=each.name) for each in queries.templates(session())]
    return PatternsTold(items=[*usual, *saved])


@blueprint.post("/playlist-templates")
@answers(TAG, PatternTold, status=201)
def save_playlist_template(json: PatternAsked) -> tuple[PatternTold, int]:
    """Save what a playlist holds as a template."""
    template = patterns.save_template(session(), json.playlist_id, by=asker(), now=g.now)
    return PatternTold(template=str(template.id), name=template.name), 201


@blueprint.post("/playlists/from-template")
@answers(TAG, MadeTold, status=201)
def make_playlist_from_template(json: FromPatternAsked) -> tuple[MadeTold, int, dict[str, str]]:
    """Make a playlist from a template; what a typical one lacks is named and left out."""
    told, timezone = json.template, house().settings.timezone
    if told.isdecimal():
        playlist = patterns.from_template(session(), int(told), by=asker(), now=g.now, timezone=timezone)
        made = patterns.Made(playlist)
    else:
        made = patterns.from_typical(session(), told, by=asker(), now=g.now, timezone=timezone)
    there = {"Location": url_for("api.get_playlist", playlist_id=made.playlist.id)}
    return MadeTold(playlist_id=made.playlist.id, name=made.playlist.name, missing=made.missing), 201, there
