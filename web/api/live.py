"""Talking live: going on air, sending the sound, coming off, and the permits that approvers give."""

from flask import g, request

from broadcaster.inputs.live_line import LARGEST, Chunk
from broadcaster.models import LiveTalk
from broadcaster.talks import live
from broadcaster.talks import permits as live_permits
from broadcaster.talks import slots as live_slots
from broadcaster.talks import sound as live_sound
from station import clock
from station.errors import BadInput
from station.nudge import nudge
from web.api.door import answers, asker, blueprint
from web.api.schemas_live import (
    HeardTold,
    PermitAsked,
    PermitsTold,
    PermitTold,
    SlotsTold,
    SlotTold,
    SpeakAsked,
    TalkAsked,
    TalksAsked,
    TalksTold,
    TalkTold,
)
from web.context import house, session

TAG = "Nói trực tiếp"


@blueprint.get("/live-talks")
@answers(TAG, TalksTold)
def list_talks(query: TalksAsked) -> TalksTold:
    """List live talks, newest first."""
    return TalksTold(items=[TalkTold.of(each) for each in live.recent(session(), limit=query.limit)])


@blueprint.post("/live-talks")
@answers(TAG, TalkTold, status=201)
def start_talk(json: TalkAsked) -> tuple[TalkTold, int]:
    """Go on air with a microphone; without sound the talk ends after five seconds."""
    told = house().settings
    talk = _in_slot(json.slot) if json.slot else _at_once(json)
    session().commit()  # before the talk's own process could end it
    nudge(told.home, "broadcast")
    live_sound.begin(told, talk, now=g.now)
    return TalkTold.of(talk), 201


def _at_once(json: TalkAsked) -> LiveTalk:
    told = house().settings
    return live.start(
        session(),
        json.zone_ids,
        by=asker(),
        now=g.now,
        timezone=told.timezone,
        minutes=json.minutes,
        chime=json.chime,
        permit_asked=told.live_permit,
    )


def _in_slot(slot: str) -> LiveTalk:
    told = house().settings
    return live.start_in_slot(
        session(),
        slot,
        by=asker(),
        now=g.now,
        timezone=told.timezone,
        station_name=told.station_name,
        permit_asked=told.live_permit,
    )


@blueprint.get("/live-slots")
@answers(TAG, SlotsTold)
def list_slots() -> SlotsTold:
    """List the live slots of programmes that come within half an hour or wait now."""
    told = house().settings
    found = live_slots.coming(session(), now=g.now, timezone=told.timezone, station_name=told.station_name)
    return SlotsTold(items=[SlotTold.of(each, now=g.now) for each in found])


@blueprint.post("/live-talks/<int:talk_id>/sound")
@answers(TAG, HeardTold)
def speak(talk_id: int, query: SpeakAsked) -> HeardTold:
    """Send sound: mono 16-bit little-endian samples, about a tenth of a second at a time, in order."""
    pcm = request.get_data()
    if len(pcm) > LARGEST // 2:
        raise BadInput("body", "Mỗi lần gửi nhiều nhất 1 MB âm thanh.")
    talk = live.speaking(session(), talk_id, by=asker(), now=g.now)
    chunk = Chunk(at=query.at, rate=query.rate, pcm=pcm, last=query.last)
    return HeardTold.of(live_sound.pass_on(house().settings, talk, chunk, now=g.now))


@blueprint.post("/live-talks/<int:talk_id>/end")
@answers(TAG, TalkTold)
def end_talk(talk_id: int) -> TalkTold:
    """Come off the air; whoever may break in ends anybody's talk."""
    talk = live.end(session(), talk_id, by=asker(), now=g.now)
    session().commit()  # before its process looks whether that is written down
    live_sound.stop(house().settings, talk_id)
    return TalkTold.of(talk)


@blueprint.get("/live-permits")
@answers(TAG, PermitsTold)
def list_permits() -> PermitsTold:
    """List who may talk live."""
    today = clock.local(g.now, house().settings.timezone).date()
    return PermitsTold(items=[PermitTold.of(each) for each in live_permits.standing(session(), on=today)])


@blueprint.post("/live-permits")
@answers(TAG, PermitTold, status=201)
def grant_permit(json: PermitAsked) -> tuple[PermitTold, int]:
    """Let somebody talk live."""
    permit = live_permits.grant(
        session(),
        json.username,
        json.zone_ids,
        valid_from=json.valid_from,
        valid_until=json.valid_until,
        by=asker(),
        now=g.now,
    )
    return PermitTold.of(permit), 201


@blueprint.delete("/live-permits/<int:permit_id>")
@answers(TAG, PermitTold)
def revoke_permit(permit_id: int) -> PermitTold:
    """Take a permit back; who speaks on it is cut."""
    return PermitTold.of(live.take_permit(session(), permit_id, by=asker(), now=g.now))
