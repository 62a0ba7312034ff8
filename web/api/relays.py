"""Relay sources: named, listened to, approved by somebody else."""

from flask import g, url_for

from broadcaster.inputs.trial import listen_in
from playlists import relay_sources
from web.api.door import answers, asker, blueprint
from web.api.schemas_relays import (
    RelayApproved,
    RelayAsked,
    RelaysTold,
    RelayTold,
    RelayTrialTold,
    RelayWithdrawn,
)
from web.context import house, session
from web.listening import check_listener

TAG = "Tiếp sóng"


@blueprint.get("/relays")
@answers(TAG, RelaysTold)
def list_relays() -> RelaysTold:
    """List relay sources by name."""
    return RelaysTold(items=[RelayTold.of(each) for each in relay_sources.sources(session())])


@blueprint.post("/relays")
@answers(TAG, RelayTold, status=201)
def add_relay(json: RelayAsked) -> tuple[RelayTold, int, dict[str, str]]:
    """Name a relay source; it may be aired once somebody else has approved it."""
    source = relay_sources.save(session(), json.name, json.address, json.note, by=asker(), now=g.now)
    return RelayTold.of(source), 201, {"Location": url_for("api.get_relay", source_id=source.id)}


@blueprint.get("/relays/<int:source_id>")
@answers(TAG, RelayTold)
def get_relay(source_id: int) -> RelayTold:
    """Show one relay source."""
    return RelayTold.of(relay_sources.get(session(), source_id))


@blueprint.put("/relays/<int:source_id>")
@answers(TAG, RelayTold)
def change_relay(source_id: int, json: RelayAsked) -> RelayTold:
    """Change a relay source; a new address drops the approval, on air or not."""
    source = relay_sources.save(
        session(), json.name, json.address, json.note, by=asker(), now=g.now, source_id=source_id
    )
    return RelayTold.of(source)


@blueprint.post("/relays/<int:source_id>/approve")
@answers(TAG, RelayTold)
def approve_relay(source_id: int, json: RelayApproved) -> RelayTold:
    """Approve the exact address that was listened to."""
    relay_sources.approve(session(), source_id, json.address, by=asker(), now=g.now)
    return RelayTold.of(relay_sources.get(session(), source_id))


@blueprint.post("/relays/<int:source_id>/withdraw")
@answers(TAG, RelayTold)
def withdraw_relay(source_id: int, json: RelayWithdrawn) -> RelayTold:
    """Take back an approval; the source stops at once."""
    relay_sources.withdraw(session(), source_id, json.reason, by=asker(), now=g.now)
    return RelayTold.of(relay_sources.get(session(), source_id))


@blueprint.get("/relays/<int:source_id>/trial")
@answers(TAG, RelayTrialTold)
def try_relay(source_id: int) -> RelayTrialTold:
    """Listen to a source for some seconds, and say how it stands."""
    check_listener(asker())
    source = relay_sources.get(session(), source_id)
    session().rollback()  # it may take a quarter of a minute: no look at the database stays open so long
    return RelayTrialTold.of(listen_in(source.address, house().settings))
