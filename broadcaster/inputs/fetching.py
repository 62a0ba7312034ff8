"""Fetching what a source sends, over http and https alone: every wait, redirect and size has its limit.

FFmpeg is given bytes, never an address: it would follow file:, follow redirects anywhere, and check no certificate.
"""

import http.client
import ssl
import urllib.request
from collections.abc import Callable
from email.message import Message
from typing import IO, Any
from urllib.error import HTTPError, URLError

from broadcaster.inputs.faults import (
    NotTrusted,
    SourceFault,
    SourceRefuses,
    SourceSlow,
    SourceUnreachable,
    TooManyRedirects,
    TooMuch,
    WrongAddress,
)
from playlists.relay_address import fetchable

PATIENCE_SECONDS = 8.0  # for a connection, and between any two bytes
MOST_REDIRECTS = 5
MOST_BYTES = 32_000_000  # of a piece that has an end: a segment of HLS; a list of them is never so long
_HEADERS = {"User-Agent": "loa-xa", "Accept": "*/*"}


class Body:
    """The bytes of one answer, as a file for FFmpeg; where something goes wrong it ends, and `blame` is told why."""

    def __init__(
        self, answer: Any, wanted: Callable[[int], bool], blame: Callable[[SourceFault], None], most: int | None
    ) -> None:
        self.name = str(answer.url)
        self.kind = str(answer.headers.get_content_type()) if "content-type" in answer.headers else ""
        self._answer, self._wanted, self._blame = answer, wanted, blame
        self._taken, self._most = 0, most
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        """Return the first bytes, which will be read again."""
        while len(self._ahead) < size and (part := self._more(size)):
            self._ahead += part
        return self._ahead[:size]

    def read(self, size: int) -> bytes:
        """Return what there is, up to `size`; nothing at the end."""
        if self._ahead:
            part, self._ahead = self._ahead[:size], self._ahead[size:]
            return part
        return self._more(size)

    def close(self) -> None:
        """Let go of the connection."""
        self._answer.close()

    def _more(self, size: int) -> bytes:
        if not self._wanted(self._taken):
            return b""
        try:
            part: bytes = self._answer.read1(size)
        except (OSError, http.client.HTTPException) as problem:
            self._blame(_fault(problem))
            return b""
        self._taken += len(part)
        if self._most is not None and self._taken > self._most:
            self._blame(TooMuch())
            return b""
        return part


def fetch(
    address: str, *, wanted: Callable[[int], bool], blame: Callable[[SourceFault], None], most: int | None = None
) -> Body:
    """Ask for an address; `most` limits the bytes of what has an end. Raise SourceFault; later, blame.

    `wanted` is asked before each byte, with how many came so far, whether there should be more.
    """
    usable = fetchable(address)
    if not usable:
        raise WrongAddress(address)
    request = urllib.request.Request(usable, headers=_HEADERS)
    try:
        answer = _opener().open(request, timeout=PATIENCE_SECONDS)
    except HTTPError as problem:
        problem.close()
        elsewhere = 300 <= problem.code < 400  # urllib's own refusal to follow file: and the like
        raise WrongAddress(problem.url) if elsewhere else SourceRefuses(problem.code) from None
    except URLError as problem:
        raise _fault(problem.reason) from None
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise _fault(problem) from None
    return Body(answer, wanted, blame, most)


def _fault(reason: object) -> SourceFault:
    if isinstance(reason, ssl.SSLCertVerificationError):
        return NotTrusted(reason.verify_message)
    if isinstance(reason, TimeoutError):
        return SourceSlow(PATIENCE_SECONDS)
    return SourceUnreachable(reason)


class _Answer(http.client.HTTPResponse):
    """An answer whose first line may be «ICY 200 OK», as SHOUTcast servers of the first kind say."""

    def _read_status(self) -> tuple[str, int, str]:
        base: Any = super()
        if self.fp.peek(4)[:4] != b"ICY ":
            status: tuple[str, int, str] = base._read_status()
            return status
        words = self.fp.readline(1000).split(None, 2)
        code = words[1] if len(words) > 1 else b""
        return "HTTP/1.0", int(code) if code.isdigit() else 500, ""


class _Connection(http.client.HTTPConnection):
    response_class = _Answer


class _SafeConnection(http.client.HTTPSConnection):
    response_class = _Answer


class _Plain(urllib.request.HTTPHandler):
    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req)


class _Safe(urllib.request.HTTPSHandler):
    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_SafeConnection, req, context=ssl.create_default_context())


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_repeats = max_redirections = MOST_REDIRECTS + 2  # urllib counts too, and has no sentence for it

    def __init__(self) -> None:
        self._followed = 0

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request:
        self._followed += 1
        wanted = fetchable(newurl)
        if not wanted or self._followed > MOST_REDIRECTS:
            fp.close()
            raise TooManyRedirects(MOST_REDIRECTS) if wanted else WrongAddress(newurl)
        return urllib.request.Request(wanted, headers=_HEADERS)


def _opener() -> urllib.request.OpenerDirector:
    """Return an opener that knows no file:, ftp: or data:, unlike the one that urllib builds by itself."""
    opener = urllib.request.OpenerDirector()
    handlers: list[urllib.request.BaseHandler] = [
        urllib.request.ProxyHandler(),
        _Plain(),
        _Safe(),
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ]
    for handler in handlers:
        opener.add_handler(handler)
    return opener
