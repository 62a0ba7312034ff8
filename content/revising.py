"""How one revision follows another: always back to draft, so that no approval is ever inherited."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from content.lifecycle import State, move
from content.models import Announcement, Revision
from station import audit
from station.models import Person
from station.roles import Deed, require


def revise(
    session: Session,
    announcement: Announcement,
    revision: Revision,
    deed: str,
    *,
    by: Person,
    now: datetime,
    **detail: object,
) -> Announcement:
    """Let a revision follow the current one, by the only way there is. Raise WrongMove, Forbidden."""
    require(by, Deed.WRITE)
    announcement.state = move(State(announcement.state), State.DRAFT)
    revision.number = announcement.number + 1
    revision.author_id, revision.written_at = by.id, now
    announcement.revisions.append(revision)
    announcement.number, announcement.changed_at = revision.number, now
    session.flush()
    session.refresh(announcement)
    subject = f"announcement/{announcement.id}"
    audit.record(session, by.username, deed, subject, now=now, title=revision.title, revision=revision.number, **detail)
    return announcement


def followed(old: Revision, **changed: object) -> Revision:
    """Return a revision like the old one but for what changed; its clip comes along if it would sound the same."""
    kept = {
        name: getattr(old, name) for name in ("title", "text", "voice", "pace", "pitch", "dressing", "upload_sha256")
    }
    new = Revision(**{**kept, "readings": dict(old.readings), **changed})
    if _sound(new) == _sound(old):
        new.clip_sha256 = old.clip_sha256
    return new


def still_there(readings: Mapping[str, str], text: str) -> dict[str, str]:
    """Return the readings of what an edit left in the text."""
    return {written: spoken for written, spoken in readings.items() if written in text}


def _sound(revision: Revision) -> tuple[object, ...]:
    manner = (revision.voice, revision.pace, revision.pitch, revision.dressing)
    return (revision.text, *manner, revision.readings, revision.upload_sha256)
