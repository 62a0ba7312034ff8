"""Shapes of outputs and of their kinds; what a kind asks for is told by the kind itself."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from broadcaster.models import Output
from broadcaster.output_states import STATE_NAMES, OutputState, of
from broadcaster.outputs.kind import Field as KindField
from broadcaster.outputs.kind import Kind
from broadcaster.outputs.table import KINDS
from web.api.schemas import Asked, Line, Number, ShortLine, Told

Value = Annotated[str, Field(max_length=1000)]


class OutputAsked(Asked):
    """An output: which zone's sound goes where; `options` are the fields of its kind but the address.

    A secret left out, or empty, stays as it was. An empty name: the station finds one.
    """

    zone_id: Number
    name: Line = ""
    address: Value = ""
    options: dict[str, Value] = Field(default_factory=dict, max_length=40)
    enabled: bool = True


class NewOutputAsked(OutputAsked):
    """A new output, of one of the kinds of /outputs/kinds."""

    kind: ShortLine


class FieldTold(Told):
    """Something that a kind asks for; `address` has its own place, every other name is a key of `options`."""

    name: str
    label: str
    hint: str
    default: str
    needed: bool
    secret: bool
    choices: dict[str, str]

    @classmethod
    def of(cls, field: KindField) -> Self:
        return cls.model_validate(field, from_attributes=True)


class KindTold(Told):
    """A kind of output, and what it asks for."""

    kind: str
    label: str
    hint: str
    fields: list[FieldTold]

    @classmethod
    def of(cls, name: str, kind: Kind) -> Self:
        return cls(kind=name, label=kind.label, hint=kind.hint, fields=[FieldTold.of(each) for each in kind.fields])


class KindsTold(Told):
    """Every kind of output there is."""

    items: list[KindTold]


class OutputTold(Told):
    """An output and how it is now; `secrets` names those that are kept, and nobody is ever told them."""

    id: int
    zone_id: int
    kind: str
    name: str
    address: str
    options: dict[str, str]
    secrets: list[str]
    enabled: bool
    state: OutputState
    state_name: str
    state_sentence: str
    state_at: datetime | None

    @classmethod
    def of(cls, output: Output, *, is_playing: bool) -> Self:
        hidden = KINDS[output.kind].secrets if output.kind in KINDS else frozenset(output.options)
        state = of(output, is_playing=is_playing)
        is_told = state in (OutputState.OK, OutputState.FAILING)
        return cls(
            id=output.id,
            zone_id=output.zone_id,
            kind=output.kind,
            name=output.name,
            address=output.address,
            options={name: value for name, value in output.options.items() if name not in hidden},
            secrets=sorted(name for name in hidden if output.options.get(name)),
            enabled=output.enabled,
            state=state,
            state_name=STATE_NAMES[state],
            state_sentence=output.state_sentence if is_told else "",
            state_at=output.state_at if is_told else None,
        )


class OutputsTold(Told):
    """Every output, in the order in which they were set up."""

    items: list[OutputTold]
