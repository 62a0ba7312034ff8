"""Listening to a zone's stream as any loudspeaker would, and noticing what is heard when."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from content.airformat import AirFormat
from station import clock
from station.errors import StationError


class StreamUnheard(StationError):
    """The stream cannot be listened to."""

    def __init__(self, address: str, why: object) -> None:
        super().__init__(f"Không nghe được luồng phát {address}: {why}.")


@dataclass(frozen=True)
class Heard:
    """Whole frames that arrived together, and when."""

    at: datetime
    frames: tuple[bytes, ...]


def listen(host: str, port: int, slug: str, fmt: AirFormat, *, patience: float = 5.0) -> Iterator[Heard]:
    """Hear a zone for ever. Raise StreamUnheard when there is no such stream or nothing comes for `patience` s."""
    address = f"{host}:{port}/stream/{slug}.mp3"
    try:
        with socket.create_connection((host, port), timeout=patience) as line:
            line.sendall(f"GET /stream/{slug}.mp3 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            rest = _past_the_head(line, address)
            while True:
                whole = len(rest) // fmt.frame_bytes * fmt.frame_bytes
                if whole:
                    cuts = range(0, whole, fmt.frame_bytes)
                    yield Heard(clock.now(), tuple(rest[at : at + fmt.frame_bytes] for at in cuts))
                data = line.recv(65536)
                if not data:
                    raise StreamUnheard(address, "luồng bị ngắt")
                rest = rest[whole:] + data
    except OSError as problem:
        raise StreamUnheard(address, problem) from None


def _past_the_head(line: socket.socket, address: str) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = line.recv(65536)
        if not more:
            raise StreamUnheard(address, "không có trả lời")
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    status = head.split(b" ", 2)[1:2]
    if status != [b"200"]:
        raise StreamUnheard(address, f"trả lời {b' '.join(status).decode()}")
    return rest


def first_sound(stream: Iterator[Heard], clip: bytes, fmt: AirFormat, *, until: datetime) -> datetime | None:
    """Return when a clip's first frame arrived, None when it had not by then; silence on air has a frame of its own."""
    first = clip[: fmt.frame_bytes]
    for heard in stream:
        if first in heard.frames:
            return heard.at
        if heard.at > until:
            return None
    return None
