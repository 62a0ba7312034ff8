"""How an announcement is read today, and whether that is what its clip says."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from content import lexicon, queries
from content.airformat import FRAME_SECONDS
from content.lines import voiced_text
from content.models import SPOKEN, Announcement
from content.recordedlength import warnings_for
from content.wording.reading import Reading, Style, read


@dataclass(frozen=True)
class Hearing:
    """What is read today and how; did the clip say so; what may be wrong with the length of a recording."""

    text: str
    reading: Reading
    differs: bool
    warnings: tuple[str, ...]


def hearing(session: Session, announcement: Announcement, style: Style) -> Hearing | None:
    """Return how an announcement is read and heard; None for sound that never was a text."""
    if announcement.form not in SPOKEN:
        return None
    revision = announcement.current
    text = voiced_text(announcement.form, revision.text)
    reading = read(text, {**lexicon.entries(session), **revision.readings}, style)
    if revision.upload_sha256:
        milliseconds = revision.clip.frames * FRAME_SECONDS * 1000 if revision.clip else 0.0
        return Hearing(text, reading, False, warnings_for(milliseconds, reading.syllables) if revision.clip else ())
    spoken = queries.heard_reading(session, announcement)
    return Hearing(text, reading, spoken not in (None, reading.key), ())
