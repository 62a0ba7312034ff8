"""Readings: how a text will be spoken, and how an announcement comes to be heard another way."""

from flask import g

from content import actions, lexicon, retakes, texts
from content.hearing import hearing
from content.retakes import NotSpoken
from content.shelf import Shelf
from content.wording.reading import read
from station.roles import Deed, require
from web.api.clips import sent_sound
from web.api.door import answers, asker, blueprint
from web.api.schemas_content import AnnouncementTold
from web.api.schemas_lexicon import HearingTold, ReadingsAsked, RecordingAsked, WrittenAsked
from web.api.schemas_readings import ReadingTold, TextAsked
from web.context import house, session

TAG = "Cách đọc"


@blueprint.post("/readings")
@answers(TAG, ReadingTold)
def read_text(json: TextAsked) -> ReadingTold:
    """Say how this station would read a text aloud, and what in it is doubtful; nothing is kept."""
    text = texts.clean_text(json.text)
    return ReadingTold.of(text, read(text, lexicon.entries(session()), house().style))


@blueprint.get("/announcements/<int:announcement_id>/reading")
@answers(TAG, HearingTold)
def show_reading(announcement_id: int) -> HearingTold:
    """Say how an announcement would be read today, and whether that is what its clip says."""
    announcement = actions.get(session(), announcement_id)
    heard = hearing(session(), announcement, house().style)
    if heard is None:
        raise NotSpoken(announcement.current.title)
    return HearingTold.heard(heard)


@blueprint.post("/announcements/<int:announcement_id>/readings")
@answers(TAG, AnnouncementTold)
def reread_announcement(announcement_id: int, json: ReadingsAsked) -> AnnouncementTold:
    """Read words of an announcement another way; it becomes a draft and inherits no approval."""
    retakes.reread(session(), announcement_id, json.readings, by=asker(), now=g.now, always=json.always)
    return AnnouncementTold.of(actions.get(session(), announcement_id))


@blueprint.delete("/announcements/<int:announcement_id>/readings")
@answers(TAG, AnnouncementTold)
def read_by_rule(announcement_id: int, query: WrittenAsked) -> AnnouncementTold:
    """Give up an announcement's own reading of something."""
    retakes.read_by_rule(session(), announcement_id, query.written, by=asker(), now=g.now)
    return AnnouncementTold.of(actions.get(session(), announcement_id))


@blueprint.post("/announcements/<int:announcement_id>/voice-again")
@answers(TAG, AnnouncementTold)
def voice_again(announcement_id: int) -> AnnouncementTold:
    """Try a failed voicing once more, or voice a draft as it would be read today."""
    retakes.voice_again(session(), announcement_id, by=asker(), now=g.now)
    return AnnouncementTold.of(actions.get(session(), announcement_id))


@blueprint.post("/announcements/<int:announcement_id>/recording")
@answers(TAG, AnnouncementTold)
def speak_oneself(announcement_id: int, form: RecordingAsked) -> AnnouncementTold:
    """Put a person's recording of the text in the voice's place."""
    require(asker(), Deed.WRITE)
    upload_sha256 = Shelf(house().settings.home / "uploads").keep(sent_sound(form.file))
    retakes.speak_oneself(session(), announcement_id, upload_sha256, by=asker(), now=g.now)
    return AnnouncementTold.of(actions.get(session(), announcement_id))
