"""What the decoding child opens for an output: it takes blocks, and tells how it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from broadcaster.outputs.pcm.decoding import Decoder
from broadcaster.outputs.pcm.wire import Play
from broadcaster.outputs.port import Health


@dataclass(frozen=True)
class Sound:
    """A block of frames and the block before it, on which its beginning depends."""

    before: bytes
    block: bytes
    silent: bool  # this block and what rings on from the one before; or it comes too late to be decoded


class Player(Protocol):
    """One output in the decoding child; lives in its event loop."""

    def play(self, play: Play, sound: Sound) -> None:
        """Take a block at once and without waiting."""

    def close(self) -> None:
        """Let go of everything."""


@dataclass(frozen=True)
class Bench:
    """What a player of PCM may use."""

    decoder: Decoder
    tell: Callable[[Health], None]
