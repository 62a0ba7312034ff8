"""Clips for the players: whole or by byte range, to whoever is signed in."""

from flask import Blueprint, abort, send_from_directory
from flask.typing import ResponseReturnValue

from web.context import house

pages = Blueprint("clips", __name__)

FOREVER = 365 * 24 * 3600  # seconds; a clip is named by its hash, so it never changes


@pages.get("/clips/<sha256>.mp3")
def clip(sha256: str) -> ResponseReturnValue:
    """Send one clip."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        abort(404)
    answer = send_from_directory(
        house().settings.clips, f"{sha256}.mp3", mimetype="audio/mpeg", etag=sha256, conditional=True
    )
    answer.headers["Cache-Control"] = f"private, max-age={FOREVER}, immutable"
    return answer
