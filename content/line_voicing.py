"""Turning filled lines into clips, one at a time, well before they air."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from content import lexicon
from content.lifecycle import State
from content.models import Announcement, Filling, Revision
from content.voices.port import VoiceError
from content.voicing import ATTEMPTS, LEASE, Job, Rendered, Studio, job_of, keep_clip, render
from station import audit
from station.database import Database
from station.errors import StationError

RETRY = timedelta(seconds=10)  # doubled at each attempt; a line has a time to be ready by


def voice_filling(database: Database, studio: Studio, *, now: datetime) -> bool:
    """Make one waiting filling into a clip; return whether there was one."""
    with database.writing() as session:
        taken = _take(session, now)
    if taken is None:
        return False
    filling_id, job = taken
    try:
        rendered = render(job, studio)
        sha256 = studio.clips.keep(rendered.mastered.audio)
    except StationError as problem:
        with database.writing() as session:
            _note_failure(session, filling_id, problem, now)
        return True
    with database.writing() as session:
        _hang(session, filling_id, sha256, rendered, studio, now)
    return True


def forget_leases(session: Session) -> None:
    """At the worker's start: whatever an earlier one had in hand may be taken up again."""
    session.execute(update(Filling).where(Filling.clip_sha256.is_(None)).values(try_at=None))


def next_filling(session: Session, *, now: datetime) -> Filling | None:
    """Return the oldest filling that still needs its sound and may be tried now, of a line that is still approved."""
    query = (
        select(Filling)
        .join(Revision, Revision.id == Filling.revision_id)
        .join(Announcement, Announcement.id == Revision.announcement_id)
        .where(Announcement.number == Revision.number, Announcement.state == State.APPROVED)
        .where(Filling.clip_sha256.is_(None), Filling.failure == "")
        .where(or_(Filling.try_at.is_(None), Filling.try_at <= now))
        .order_by(Filling.id)
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def _take(session: Session, now: datetime) -> tuple[int, Job] | None:
    filling = next_filling(session, now=now)
    if filling is None:
        return None
    filling.attempts += 1
    filling.try_at = now + LEASE
    job = job_of(session, filling.revision)
    known = _heard_lexicon(session, filling.revision)
    return filling.id, replace(job, text=filling.text, lexicon=known, attempts=filling.attempts)


def _heard_lexicon(session: Session, revision: Revision) -> dict[str, str]:
    """Return the readings that stood when the approver's example was made: no entry taught later airs unheard."""
    until = revision.clip.made_at if revision.clip else revision.written_at
    return {**lexicon.entries(session, until=until), **revision.readings}


def _note_failure(session: Session, filling_id: int, problem: StationError, now: datetime) -> None:
    filling = session.get_one(Filling, filling_id)
    if isinstance(problem, VoiceError) and not problem.permanent and filling.attempts < ATTEMPTS:
        filling.try_at = now + RETRY * 2**filling.attempts
        return
    filling.failure = str(problem)
    _audit(session, filling, "voicing_failed", now, reason=filling.failure)


def _hang(session: Session, filling_id: int, sha256: str, rendered: Rendered, studio: Studio, now: datetime) -> None:
    keep_clip(session, sha256, rendered, studio.fmt, now)
    filling = session.get_one(Filling, filling_id)
    filling.clip_sha256 = sha256
    _audit(session, filling, "voiced", now, clip=sha256, voice=rendered.voice_name)


def _audit(session: Session, filling: Filling, deed: str, now: datetime, **detail: object) -> None:
    subject = f"announcement/{filling.revision.announcement_id}"
    audit.record(session, "loa", deed, subject, now=now, filling=filling.id, **detail)
