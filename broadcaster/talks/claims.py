"""Writing down a live talk before its first sound: the chime, and then the microphone up to its limit."""

from datetime import datetime

from sqlalchemy.orm import Session

from broadcaster import logbook
from broadcaster.airplan import Wanted
from broadcaster.models import LiveTalk
from broadcaster.talks import facts as live_facts
from playlists import guarding
from playlists.rundown import Slot


def claim(session: Session, talk: LiveTalk, *, now: datetime) -> None:
    """Claim a talk in all its zones, in the transaction that lets it begin."""
    occurrence = live_facts.occurrence(talk)
    quieter = guarding.quieter(guarding.in_zones(session, talk.zone_ids))
    wanted = [
        Wanted(occurrence, zone_id, slot, quieter_db=quieter.get(zone_id, 0))
        for zone_id in talk.zone_ids
        for slot in slots(talk)
    ]
    logbook.write_down(session, wanted, now=now)


def slots(talk: LiveTalk) -> list[Slot]:
    """Return what a talk airs: its chime, if it has one, and then the microphone."""
    title = f"{talk.speaker_name} nói trực tiếp"
    frames, speaks_at = live_facts.frames_at_most(talk), live_facts.speaks_at(talk)
    microphone = Slot("talk", live_facts.TALK, title, live_facts.source(talk.id), frames, speaks_at)
    if not talk.chime_sha256:
        return [microphone]
    chime = Slot(
        "chime",
        talk.chime_id or live_facts.CHIME,
        "Chuông báo nói trực tiếp",
        talk.chime_sha256,
        talk.chime_frames,
        talk.starts_at,
    )
    return [chime, microphone]
