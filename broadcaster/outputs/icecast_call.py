"""Speaking to an Icecast server (2.4 or newer): the call that opens a source, and the one that names what sounds."""

import asyncio
import base64
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote, urlencode

from broadcaster.outputs.checks import split_address
from broadcaster.outputs.icecast_errors import NoAnswer, NoServer, NotIcecast, Refused, Taken, WrongPassword
from broadcaster.outputs.port import OutputSpec
from content.airformat import AirFormat

PATIENCE_SECONDS = 5.0  # for a server to answer
GO_ON = (100, 200)

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Place:
    """A mount on a server, and the name and password of those who may send to it."""

    host: str
    port: int
    tls: bool
    mount: str
    user: str
    password: str = field(repr=False)

    @property
    def server(self) -> str:
        """The server as people write it."""
        return f"{self.host}:{self.port}"

    @property
    def key(self) -> str:
        """The header by which the server knows us (RFC 7617, in UTF-8)."""
        pair = f"{self.user}:{self.password}".encode()
        return f"Basic {base64.b64encode(pair).decode()}"


def place_of(spec: OutputSpec) -> Place:
    """Return where a spec's sound goes."""
    parts = split_address(spec.address)
    tls = parts.scheme == "https"
    return Place(
        host=parts.hostname or "",
        port=parts.port or (443 if tls else 80),
        tls=tls,
        mount=quote(parts.path, safe="/-_.~%"),
        user=spec.options.get("user") or "source",
        password=spec.options.get("password", ""),
    )


async def open_source(place: Place, name: str, fmt: AirFormat) -> Connection:
    """Return a connection on which frames may be sent. Raise IcecastError."""
    reader, writer = await _connect(place)
    try:
        about = {
            "Content-Type": "audio/mpeg",
            "Ice-Public": "0",
            "Ice-Name": _one_line(name),
            "Ice-Bitrate": str(fmt.kbps),
            "Ice-Audio-Info": f"bitrate={fmt.kbps};samplerate={fmt.sample_rate};channels={fmt.channels}",
            "Expect": "100-continue",
        }
        _check(await _ask(place, (reader, writer), "PUT", place.mount, about), place)
    except BaseException:
        writer.transport.abort()
        raise
    return reader, writer


async def tell_title(place: Place, title: str) -> None:
    """Name what sounds, for the players that show it. Raise IcecastError."""
    said = {"mount": place.mount, "mode": "updinfo", "charset": "UTF-8", "song": _one_line(title)}
    connection = await _connect(place)
    try:
        _check(await _ask(place, connection, "GET", f"/admin/metadata?{urlencode(said)}", {}), place)
    finally:
        connection[1].transport.abort()


async def _connect(place: Place) -> Connection:
    trusted = _trusted() if place.tls else None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await asyncio.open_connection(place.host, place.port, ssl=trusted)
    except TimeoutError:
        raise NoAnswer(place.server) from None
    except (OSError, UnicodeError) as problem:  # a host's name may be one that no network can have
        raise NoServer(place.server, problem) from None


async def _ask(place: Place, connection: Connection, method: str, target: str, about: Mapping[str, str]) -> int:
    """Send a request's head and return the status of the answer."""
    reader, writer = connection
    lines = [f"{method} {target} HTTP/1.1", f"Host: {place.server}", f"Authorization: {place.key}"]
    lines += ["User-Agent: loa-xa", *(f"{name}: {value}" for name, value in about.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
    except TimeoutError:
        raise NoAnswer(place.server) from None
    except (OSError, EOFError, asyncio.LimitOverrunError):
        raise NotIcecast(place.server) from None
    words = head.split(b"\r\n", 1)[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit():
        raise NotIcecast(place.server)
    return int(words[1])


def _check(status: int, place: Place) -> None:
    if status in GO_ON:
        return
    if status == 401:
        raise WrongPassword(place.server)
    if status == 403:
        raise Taken(place.server, place.mount)
    raise Refused(place.server, status)


def _one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()  # reads every certificate there is: once is enough
