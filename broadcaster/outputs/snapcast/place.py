"""Which server and stream a Snapcast output means, and for which of the server's clients."""

from dataclasses import dataclass

from broadcaster.outputs.checks import line, split_address, whole
from broadcaster.outputs.kind import Unfit
from broadcaster.outputs.port import OutputSpec

CONTROL_PORT = 1705
SOURCE_PORT = 4953  # snapserver's own default for tcp sources
STREAM, CLIENTS, SOURCE = "stream", "clients", "source_port"


@dataclass(frozen=True)
class Place:
    """Where a zone's sound goes."""

    host: str
    port: int
    stream: str
    source_port: int
    clients: tuple[str, ...]

    @property
    def server(self) -> str:
        """The server as people write it."""
        return f"{self.host}:{self.port}"

    @property
    def source(self) -> str:
        """The stream as it stands in a server's configuration."""
        return f"tcp://0.0.0.0:{self.source_port}?name={self.stream}&mode=server&sampleformat=48000:16:2"


def place_of(spec: OutputSpec) -> Place:
    """Read an output's address and options; raise Unfit."""
    host, port = host_and_port(spec.address)
    return Place(
        host,
        port,
        stream=stream_name(spec.options.get(STREAM) or f"loa-{spec.zone_slug}"),
        source_port=int(whole(1024, 65535)(spec.options.get(SOURCE) or str(SOURCE_PORT))),
        clients=names(spec.options.get(CLIENTS, "")),
    )


def host_and_port(text: str) -> tuple[str, int]:
    """Take a server's address, whose port may be left out; raise Unfit."""
    parts = split_address(f"//{line(text)}")
    if not parts.hostname or parts.path or parts.query or parts.fragment or "@" in text or " " in text:
        raise Unfit("Cần tên hoặc địa chỉ IP của máy chủ Snapcast, ví dụ 192.168.1.20 hoặc 192.168.1.20:1705.")
    return parts.hostname, parts.port or CONTROL_PORT


def stream_name(text: str) -> str:
    """Take a name that may stand in an address; raise Unfit."""
    if not all(letter.isascii() and (letter.isalnum() or letter in "-_.") for letter in text):
        raise Unfit("Tên luồng chỉ gồm chữ không dấu, số và các dấu - _ .")
    return text


def names(text: str) -> tuple[str, ...]:
    """Return the names between commas."""
    return tuple(name for part in text.split(",") if (name := part.strip()))
