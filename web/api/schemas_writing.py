"""Shapes of what people say about announcements: words, terms, uploads, decisions."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from spectree.model_adapter.pydantic_adapter import BaseFile

from content.actions import Terms, Wording
from content.lifecycle import State
from content.models import Dressing, Urgency
from content.voices.names import check_chosen
from web.api.schemas import Asked, Day, Digits, Line, Number, Prose, Sha256, ShortLine


class UploadForm(StrEnum):
    """What an uploaded file is."""

    RECORDING = "recording"
    JINGLE = "jingle"


class WrittenForm(StrEnum):
    """What a text is: an announcement, or an opening or closing line with blanks such as {ngày} in it."""

    SPEECH = "speech"
    LINE = "line"


def _split(value: object) -> object:
    """Take numbers from a form field, repeated or parted by commas."""
    texts = value if isinstance(value, list) else [value]
    return [each for text in texts for each in str(text).split(",")]


class TermsAsked(Asked):
    """For whom and when an announcement is meant."""

    zone_ids: list[Number] = Field(max_length=1000)
    valid_from: Day | None = None
    valid_until: Day | None = None
    urgency: Urgency = Urgency.NORMAL
    field: ShortLine = ""
    source: Line = ""

    def terms(self) -> Terms:
        """Return what the actions take."""
        return Terms(self.zone_ids, self.valid_from, self.valid_until, self.urgency, self.field, self.source)


class AnnouncementAsked(TermsAsked):
    """What an editor types. Without a title, the text's first line is one; recordings and jingles have no text."""

    title: str = ""
    text: str = ""
    voice: Annotated[str, Field(max_length=60)] = ""
    pace: Annotated[float, Field(ge=0.5, le=2.0, strict=True)] = 1.0
    pitch: Annotated[float, Field(ge=0.5, le=2.0, strict=True)] = 1.0
    dressing: Dressing = Dressing.NONE

    def wording(self, voices: Path) -> Wording:
        """Return what the actions take, with one of the voices there are. Raise BadInput."""
        voice = check_chosen(self.voice, voices)
        return Wording(self.title, self.text, voice, self.pace, self.pitch, self.dressing)


class AnnouncementBegun(AnnouncementAsked):
    """The first that an editor types; what kind of text it is stays as it is."""

    form: WrittenForm = WrittenForm.SPEECH


class UploadAsked(TermsAsked):
    """A sound file and what it is; several zones as «zone_ids=1&zone_ids=2» or «zone_ids=1,2»."""

    file: BaseFile
    title: str
    form: UploadForm = UploadForm.RECORDING
    zone_ids: Annotated[list[Digits], Field(max_length=1000), BeforeValidator(_split)]


class ApprovalAsked(Asked):
    """The clip that the approver heard."""

    clip_sha256: Sha256


class ReasonAsked(Asked):
    """Why an approved announcement may no longer be aired."""

    reason: Prose


class RefusalAsked(ReasonAsked):
    """Why it is not approved; with the clip that was heard, an edit made meanwhile is noticed."""

    clip_sha256: Sha256 | None = None


class AnnouncementsAsked(Asked):
    """Which announcements: in these states, numbered below `before`."""

    state: list[State] = Field(default_factory=list)
    before: Digits | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
