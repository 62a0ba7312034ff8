"""Outputs: setting one up, changing it, switching it off, deleting it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.models import Output
from broadcaster.output_states import OutputState, end_alarm
from broadcaster.outputs.kind import ADDRESS, Kind, checked
from broadcaster.outputs.table import KINDS
from station import audit, zones
from station.errors import BadInput, NotFound
from station.models import Person
from station.roles import Deed, require

LONGEST_NAME = 120


@dataclass(frozen=True)
class Setup:
    """An output as a person describes it; `values` holds its kind's fields, and secrets left out stay as they are."""

    zone_id: int
    name: str
    values: Mapping[str, str] = field(repr=False)
    enabled: bool = True


def add(session: Session, kind_name: str, setup: Setup, *, by: Person, now: datetime) -> Output:
    """Set up an output. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    output = Output(kind=kind_name, options={})
    _describe(session, output, setup)
    session.add(output)
    session.flush()
    record(session, "add_output", output, by, now)
    return output


def change(session: Session, output_id: int, setup: Setup, *, by: Person, now: datetime) -> Output:
    """Describe an output anew; its kind stays. Raise BadInput, NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    output = get(session, output_id)
    _forget_state(session, output, now)
    _describe(session, output, setup)
    record(session, "change_output", output, by, now)
    return output


def switch(session: Session, output_id: int, *, on: bool, by: Person, now: datetime) -> Output:
    """Switch an output on or off. Raise NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    output = get(session, output_id)
    output.enabled = on
    _forget_state(session, output, now)
    record(session, "switch_output", output, by, now)
    return output


def delete(session: Session, output_id: int, *, by: Person, now: datetime) -> None:
    """Take an output away. Raise NotFound, Forbidden."""
    require(by, Deed.ADMINISTER)
    output = get(session, output_id)
    _forget_state(session, output, now)
    session.delete(output)
    record(session, "delete_output", output, by, now)


def get(session: Session, output_id: int) -> Output:
    """Return an output. Raise NotFound."""
    output = session.get(Output, output_id)
    if output is None:
        raise NotFound("đầu ra", output_id)
    return output


def kind_of(name: str) -> Kind:
    """Return a kind by its name. Raise BadInput."""
    if name not in KINDS:
        raise BadInput("kind", f"Không có kiểu đầu ra «{name[:40]}»; có: {', '.join(KINDS)}.")
    return KINDS[name]


def _describe(session: Session, output: Output, setup: Setup) -> None:
    kind = kind_of(output.kind)
    values = checked(kind, setup.values, output.options)
    (zone,) = zones.chosen(session, [setup.zone_id])
    name = " ".join(setup.name.split()) or f"{kind.label}, {zone.name}"
    if len(name) > LONGEST_NAME:
        raise BadInput("name", f"Tên đầu ra tối đa {LONGEST_NAME} ký tự.")
    output.zone_id, output.name, output.enabled = zone.id, name, setup.enabled
    output.address = values.pop(ADDRESS, "")
    output.options = values
    _check_alone(session, output)


def _check_alone(session: Session, output: Output) -> None:
    """Two outputs at one address would speak over each other; without an address, one a zone is enough."""
    same = select(Output).where(Output.kind == output.kind, Output.address == output.address, Output.id != output.id)
    if not output.address:
        same = same.where(Output.zone_id == output.zone_id)
    with session.no_autoflush:
        other = session.scalars(same).first()
    if other is not None and other is not output:
        raise BadInput(ADDRESS if output.address else "zone", f"Đầu ra «{other.name}» đã dùng địa chỉ này.")


def _forget_state(session: Session, output: Output, now: datetime) -> None:
    output.state, output.state_sentence, output.state_at = OutputState.UNKNOWN, "", None
    end_alarm(session, output, now=now)


def record(session: Session, deed: str, output: Output, by: Person, now: datetime) -> None:
    """Write down what was done to an output; never a word of its options."""
    detail = {"name": output.name, "kind": output.kind, "zone": output.zone_id, "address": output.address}
    audit.record(session, by.username, deed, f"output/{output.id}", now=now, **detail, enabled=output.enabled)
