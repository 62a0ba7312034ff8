"""What a listener asks, and how the first lines of the answer look (RFC 9112)."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

import h11

LONGEST_REQUEST = 8192  # bytes


class NotHTTP(Exception):
    """What came is no request; `status` says what to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Asked:
    """A request as far as anybody here cares."""

    method: str
    path: str
    wants_titles: bool


class Request:
    """Takes bytes until they make a whole request."""

    def __init__(self) -> None:
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_REQUEST)

    def take(self, data: bytes) -> Asked | None:
        """Return what is asked once it is known. Raise NotHTTP."""
        try:
            self._http.receive_data(data)
            event = self._http.next_event()
        except h11.RemoteProtocolError as problem:
            raise NotHTTP(problem.error_status_hint) from None
        if not isinstance(event, h11.Request):
            return None
        path = event.target.decode("ascii", "replace").partition("?")[0]
        wants_titles = any(name == b"icy-metadata" and value.strip() == b"1" for name, value in event.headers)
        return Asked(event.method.decode("ascii"), path, wants_titles)


def head(status: int, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return the first lines of an answer.

    Written by hand: h11 would send an endless answer in chunks, which IP loudspeakers do not take. Any page may play
    a stream, so it is open to other origins (the pages live on another port). Names of zones travel as UTF-8.
    """
    always = [("Connection", "close"), ("Access-Control-Allow-Origin", "*"), ("Server", "loa-xa")]
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {' '.join(value.split())}" for name, value in (*headers, *always)]
    return "\r\n".join([*lines, "", ""]).encode()
