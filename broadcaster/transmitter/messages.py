"""What the planner tells the transmitter, and what it hears back: values only, pickled over a socket of their own."""

import pickle
from asyncio import StreamReader
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from broadcaster.happening import Happening
from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.stretch import Stretch

_LENGTH_BYTES = 4


@dataclass(frozen=True)
class ReelSpec:
    """A clip on the disk whose hash has just been checked; `digests` let each block be checked again when read."""

    sha256: str
    path: str
    frames: int
    digests: tuple[bytes, ...]


@dataclass(frozen=True)
class Cues:
    """What some zones are to sound from now on, and why what sounds now may have to stop (by claim).

    `reels` are the clips among it that the transmitter has not been told of before, `forget` those (by hash) that
    no zone needs any more; what is neither is the name of an inlet. `delayed`: why this comes late, if it does.
    """

    zones: Mapping[int, Sequence[Stretch]]
    reels: Sequence[ReelSpec] = ()
    forget: Collection[str] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    delayed: str = ""


@dataclass(frozen=True)
class Interruption:
    """Sounds that lie over whatever else sounds in some zones, alike in all of them but for the claims (by zone).

    So that hundreds of zones are told in one short message; `reels` as in Cues.
    """

    sounds: tuple[Stretch, ...]
    claims: Mapping[int, tuple[int, ...]]
    reels: Sequence[ReelSpec] = ()


@dataclass(frozen=True)
class ZoneSpec:
    """A zone as its listeners know it."""

    zone_id: int
    slug: str
    name: str


@dataclass(frozen=True)
class Zones:
    """All zones there are."""

    zones: tuple[ZoneSpec, ...]


@dataclass(frozen=True)
class Outputs:
    """All outputs that were set up and are switched on."""

    specs: tuple[OutputSpec, ...]


@dataclass(frozen=True)
class TestTone:
    """Play this clip on one output only, now."""

    output_id: int
    reel: ReelSpec


@dataclass(frozen=True)
class Serve:
    """Begin to send: this process has the lease now. `sign`: the file whose age tells when it last sent anything."""

    sign: str


@dataclass(frozen=True)
class Alive:
    """The planner lives and still has the lease; without hearing this the transmitter falls silent."""

    swept_at: float  # monotonic seconds
    ready: bool


@dataclass(frozen=True)
class Living:
    """To the planner, in answer to its sign of life: the loop that sends the frames goes round."""


@dataclass(frozen=True)
class Hush:
    """Let nothing sound anywhere, for this reason; "" lets it sound again."""

    reason: str


@dataclass(frozen=True)
class Noted:
    """Something that befell a claimed item."""

    as_run_id: int
    happening: Happening
    at: datetime
    frame: int
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """What befell items since the last report; `stepped` when the wall clock jumped (seconds)."""

    notes: tuple[Noted, ...] = ()
    stepped: float = 0.0


@dataclass(frozen=True)
class Ask:
    """Answer with this number once everything told before has been followed, and its notes have been sent."""

    number: int


@dataclass(frozen=True)
class Answer:
    """All that was told before Ask with this number has been followed."""

    number: int


@dataclass(frozen=True)
class OutputStates:
    """How every output that was set up is, by its number; sent when one of them changes."""

    states: Mapping[int, Health]


@dataclass(frozen=True)
class Refused:
    """The transmitter cannot listen on its port, with the number of the error (errno)."""

    errno: int


@dataclass(frozen=True)
class Serving:
    """The transmitter listens and sends."""


def packed(message: object) -> bytes:
    """Return a message as it travels: its length (four bytes, big end first), then its pickle."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return len(body).to_bytes(_LENGTH_BYTES, "big") + body


async def received(reader: StreamReader) -> Any:
    """Return the next message. Raise asyncio.IncompleteReadError when the other side is gone."""
    length = int.from_bytes(await reader.readexactly(_LENGTH_BYTES), "big")
    return pickle.loads(await reader.readexactly(length))
