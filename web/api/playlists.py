"""Playlists: arranged, rearranged, shown with what would not be aired."""

from flask import g, url_for

from broadcaster.running_order import running_order
from playlists import actions, queries
from playlists.models import Playlist
from station import clock
from web.api.door import answers, asker, blueprint
from web.api.schemas_playlists import PlaylistAsked, PlaylistsTold, PlaylistTold
from web.api.schemas_rundown import PlannedTold, RundownAsked, RundownTold
from web.context import house, session

TAG = "Danh sách phát"


@blueprint.get("/playlists")
@answers(TAG, PlaylistsTold)
def list_playlists() -> PlaylistsTold:
    """List playlists by name."""
    return PlaylistsTold(items=[_told(playlist) for playlist in queries.playlists(session())])


@blueprint.post("/playlists")
@answers(TAG, PlaylistTold, status=201)
def create_playlist(json: PlaylistAsked) -> tuple[PlaylistTold, int, dict[str, str]]:
    """Make a playlist."""
    playlist = actions.save_playlist(session(), json.name, json.entries(), by=asker(), now=g.now)
    return _told(playlist), 201, {"Location": url_for("api.get_playlist", playlist_id=playlist.id)}


@blueprint.get("/playlists/<int:playlist_id>")
@answers(TAG, PlaylistTold)
def get_playlist(playlist_id: int) -> PlaylistTold:
    """Show one playlist."""
    return _told(actions.get_playlist(session(), playlist_id))


@blueprint.put("/playlists/<int:playlist_id>")
@answers(TAG, PlaylistTold)
def replace_playlist(playlist_id: int, json: PlaylistAsked) -> PlaylistTold:
    """Replace a playlist's name and items."""
    actions.get_playlist(session(), playlist_id)  # to the action, number 0 would mean a new one
    playlist = actions.save_playlist(
        session(), json.name, json.entries(), by=asker(), now=g.now, playlist_id=playlist_id
    )
    return _told(playlist)


@blueprint.get("/playlists/<int:playlist_id>/rundown")
@answers(TAG, RundownTold)
def foresee_playlist(playlist_id: int, query: RundownAsked) -> RundownTold:
    """Say what begins when, and what would be left out, if the playlist began today at that time."""
    playlist, timezone = actions.get_playlist(session(), playlist_id), house().settings.timezone
    today = clock.local(g.now, timezone).date()
    found = running_order(
        session(), playlist.items, starts_at=query.starts_at, ends_at=query.ends_at, on=today, timezone=timezone
    )
    return RundownTold(items=[PlannedTold.of(each) for each in found])


def _told(playlist: Playlist) -> PlaylistTold:
    length = queries.length(session(), playlist)
    return PlaylistTold.of(playlist, length, queries.standings_of(session(), playlist))
