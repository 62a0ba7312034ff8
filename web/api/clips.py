"""Clips: sound files brought in, and finished sound given out."""

import re
import time

from flask import Response, g, send_file, url_for
from werkzeug.datastructures import FileStorage

from content import actions
from content.audiofiles import RecordingEmpty, RecordingError, demuxer_of
from content.models import Clip, Form
from content.shelf import ClipMissing, Shelf
from station.errors import BadInput
from station.nudge import nudge
from web.api.door import answers, asker, blueprint
from web.api.schemas_content import AnnouncementTold, ClipTold, SoundState
from web.api.schemas_writing import UploadAsked
from web.context import house, session

TAG = "Âm thanh"
LOOKS = 50
BETWEEN_LOOKS = 0.2  # seconds: ten in all, and then the sound goes on being made while the caller asks again
FOREVER = 365 * 24 * 3600  # seconds; a clip is named by its hash, so it never changes


@blueprint.post("/clips")
@answers(TAG, AnnouncementTold, status=201, also=202)
def upload_clip(form: UploadAsked) -> tuple[AnnouncementTold, int, dict[str, str]]:
    """Begin an announcement from a sound file: 201 when it can be heard, 202 when that takes longer."""
    upload_sha256 = Shelf(house().settings.home / "uploads").keep(sent_sound(form.file))
    announcement = actions.record(
        session(), form.title, upload_sha256, form.terms(), by=asker(), now=g.now, form=Form(form.form.value)
    )
    session().commit()  # from here on the voicing worker can see it
    nudge(house().settings.home, "voice")
    told = _wait(announcement.id)
    if told.sound.state is SoundState.FAILED:
        raise BadInput("file", told.sound.failure)
    place = url_for("api.get_announcement", announcement_id=announcement.id)
    return told, 201 if told.sound.state is SoundState.READY else 202, {"Location": place}


@blueprint.get("/clips/<sha256>")
@answers(TAG, ClipTold)
def show_clip(sha256: str) -> ClipTold:
    """Describe finished sound."""
    return ClipTold.of(_clip(sha256))


@blueprint.get("/clips/<sha256>/audio")
@answers(TAG)
def send_clip(sha256: str) -> Response:
    """Send finished sound as MPEG audio, whole or by byte range."""
    _clip(sha256)
    shelf = Shelf(house().settings.clips)
    if not shelf.has(sha256):
        raise ClipMissing(sha256)
    answer = send_file(shelf.path(sha256), mimetype="audio/mpeg", etag=sha256, conditional=True)
    answer.headers["Cache-Control"] = f"private, max-age={FOREVER}, immutable"
    return answer


def sent_sound(file: object) -> bytes:
    """Return an upload's bytes if they begin like sound. Raise BadInput."""
    if not isinstance(file, FileStorage):
        raise BadInput("file", "Hãy gửi kèm một tệp âm thanh.")
    audio: bytes = file.read()
    try:
        if not audio:
            raise RecordingEmpty
        demuxer_of(audio)
    except RecordingError as problem:
        raise BadInput("file", str(problem)) from None
    return audio


def _wait(announcement_id: int) -> AnnouncementTold:
    """Look again until the voicing worker is done or patience is over; each look in a transaction of its own."""
    for _ in range(LOOKS):
        with house().database.reading() as looking:
            told = AnnouncementTold.of(actions.get(looking, announcement_id))
        if told.sound.state is not SoundState.WAITING:
            break
        time.sleep(BETWEEN_LOOKS)
    return told


def _clip(sha256: str) -> Clip:
    clip = session().get(Clip, sha256) if re.fullmatch(r"[0-9a-f]{64}", sha256) else None
    if clip is None:
        raise ClipMissing(sha256)
    return clip
