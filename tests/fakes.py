"""Twins of the ports, which remember what they were told."""


class FakeOutput:
    """An output that keeps the frames it was sent."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def send(self, frames: bytes) -> None:
        self.sent.append(frames)

    @property
    def sound(self) -> bytes:
        """Everything sent, in order."""
        return b"".join(self.sent)
