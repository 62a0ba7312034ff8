"""What the transmitter, the decoding child and the sending process say to one another, over socket pairs.

Pickle is safe here: both ends of every pair are processes of this station, and nobody else can reach them.
"""

import pickle
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from broadcaster.outputs.port import Health, OutputSpec
from content.airformat import AirFormat

BLOCK_FRAMES = 5  # five frames of 24 ms are six packets of 20 ms, so nothing is ever left over
BLOCK_SECONDS = 0.12
PRIMER_FRAMES = 2  # an MPEG frame sounds right once two frames have gone before it
SILENT = -1  # in the place of a block's number
_LENGTH = struct.Struct("!I")


@dataclass(frozen=True)
class Begin:
    """The first thing a decoding child hears."""

    fmt: AirFormat


@dataclass(frozen=True)
class Opened:
    spec: OutputSpec


@dataclass(frozen=True)
class Closed:
    output_id: int


@dataclass(frozen=True)
class Play:
    """A block (by its number in the batch) that an output should start at a monotonic instant."""

    output_id: int
    due: float
    block: int


@dataclass(frozen=True)
class Batch:
    """Blocks of frames, each once however many outputs play it."""

    blocks: tuple[bytes, ...]
    plays: tuple[Play, ...]


@dataclass(frozen=True)
class Packets:
    """The same for the sending process: each block is six payloads."""

    blocks: tuple[tuple[bytes, ...], ...]
    plays: tuple[Play, ...]


@dataclass(frozen=True)
class Told:
    """How an output is, on its way back."""

    output_id: int
    health: Health


@dataclass(frozen=True)
class Lagging:
    """The decoding child cannot keep up, or can again."""

    late: bool


def framed(message: object) -> bytes:
    """Return a message with its length before it."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


class Unframer:
    """Puts messages together again from whatever pieces arrive."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, piece: bytes) -> Iterator[object]:
        """Take bytes and yield the messages that are now whole."""
        self._kept += piece
        at = 0
        while len(self._kept) >= at + _LENGTH.size:
            start = at + _LENGTH.size
            end = start + _LENGTH.unpack_from(self._kept, at)[0]
            if len(self._kept) < end:
                break
            at = end
            yield pickle.loads(memoryview(self._kept)[start:end].tobytes())
        del self._kept[:at]
