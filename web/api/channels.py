"""Channels by which those in charge are told, and what was said to them."""

from flask import g

from station.notify import channels, notices, sending
from station.notify.channels import Setup
from station.roles import Deed, require
from web.api.door import answers, asker, blueprint
from web.api.schemas_preflight import ChannelAsked, ChannelsTold, ChannelTold, NoticesTold, NoticeTold, TrialTold
from web.context import house, session

TAG = "Kênh báo tin"


@blueprint.get("/channels")
@answers(TAG, ChannelsTold)
def list_channels() -> ChannelsTold:
    """List the channels."""
    return ChannelsTold(items=[ChannelTold.of(each) for each in channels.listed(session())])


@blueprint.post("/channels")
@answers(TAG, ChannelTold, status=201)
def add_channel(json: ChannelAsked) -> tuple[ChannelTold, int]:
    """Set up a channel."""
    require(asker(), Deed.ADMINISTER)
    receiver = sending.look(json.address)
    return ChannelTold.of(channels.add(session(), _setup(json), json.address, receiver, by=asker(), now=g.now)), 201


@blueprint.put("/channels/<int:channel_id>")
@answers(TAG, ChannelTold)
def change_channel(channel_id: int, json: ChannelAsked) -> ChannelTold:
    """Describe a channel anew; without an address the one that it has stays."""
    require(asker(), Deed.ADMINISTER)
    receiver = sending.look(json.address) if json.address else None
    return ChannelTold.of(
        channels.change(session(), channel_id, _setup(json), json.address, receiver, by=asker(), now=g.now)
    )


@blueprint.delete("/channels/<int:channel_id>")
@answers(TAG, status=204)
def delete_channel(channel_id: int) -> tuple[str, int]:
    """Take a channel away."""
    channels.remove(session(), channel_id, by=asker(), now=g.now)
    return "", 204


@blueprint.post("/channels/<int:channel_id>/test")
@answers(TAG, TrialTold)
def test_channel(channel_id: int) -> TrialTold:
    """Send a word of trial; it may take half a minute to fail."""
    require(asker(), Deed.ADMINISTER)
    address = channels.get(session(), channel_id).address
    session().rollback()  # nobody waits for the database meanwhile
    failure = channels.trial(address, house().settings.station_name)
    channels.record_trial(session(), channels.get(session(), channel_id), failure, by=asker(), now=g.now)
    return TrialTold(sent=not failure, failure=failure)


@blueprint.get("/notices")
@answers(TAG, NoticesTold)
def list_notices() -> NoticesTold:
    """List what was said lately, and whether it arrived."""
    return NoticesTold(items=[NoticeTold.of(each) for each in notices.recent(session())])


def _setup(asked: ChannelAsked) -> Setup:
    return Setup(asked.name, list(asked.events), asked.for_whom, enabled=asked.enabled)
