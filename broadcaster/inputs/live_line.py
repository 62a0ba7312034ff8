"""The line from the pages to the process that airs a live talk: one chunk of sound, one answer, one connection.

Whoever asks keeps nothing between two chunks, so the pages may be started anew in the middle of a talk.
"""

import json
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from station.errors import StationError
from station.nudge import address
from station.process import is_ours

PATIENCE_SECONDS = 2.0  # for the other end, which is on this machine and does little else
LARGEST = 2 * 1024 * 1024  # bytes: ten seconds of 48 kHz and more than the pages ever send at once
RATES = range(8000, 96001)  # Hz: what a sound card may run at

# Why a talk is over, in the words of the log.
LOST = "mất kết nối với micro"
LIMIT = "hết thời lượng cho phép"
SPOKEN = "người nói kết thúc"
STOPPED = "bộ thu trực tiếp bị dừng"


class NobodyListens(StationError):
    """The process of this talk is not there (yet, or any more)."""

    def __init__(self, talk_id: int) -> None:
        super().__init__(f"Bộ thu của lượt nói trực tiếp số {talk_id} chưa chạy.")


@dataclass(frozen=True)
class Chunk:
    """Mono 16-bit samples at `rate` Hz, the first of which is number `at` of the talk; the last one ends it."""

    at: int
    rate: int
    pcm: bytes = b""
    last: bool = False


@dataclass(frozen=True)
class Heard:
    """What became of it: the sample wanted next, whether the transmitter takes it, what is left, why it is over."""

    wanted: int
    on_air: bool
    seconds_left: float
    over: str = ""


def listen(home: Path, talk_id: int) -> socket.socket:
    """Return the listening end. Raise OSError when this talk has one already."""
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        ear.bind(_name(home, talk_id))
    except OSError:
        ear.close()
        raise
    ear.listen(16)
    return ear


def send(home: Path, talk_id: int, chunk: Chunk) -> Heard:
    """Hand over a chunk. Raise NobodyListens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE_SECONDS)
        try:
            line.connect(_name(home, talk_id))
            line.sendall(_packed(chunk))
            line.shutdown(socket.SHUT_WR)
            return Heard(**json.loads(_all(line)))
        except (OSError, ValueError):
            raise NobodyListens(talk_id) from None


def is_there(home: Path, talk_id: int) -> bool:
    """Is there a process that takes this talk's sound?"""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE_SECONDS)
        return line.connect_ex(_name(home, talk_id)) == 0


def take(line: socket.socket) -> Chunk | None:
    """Read the chunk of a connection; None for one that says nothing, or that another account opened."""
    line.settimeout(PATIENCE_SECONDS)
    if not is_ours(line):
        return None
    try:
        head, _, pcm = _all(line).partition(b"\n")
        told = json.loads(head)
        return Chunk(at=int(told["at"]), rate=int(told["rate"]), last=bool(told["last"]), pcm=pcm)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def answer(line: socket.socket, heard: Heard) -> None:
    """Send the answer. Raise OSError."""
    line.sendall(json.dumps(asdict(heard)).encode())


def _packed(chunk: Chunk) -> bytes:
    head = {"at": chunk.at, "rate": chunk.rate, "last": chunk.last}
    return json.dumps(head).encode() + b"\n" + chunk.pcm


def _all(line: socket.socket) -> bytes:
    found = bytearray()
    while piece := line.recv(65536):
        found += piece
        if len(found) > LARGEST:
            raise ValueError("too much at once")
    return bytes(found)


def _name(home: Path, talk_id: int) -> bytes:
    return address(home, f"live-{talk_id}")
