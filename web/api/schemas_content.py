"""Shapes of what is said, as the API tells it: announcements, their sound, decisions about them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from content.airformat import FRAME_SECONDS
from content.lifecycle import STATE_NAMES, State
from content.models import Announcement, Approval, Clip, Dressing, Form, Revision, Urgency, Verdict
from station.models import Person
from web.api.schemas import Told


class SoundState(StrEnum):
    """Whether an announcement can be heard."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class PersonTold(Told):
    """Who did it."""

    username: str
    full_name: str

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(username=person.username, full_name=person.full_name)


class Sound(Told):
    """The clip that speaks a revision, or why there is none."""

    state: SoundState
    clip_sha256: str | None
    seconds: float | None
    failure: str

    @classmethod
    def of(cls, revision: Revision) -> Self:
        clip = revision.clip
        missing = SoundState.FAILED if revision.failure else SoundState.WAITING
        return cls(
            state=SoundState.READY if clip else missing,
            clip_sha256=clip.sha256 if clip else None,
            seconds=seconds(clip.frames) if clip else None,
            failure=revision.failure,
        )


class RevisionTold(Told):
    """What an announcement said from one edit to the next."""

    number: int
    title: str
    text: str
    voice: str
    pace: float
    pitch: float
    dressing: Dressing
    readings: dict[str, str]
    author: PersonTold
    written_at: datetime
    sound: Sound

    @classmethod
    def of(cls, revision: Revision) -> Self:
        return cls(
            number=revision.number,
            title=revision.title,
            text=revision.text,
            voice=revision.voice,
            pace=revision.pace,
            pitch=revision.pitch,
            dressing=Dressing(revision.dressing),
            readings=revision.readings,
            author=PersonTold.of(revision.author),
            written_at=revision.written_at,
            sound=Sound.of(revision),
        )


class Decision(Told):
    """What was decided about one exact clip."""

    verdict: Verdict
    by: PersonTold
    decided_at: datetime
    reason: str
    clip_sha256: str

    @classmethod
    def of(cls, approval: Approval) -> Self:
        return cls(
            verdict=Verdict(approval.verdict),
            by=PersonTold.of(approval.person),
            decided_at=approval.decided_at,
            reason=approval.reason,
            clip_sha256=approval.clip_sha256,
        )


class AnnouncementBrief(Told):
    """An announcement as a list shows it."""

    id: int
    form: Form
    state: State
    state_name: str
    urgency: Urgency
    title: str
    zone_ids: list[int]
    valid_from: date | None
    valid_until: date | None
    field: str
    source: str
    revision: int
    sound: Sound
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, announcement: Announcement) -> Self:
        return cls.model_validate(_brief(announcement))


class AnnouncementTold(AnnouncementBrief):
    """An announcement with all it ever was: its words, its revisions and the decisions about it."""

    text: str
    voice: str
    pace: float
    pitch: float
    dressing: Dressing
    readings: dict[str, str]
    revisions: list[RevisionTold]
    decisions: list[Decision]

    @classmethod
    def of(cls, announcement: Announcement) -> Self:
        now = announcement.current
        more = {
            "text": now.text,
            "voice": now.voice,
            "pace": now.pace,
            "pitch": now.pitch,
            "dressing": now.dressing,
            "readings": now.readings,
            "revisions": [RevisionTold.of(each) for each in announcement.revisions],
            "decisions": [Decision.of(each) for each in announcement.approvals],
        }
        return cls.model_validate(_brief(announcement) | more)


class AnnouncementPage(Told):
    """Announcements, newest first; `next` is the `before` of the page that follows."""

    items: list[AnnouncementBrief]
    next: int | None


class ClipTold(Told):
    """Finished audio."""

    sha256: str
    seconds: float
    air_format: str
    lufs: float
    true_peak_dbtp: float
    voice: str
    made_at: datetime

    @classmethod
    def of(cls, clip: Clip) -> Self:
        return cls(
            sha256=clip.sha256,
            seconds=seconds(clip.frames),
            air_format=clip.air_format,
            lufs=clip.lufs,
            true_peak_dbtp=clip.true_peak_dbtp,
            voice=clip.voice,
            made_at=clip.made_at,
        )


def seconds(frames: int) -> float:
    """Return how long frames of the air format last."""
    return round(frames * FRAME_SECONDS, 3)


def _brief(announcement: Announcement) -> dict[str, object]:
    state = State(announcement.state)
    return {
        "id": announcement.id,
        "form": announcement.form,
        "state": state,
        "state_name": STATE_NAMES[state],
        "urgency": announcement.urgency,
        "title": announcement.current.title,
        "zone_ids": announcement.zone_ids,
        "valid_from": announcement.valid_from,
        "valid_until": announcement.valid_until,
        "field": announcement.field,
        "source": announcement.source,
        "revision": announcement.number,
        "sound": Sound.of(announcement.current),
        "created_at": announcement.created_at,
        "changed_at": announcement.changed_at,
    }
