"""How an announcement is read today, and whether that is what its clip says."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from content import lexicon, queries
from content.airformat import FRAME_SECONDS
from content.models import Announcement, Form
from content.recordedlength import warnings_for
from content.wording.reading import Reading, Style, read


@dataclass(frozen=True)
class Hearing:
    """Today's reading, whether the clip was made from another one, and what a recording's length makes one doubt."""

    reading: Reading
    differs: bool
    warnings: tuple[str, ...]


def hearing(session: Session, announcement: Announcement, style: Style) -> Hearing | None:
    """Return how an announcement is read and heard; None for sound that never was a text."""
    if announcement.form != Form.SPEECH:
        return None
    revision = announcement.current
    reading = read(revision.text, {**lexicon.entries(session), **revision.readings}, style)
    if revision.upload_sha256:
        milliseconds = revision.clip.frames * FRAME_SECONDS * 1000 if revision.clip else 0.0
        return Hearing(reading, False, warnings_for(milliseconds, reading.syllables) if revision.clip else ())
    spoken = queries.heard_reading(session, announcement)
    return Hearing(reading, spoken not in (None, reading.key), ())
