"""Sound that comes in from outside while it sounds: relays and live microphones, encoded by processes of their own.

Each sender connects to one socket of this machine, names its source in a line of JSON, and then sends whole frames of
the air format as they are made (`broadcaster/inputs/inlet.py` is the sending end).
"""

import asyncio
import json
import socket
from pathlib import Path

from station.nudge import address
from station.process import is_ours

KEPT_FRAMES = 400  # ten seconds of each inlet
CUSHION_FRAMES = 16  # 0.38 s that must have arrived before a zone begins: what evens out the sender's bursts
DRY_BEHIND = 24  # frames: a zone that begins (again) with more than these goes to the newest at once
FURTHEST_BEHIND = 80  # frames behind the newest after which a zone skips to it
MOST_INLETS = 64  # remembered; the oldest that nobody sends is forgotten first


class Inlet:
    """The last seconds of one source; frames are counted from its first connection on."""

    def __init__(self, frame_bytes: int) -> None:
        self.end = 0  # the number of the next frame to arrive
        self.senders = 0
        self._frame_bytes = frame_bytes
        self._kept = bytearray()
        self._rest = b""

    def put(self, data: bytes) -> None:
        """Take bytes as they arrive; only whole frames count."""
        data = self._rest + data
        whole = len(data) // self._frame_bytes
        self._rest = data[whole * self._frame_bytes :]
        self._kept += data[: whole * self._frame_bytes]
        self.end += whole
        del self._kept[: max(0, len(self._kept) - KEPT_FRAMES * self._frame_bytes)]

    def broken_off(self) -> None:
        """Forget the half frame of a sender that went away."""
        self.senders -= 1
        self._rest = b""

    def frames(self, first: int, count: int) -> bytes:
        """Return as many of these frames as are there."""
        oldest = self.end - len(self._kept) // self._frame_bytes
        at = max(0, first - oldest) * self._frame_bytes
        return bytes(self._kept[at : at + count * self._frame_bytes]) if first >= oldest else b""


class Tap:
    """One zone's place in an inlet: begins near the newest frame, and goes on from there; no frame is sent twice."""

    def __init__(self, inlet: Inlet, silence: bytes) -> None:
        self._inlet = inlet
        self._silence = silence
        self._next: int | None = None
        self._dry = True  # nothing is sent until a cushion has come

    def take(self, first: int, count: int) -> bytes:
        """Return the next frames that came in; silence stands for what has not come (yet)."""
        if self._next is None or self._inlet.end - self._next > (DRY_BEHIND if self._dry else FURTHEST_BEHIND):
            self._next = max(0, self._inlet.end - CUSHION_FRAMES)
        if self._dry and self._inlet.end - self._next < CUSHION_FRAMES:
            return self._silence * count
        found = self._inlet.frames(self._next, count)
        came = len(found) // len(self._silence)
        self._next += came
        self._dry = came < count
        return found + self._silence * (count - came)


class Inlets:
    """All sources that ever came in, by name."""

    def __init__(self, silence: bytes) -> None:
        self._silence = silence
        self._inlets: dict[str, Inlet] = {}

    def tap(self, source: str) -> Tap:
        """Return a new zone's place in a source, which may come in later."""
        return Tap(self._inlet(source), self._silence)

    async def start(self, home: Path) -> asyncio.Server:
        """Listen for senders. Raise OSError when another transmitter of this station does."""
        door = socket.socket(socket.AF_UNIX)
        door.bind(address(home, "inlet"))
        return await asyncio.start_unix_server(self._receive, sock=door)

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not is_ours(writer.get_extra_info("socket")):
                return  # another account of this machine: what it sends is not what anybody approved
            line = await reader.readuntil(b"\n")
            inlet = self._inlet(str(json.loads(line)["source"]))
            inlet.senders += 1
            try:
                while data := await reader.read(65536):
                    inlet.put(data)
            finally:
                inlet.broken_off()
        except (ValueError, KeyError, TypeError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # not a sender of ours, or gone: it may come again
        finally:
            writer.close()

    def _inlet(self, source: str) -> Inlet:
        if source not in self._inlets and len(self._inlets) >= MOST_INLETS:
            quiet = next((name for name, inlet in self._inlets.items() if not inlet.senders), None)
            self._inlets.pop(quiet or "", None)
        return self._inlets.setdefault(source, Inlet(len(self._silence)))
