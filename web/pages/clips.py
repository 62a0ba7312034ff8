"""Clips for the players: whole or by byte range, to whoever is signed in."""

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue

from content.shelf import ClipMissing, Shelf
from web.context import house

pages = Blueprint("clips", __name__)

FOREVER = 365 * 24 * 3600  # seconds; a clip is named by its hash, so it never changes


@pages.get("/clips/<sha256>.mp3")
def clip(sha256: str) -> ResponseReturnValue:
    """Send one clip."""
    shelf = Shelf(house().settings.clips)
    try:
        if not shelf.has(sha256):
            raise ClipMissing(sha256)
    except ClipMissing:
        abort(404)
    answer = send_file(shelf.path(sha256), mimetype="audio/mpeg", etag=sha256, conditional=True)
    answer.headers["Cache-Control"] = f"private, max-age={FOREVER}, immutable"
    return answer
