"""The port through which sound leaves the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class OutputSpec:
    """One output as it was set up: what kind, where to, for which zone; a value that travels between processes."""

    output_id: int
    kind: str
    address: str
    zone_id: int
    zone_slug: str
    zone_name: str
    options: Mapping[str, str] = field(default_factory=dict, repr=False)  # may hold passwords: never printed


@dataclass(frozen=True)
class Health:
    """Is sound getting through? If not, one sentence that says why."""

    ok: bool
    sentence: str = ""


class Output(Protocol):
    """Something that takes a zone's frames as they fall due; lives in the transmitter's event loop."""

    def send(self, frames: bytes) -> None:
        """Take whole frames, at once and without waiting; whoever cannot keep up drops itself."""


class Sink(Output, Protocol):
    """An output that was set up by hand, and can say how it is."""

    @property
    def health(self) -> Health:
        """Say how it is now."""

    def close(self) -> None:
        """Let go of everything; no frame comes after."""


@runtime_checkable
class Titled(Protocol):
    """A sink that can tell its listeners what sounds."""

    def title(self, text: str) -> None:
        """Take the name of what sounds now, at once; the same name again changes nothing."""
