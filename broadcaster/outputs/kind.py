"""What a kind of output is: its name, what a person fills in to set one up, and how it is opened.

Web pages and the API read this too, so an adapter's module imports nothing heavy: no PyAV, no SQLAlchemy, no Flask.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from broadcaster.outputs.port import OutputSpec, Sink
from content.airformat import AirFormat
from station.errors import BadInput, StationError

ADDRESS = "address"  # the one field that is shown beside the output's name, and is no option


class Unfit(StationError):
    """What was typed into one field cannot be used; the sentence is given by whoever checked it."""


@dataclass(frozen=True)
class Field:
    """One box of a kind's form, and one key of the API's `options`; `clean` returns what is kept or raises Unfit."""

    name: str
    label: str
    clean: Callable[[str], str]
    hint: str = ""
    default: str = ""
    needed: bool = False
    secret: bool = False  # taken, used, and never shown again
    choices: Mapping[str, str] = field(default_factory=dict)  # what is kept → what people read; empty: free text


@dataclass(frozen=True)
class Kind:
    """A kind of output; calling it opens one."""

    label: str
    open: Callable[[OutputSpec, AirFormat], Sink]
    fields: tuple[Field, ...]
    hint: str = ""
    sounds: bool = True  # somebody may be woken by it

    def __call__(self, spec: OutputSpec, fmt: AirFormat) -> Sink:
        return self.open(spec, fmt)

    @property
    def secrets(self) -> frozenset[str]:
        """The names of the fields that are never shown again."""
        return frozenset(each.name for each in self.fields if each.secret)


def checked(kind: Kind, typed: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """Return every field's value as it will be kept; a secret left empty stays as it was. Raise BadInput."""
    known = {each.name for each in kind.fields}
    for name in typed:
        if name not in known:
            raise BadInput(name, f"Đầu ra kiểu «{kind.label}» không có mục «{name[:40]}».")
    return {each.name: _value(each, typed.get(each.name), kept.get(each.name, "")) for each in kind.fields}


def _value(box: Field, typed: str | None, kept: str) -> str:
    text = (box.default if typed is None else typed).strip()
    if box.secret and not text:
        text = kept
    if not text:
        if box.needed:
            raise BadInput(box.name, f"Hãy điền mục «{box.label}».")
        return ""
    if box.choices and text not in box.choices:
        raise BadInput(box.name, f"«{text[:40]}» không phải là một lựa chọn của mục «{box.label}».")
    try:
        return box.clean(text)
    except Unfit as problem:
        raise BadInput(box.name, str(problem)) from None
