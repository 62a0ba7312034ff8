"""Turning what was written or uploaded into clips, one revision at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from content import lines, queries, recordings
from content.airformat import AirFormat, frame_count
from content.loudness import Loudness
from content.mastering import Mastered, master
from content.models import Clip, Form, Revision
from content.shelf import Shelf
from content.speech import speak
from content.voices.port import VoiceError
from content.voices.table import in_order
from content.wording.reading import read
from station import audit
from station.database import Database
from station.errors import StationError

LEASE = timedelta(minutes=10)  # for which nobody else takes up the same revision
ATTEMPTS = 5
GAVE_UP = "Đã thử nhiều lần mà chưa tạo được âm thanh; hãy báo người quản trị."


@dataclass(frozen=True)
class Studio:
    """What clips are made with."""

    clips: Shelf
    uploads: Shelf
    voices: tuple[str, ...]
    fmt: AirFormat
    loudness: Loudness


@dataclass(frozen=True)
class Job:
    """One revision to be made into sound, as a value: the work happens outside any transaction."""

    revision_id: int
    form: str
    text: str
    voice: str
    pace: float
    upload_sha256: str | None
    attempts: int


def voice_one(database: Database, studio: Studio, *, now: datetime) -> bool:
    """Make one waiting revision into a clip; return whether there was one."""
    with database.writing() as session:
        job = _take(session, now)
    if job is None:
        return False
    try:
        mastered, voice_name = render(job, studio)
        sha256 = studio.clips.keep(mastered.audio)
    except StationError as problem:
        with database.writing() as session:
            _note_failure(session, job, problem, now)
        return True
    with database.writing() as session:
        _hang(session, job, sha256, mastered, voice_name, studio.fmt, now)
    return True


def render(job: Job, studio: Studio) -> tuple[Mastered, str]:
    """Return the clip and the name of the voice that speaks in it. Raise a StationError with the reason."""
    if job.attempts > ATTEMPTS:
        raise VoiceError(GAVE_UP, permanent=True)
    if job.form != Form.SPEECH and job.upload_sha256:
        sound = recordings.decode(studio.uploads.read(job.upload_sha256), fmt=studio.fmt)
        return master(sound, fmt=studio.fmt, target=studio.loudness), "bản ghi"
    preferred = (job.voice, *studio.voices) if job.voice else studio.voices
    spoken = speak(read(job.text), in_order(preferred), pace=job.pace)
    return master(spoken.sound, fmt=studio.fmt, target=studio.loudness), spoken.voice_name


def forget_leases(session: Session) -> None:
    """At the worker's start: whatever an earlier one had in hand may be taken up again."""
    session.execute(update(Revision).where(Revision.clip_sha256.is_(None)).values(try_at=None))


def _take(session: Session, now: datetime) -> Job | None:
    revision = queries.next_unvoiced(session, now=now)
    if revision is None:
        return None
    revision.attempts += 1
    revision.try_at = now + LEASE
    return Job(
        revision_id=revision.id,
        form=revision.announcement.form,
        text=lines.voiced_text(revision.announcement.form, revision.text),
        voice=revision.voice,
        pace=revision.pace,
        upload_sha256=revision.upload_sha256,
        attempts=revision.attempts,
    )


def _note_failure(session: Session, job: Job, problem: StationError, now: datetime) -> None:
    revision = session.get_one(Revision, job.revision_id)
    if isinstance(problem, VoiceError) and not problem.permanent:
        revision.try_at = now + timedelta(seconds=15 * 2**job.attempts)
        return
    revision.failure = str(problem)
    subject = f"announcement/{revision.announcement_id}"
    audit.record(session, "loa", "voicing_failed", subject, now=now, reason=revision.failure)


def _hang(
    session: Session, job: Job, sha256: str, mastered: Mastered, voice_name: str, fmt: AirFormat, now: datetime
) -> None:
    keep_clip(session, sha256, mastered, voice_name, fmt, now)
    revision = session.get_one(Revision, job.revision_id)
    revision.clip_sha256 = sha256
    subject = f"announcement/{revision.announcement_id}"
    audit.record(session, "loa", "voiced", subject, now=now, clip=sha256, voice=voice_name)


def keep_clip(
    session: Session, sha256: str, mastered: Mastered, voice_name: str, fmt: AirFormat, now: datetime
) -> None:
    """Write down a clip that lies on the shelf; the same sound is the same clip."""
    if session.get(Clip, sha256) is None:
        session.add(
            Clip(
                sha256=sha256,
                frames=frame_count(mastered.audio, fmt),
                air_format=f"{fmt.kbps}k/{fmt.sample_rate}/{fmt.channels}",
                lufs=mastered.lufs,
                true_peak_dbtp=mastered.true_peak_dbtp,
                voice=voice_name,
                made_at=now,
            )
        )
        session.flush()
