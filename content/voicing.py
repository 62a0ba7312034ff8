"""Turning what was written or uploaded into clips, one revision at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from content import lexicon, lines, queries
from content.airformat import AirFormat, frame_count
from content.dressing import dressed
from content.loudness import Loudness
from content.mastering import Mastered, master
from content.models import Clip, Dressing, Revision
from content.presets import PLAIN, Preset
from content.recordedclip import recorded_clip
from content.sentencecache import SentenceCache
from content.shelf import Shelf
from content.speech import speak
from content.spokenclip import Finish, spoken_clip
from content.voices.port import Voice, VoiceError
from content.voices.table import VOICES, Factory, in_order
from content.wording.reading import NORTHERN, Reading, Style, read
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
    second_voice: str = ""
    style: Style = NORTHERN
    preset: Preset = PLAIN
    table: Mapping[str, Factory] = field(default_factory=lambda: VOICES)
    sentences: SentenceCache | None = None

    @property
    def finish(self) -> Finish:
        """Return what turns sound into frames."""
        return Finish(self.fmt, self.loudness, self.preset)


@dataclass(frozen=True)
class Job:
    """One revision to be made into sound, as a value: the work happens outside any transaction."""

    announcement_id: int
    revision_id: int
    text: str
    voice: str
    pace: float
    pitch: float
    dressing: Dressing
    lexicon: Mapping[str, str]
    upload_sha256: str | None
    attempts: int


@dataclass(frozen=True)
class Rendered:
    """A clip, who speaks in it, and the key of the reading that is heard (none in a recording)."""

    mastered: Mastered
    voice_name: str
    reading_key: str = ""


def voice_one(database: Database, studio: Studio, *, now: datetime, urgent_only: bool = False) -> bool:
    """Make one waiting revision into a clip; return whether there was one."""
    with database.reading() as session:
        if queries.next_unvoiced(session, now=now, urgent_only=urgent_only) is None:
            return False  # where there is nothing to do nothing is locked
    with database.writing() as session:
        job = _take(session, now, urgent_only)
    if job is None:
        return False
    try:
        rendered = render(job, studio)
        sha256 = studio.clips.keep(rendered.mastered.audio)
    except StationError as problem:
        with database.writing() as session:
            _note_failure(session, job, problem, now)
        return True
    with database.writing() as session:
        _hang(session, job, sha256, rendered, studio.fmt, now)
    return True


def render(job: Job, studio: Studio) -> Rendered:
    """Return the clip as it may be heard and approved. Raise a StationError with the reason why there is none."""
    if job.attempts > ATTEMPTS:
        raise VoiceError(GAVE_UP, permanent=True)
    if job.upload_sha256:
        recorded = recorded_clip(studio.uploads.read(job.upload_sha256), "", studio.finish)
        return Rendered(recorded.mastered, recorded.voice_name)
    names = voice_order(job.voice, job.announcement_id, studio.voices, studio.second_voice)
    voices = in_order([name for name in names if name in studio.table], studio.table)
    reading = read(job.text, job.lexicon, studio.style)
    if job.dressing:
        return _dressed(job, studio, reading, voices)
    clip = spoken_clip(reading, voices, studio.finish, pace=job.pace, pitch=job.pitch, cache=studio.sentences)
    return Rendered(clip.mastered, clip.voice_name, reading.key)


def _dressed(job: Job, studio: Studio, reading: Reading, voices: Sequence[Voice]) -> Rendered:
    spoken = speak(reading, voices, pace=job.pace, pitch=job.pitch, cache=studio.sentences)
    sound = dressed(spoken.sound, job.dressing)
    mastered = master(sound, fmt=studio.fmt, target=studio.loudness, preset=studio.preset)
    return Rendered(mastered, spoken.voice_name, reading.key)


def voice_order(chosen: str, announcement_id: int, voices: Sequence[str], second: str) -> list[str]:
    """Return whom to ask in turn: the voice chosen, or the two voices of the station by turns, then the others."""
    if chosen:
        return [chosen, *voices]
    return [second, *voices] if second and announcement_id % 2 == 0 else list(voices)


def forget_leases(session: Session) -> None:
    """At the worker's start: whatever an earlier one had in hand may be taken up again."""
    session.execute(update(Revision).where(Revision.clip_sha256.is_(None)).values(try_at=None))


def _take(session: Session, now: datetime, urgent_only: bool) -> Job | None:
    revision = queries.next_unvoiced(session, now=now, urgent_only=urgent_only)
    if revision is None:
        return None
    revision.attempts += 1
    revision.try_at = now + LEASE
    return job_of(session, revision)


def job_of(session: Session, revision: Revision) -> Job:
    """Return what there is to do for a revision; of a line, its example is spoken."""
    return Job(
        announcement_id=revision.announcement_id,
        revision_id=revision.id,
        text=lines.voiced_text(revision.announcement.form, revision.text),
        voice=revision.voice,
        pace=revision.pace,
        pitch=revision.pitch,
        dressing=Dressing(revision.dressing),
        lexicon={**lexicon.entries(session), **revision.readings},
        upload_sha256=revision.upload_sha256,
        attempts=revision.attempts,
    )


def _note_failure(session: Session, job: Job, problem: StationError, now: datetime) -> None:
    revision = session.get_one(Revision, job.revision_id)
    if isinstance(problem, VoiceError) and not problem.permanent and job.attempts < ATTEMPTS:
        revision.try_at = now + timedelta(seconds=15 * 2**job.attempts)
        return
    revision.failure = str(problem)
    subject = f"announcement/{revision.announcement_id}"
    audit.record(session, "loa", "voicing_failed", subject, now=now, reason=revision.failure)


def _hang(session: Session, job: Job, sha256: str, rendered: Rendered, fmt: AirFormat, now: datetime) -> None:
    keep_clip(session, sha256, rendered, fmt, now)
    revision = session.get_one(Revision, job.revision_id)
    revision.clip_sha256 = sha256
    subject = f"announcement/{revision.announcement_id}"
    heard = {"reading": rendered.reading_key} if rendered.reading_key else {}
    audit.record(session, "loa", "voiced", subject, now=now, clip=sha256, voice=rendered.voice_name, **heard)


def clip_format(fmt: AirFormat) -> str:
    """Return the name under which a clip's air format is written down."""
    return f"{fmt.kbps}k/{fmt.sample_rate}/{fmt.channels}"


def keep_clip(session: Session, sha256: str, rendered: Rendered, fmt: AirFormat, now: datetime) -> None:
    """Write down a clip that lies on the shelf; the same sound is the same clip."""
    mastered = rendered.mastered
    if session.get(Clip, sha256) is None:
        session.add(
            Clip(
                sha256=sha256,
                frames=frame_count(mastered.audio, fmt),
                air_format=clip_format(fmt),
                lufs=mastered.lufs,
                true_peak_dbtp=mastered.true_peak_dbtp,
                voice=rendered.voice_name,
                made_at=now,
            )
        )
        session.flush()
