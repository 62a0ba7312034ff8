"""Outputs: where each zone's sound is sent, and how each of them is."""

from flask import g

from broadcaster import output_actions as actions
from broadcaster import output_queries as queries
from broadcaster import output_testing
from broadcaster.models import Output
from broadcaster.outputs.kind import ADDRESS
from broadcaster.outputs.table import KINDS
from web.api.door import answers, asker, blueprint
from web.api.schemas_outputs import (
    KindsTold,
    KindTold,
    NewOutputAsked,
    OutputAsked,
    OutputsTold,
    OutputTold,
)
from web.context import house, session

TAG = "Đầu ra"


@blueprint.get("/outputs")
@answers(TAG, OutputsTold)
def list_outputs() -> OutputsTold:
    """List the outputs of every zone, and how they are."""
    is_playing = queries.is_playing(session(), now=g.now)
    return OutputsTold(items=[OutputTold.of(each, is_playing=is_playing) for each in queries.listed(session())])


@blueprint.get("/outputs/kinds")
@answers(TAG, KindsTold)
def list_output_kinds() -> KindsTold:
    """List the kinds of output there are, and what each asks for."""
    return KindsTold(items=[KindTold.of(name, kind) for name, kind in KINDS.items()])


@blueprint.post("/outputs")
@answers(TAG, OutputTold, status=201)
def add_output(json: NewOutputAsked) -> tuple[OutputTold, int]:
    """Set up an output."""
    return _told(actions.add(session(), json.kind, _setup(json), by=asker(), now=g.now)), 201


@blueprint.get("/outputs/<int:output_id>")
@answers(TAG, OutputTold)
def get_output(output_id: int) -> OutputTold:
    """Show one output."""
    return _told(actions.get(session(), output_id))


@blueprint.put("/outputs/<int:output_id>")
@answers(TAG, OutputTold)
def change_output(output_id: int, json: OutputAsked) -> OutputTold:
    """Describe an output anew, or switch it on or off; its kind stays."""
    return _told(actions.change(session(), output_id, _setup(json), by=asker(), now=g.now))


@blueprint.delete("/outputs/<int:output_id>")
@answers(TAG, status=204)
def delete_output(output_id: int) -> tuple[str, int]:
    """Take an output away."""
    actions.delete(session(), output_id, by=asker(), now=g.now)
    return "", 204


@blueprint.post("/outputs/<int:output_id>/test")
@answers(TAG, OutputTold)
def test_output(output_id: int) -> OutputTold:
    """Have a short tone sent to this output alone, in place of its zone's sound."""
    timezone = house().settings.timezone
    return _told(output_testing.ask(session(), output_id, by=asker(), now=g.now, timezone=timezone))


def _setup(asked: OutputAsked) -> actions.Setup:
    values = dict(asked.options)
    if asked.address:
        values[ADDRESS] = asked.address
    return actions.Setup(asked.zone_id, asked.name, values, enabled=asked.enabled)


def _told(output: Output) -> OutputTold:
    return OutputTold.of(output, is_playing=queries.is_playing(session(), now=g.now))
