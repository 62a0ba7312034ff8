"""The port through which sound leaves the house."""

from typing import Protocol


class Output(Protocol):
    """Something that takes a zone's frames as they fall due."""

    def send(self, frames: bytes) -> None:
        """Take whole frames, at once and without waiting; whoever cannot keep up drops itself."""
