"""A live talk as facts of the air: an occurrence whose sound comes in from outside, standing on its own order; pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from broadcaster.models import LiveTalk
from content.clearance import Barred, Cleared, Standing
from playlists.catchup import JOINING
from playlists.priority import Priority
from playlists.rundown import FRAME
from playlists.timetable import Occurrence

FRAMES_A_MINUTE = 2_500
TALK, CHIME = 0, -1  # what stands in the place of an announcement's number; no announcement has such a one


def key(talk_id: int) -> str:
    """The name under which a talk's sound is written down."""
    return f"l{talk_id}"


def source(talk_id: int) -> str:
    """The name under which its sound comes in."""
    return f"live:{talk_id}"


def speaks_at(talk: LiveTalk) -> datetime:
    """Return when the microphone is on air: after the chime."""
    return talk.starts_at + talk.chime_frames * FRAME


def limit_at(talk: LiveTalk) -> datetime:
    """Return the instant at which the talk is over at the latest."""
    return speaks_at(talk) + timedelta(minutes=talk.minutes)


def occurrence(talk: LiveTalk) -> Occurrence:
    """Return a talk as an occurrence."""
    return Occurrence(
        programme_id=0,
        programme_name="Nói trực tiếp",
        playlist_id=0,
        starts_at=talk.starts_at,
        zones=frozenset(talk.zone_ids),
        priority=Priority.LIVE,
        policy=JOINING,
        booked_at=talk.starts_at,
        name=key(talk.id),
    )


def orders(talks: Iterable[LiveTalk]) -> dict[tuple[str, int], dict[int, Standing]]:
    """Return what the talks themselves allow or forbid, by place."""
    return {(key(talk.id), zone_id): _standings(talk) for talk in talks for zone_id in talk.zone_ids}


def _standings(talk: LiveTalk) -> dict[int, Standing]:
    title = f"{talk.speaker_name} nói trực tiếp"
    if talk.ended_at:
        return {number: Barred(number, title, talk.end_reason) for number in (TALK, talk.chime_id or CHIME)}
    sounds = {TALK: source(talk.id), CHIME: talk.chime_sha256 or ""}
    zones = frozenset(talk.zone_ids)
    return {
        number: Cleared(
            announcement_id=number,
            title=title,
            urgency="urgent",
            clip_sha256=sha256,
            frames=talk.minutes * FRAMES_A_MINUTE,
            approval_id=0,
            zones=zones,
            valid_from=None,
            valid_until=None,
        )
        for number, sha256 in sounds.items()
    }
