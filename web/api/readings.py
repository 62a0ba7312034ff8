"""Readings: how a text will be spoken, asked before anything is written."""

from content import texts
from content.wording.reading import read
from web.api.door import answers, blueprint
from web.api.schemas_readings import ReadingTold, TextAsked

TAG = "Cách đọc"


@blueprint.post("/readings")
@answers(TAG, ReadingTold)
def read_text(json: TextAsked) -> ReadingTold:
    """Say how a text will be read aloud, and what in it is doubtful; nothing is kept."""
    text = texts.clean_text(json.text)
    return ReadingTold.of(text, read(text))
