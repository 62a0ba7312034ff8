"""A live talk as facts of the air: an occurrence whose sound comes in from outside, standing on its own order; pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from broadcaster.models import LiveTalk
from content.clearance import Barred, Cleared, Standing
from playlists.catchup import JOINING
from playlists.priority import Priority
from playlists.rundown import FRAME
from playlists.timetable import Occurrence

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
    """Return the instant at which the talk is over at the latest: after its minutes, or with the slot it was given."""
    limit = speaks_at(talk) + timedelta(minutes=talk.minutes)
    return limit if talk.until is None else min(limit, talk.until)


def frames_at_most(talk: LiveTalk) -> int:
    """Return how long the microphone may be on air."""
    return (limit_at(talk) - speaks_at(talk)) // FRAME


def spoken(talks: Iterable[LiveTalk]) -> dict[tuple[str, int], frozenset[str]]:
    """Return the live slots that somebody has taken, by occurrence and zone."""
    found: dict[tuple[str, int], frozenset[str]] = {}
    for talk in talks:
        for zone_id in talk.zone_ids if talk.slot_occurrence else ():
            place = (talk.slot_occurrence, zone_id)
            found[place] = found.get(place, frozenset()) | {talk.slot_item}
    return found


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
            frames=frames_at_most(talk),
            approval_id=0,
            zones=zones,
            valid_from=None,
            valid_until=None,
        )
        for number, sha256 in sounds.items()
    }
