"""Making the sounds of the house: signals by sums, sentences by the offline voice; no emergency waits for a network."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from content import chime, lexicon
from content.airformat import AirFormat
from content.house_sounds import KEPT_READY, SIGNAL_NAMES, Kind, ask
from content.mastering import master
from content.models import HouseSound
from content.segment import AudioSegment
from content.spokenclip import spoken_clip
from content.voices.table import in_order
from content.voicing import ATTEMPTS, LEASE, Rendered, Studio, clip_format, keep_clip
from content.wording.reading import read
from station import audit
from station.database import Database
from station.errors import StationError

RETRY = timedelta(seconds=5)  # doubled at each attempt
SIGNALS = {Kind.SIREN: chime.siren, Kind.CHIME: chime.ding_dong}


def make_ready(session: Session, fmt: AirFormat, *, now: datetime) -> None:
    """At the worker's start: ask for what must lie ready, again for what has another air format or was left undone."""
    for kind, text in KEPT_READY:
        ask(session, kind, text, now=now)
    for sound in session.scalars(select(HouseSound)):
        if sound.clip and sound.clip.air_format != clip_format(fmt):
            sound.clip_sha256 = None
    waiting = update(HouseSound).where(HouseSound.clip_sha256.is_(None))
    session.execute(waiting.values(try_at=None, failure="", attempts=0))


def voice_house_sound(database: Database, studio: Studio, *, now: datetime) -> bool:
    """Make one waiting sound; return whether there was one."""
    with database.reading() as session:
        if _next(session, now) is None:
            return False
    with database.writing() as session:
        sound = _next(session, now)
        if sound is None:
            return False  # another thread was faster
        sound.attempts, sound.try_at = sound.attempts + 1, now + LEASE
        known = lexicon.entries(session)
    try:
        rendered = render(Kind(sound.kind), sound.text, known, studio)
        sha256 = studio.clips.keep(rendered.mastered.audio)
    except StationError as problem:
        with database.writing() as session:
            _note_failure(session, sound.id, problem, now)
        return True
    with database.writing() as session:
        _hang(session, sound.id, sha256, rendered, studio.fmt, now)
    return True


def render(kind: Kind, text: str, known: dict[str, str], studio: Studio) -> Rendered:
    """Return the sound as it is aired. Raise a StationError with the reason why there is none."""
    if kind in SIGNALS:
        signal: AudioSegment = SIGNALS[kind]()
        mastered = master(signal, fmt=studio.fmt, target=studio.loudness, preset=studio.preset)
        return Rendered(mastered, SIGNAL_NAMES[kind])
    spoken = spoken_clip(
        read(text, known, studio.style), in_order(_preferred(text, studio), studio.table), studio.finish
    )
    return Rendered(spoken.mastered, spoken.voice_name)


def _preferred(text: str, studio: Studio) -> list[str]:
    """Return the station's own voices for what is made long before it is wanted, else only the one that is quick."""
    return [name for name in studio.voices if name in studio.table] if (Kind.WORDS, text) in KEPT_READY else []


def _next(session: Session, now: datetime) -> HouseSound | None:
    query = (
        select(HouseSound)
        .where(HouseSound.clip_sha256.is_(None), HouseSound.failure == "")
        .where(or_(HouseSound.try_at.is_(None), HouseSound.try_at <= now))
        .order_by(HouseSound.id.desc())  # what was asked last is wanted soonest
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def _note_failure(session: Session, sound_id: int, problem: StationError, now: datetime) -> None:
    sound = session.get_one(HouseSound, sound_id)
    if sound.attempts < ATTEMPTS:
        sound.try_at = now + RETRY * 2**sound.attempts
        return
    sound.failure = str(problem)
    _audit(session, sound, "voicing_failed", now, reason=sound.failure)


def _hang(session: Session, sound_id: int, sha256: str, rendered: Rendered, fmt: AirFormat, now: datetime) -> None:
    keep_clip(session, sha256, rendered, fmt, now)
    sound = session.get_one(HouseSound, sound_id)
    sound.clip_sha256 = sha256
    _audit(session, sound, "voiced", now, clip=sha256, voice=rendered.voice_name)


def _audit(session: Session, sound: HouseSound, deed: str, now: datetime, **detail: object) -> None:
    words = sound.text or SIGNAL_NAMES[Kind(sound.kind)]
    audit.record(session, "loa", deed, f"house-sound/{sound.id}", now=now, title=words, **detail)
