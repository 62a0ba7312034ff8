"""Three calls of Snapcast's JSON-RPC over TCP, one JSON object a line.

By hand: the client library for Python also parses Snapcast's audio protocol and reconnects by itself; we want neither.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from broadcaster.outputs.snapcast.errors import Lost, NoServer, Refused

PATIENCE_SECONDS = 5.0
LONGEST_LINE = 4 << 20  # bytes: a status names every client the server has ever seen

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def connect(host: str, port: int) -> Connection:
    """Open a TCP connection. Raise NoServer."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await asyncio.open_connection(host, port, limit=LONGEST_LINE)
    except (TimeoutError, OSError, UnicodeError):
        raise NoServer(f"{host}:{port}") from None


class Control:
    """A connection on which one call is made at a time."""

    def __init__(self, connection: Connection, server: str) -> None:
        self._reader, self._writer = connection
        self._server = server
        self._calls = 0

    async def call(self, method: str, params: Mapping[str, object]) -> Any:
        """Return a call's result; what the server tells unasked is passed over. Raise Refused, Lost."""
        self._calls += 1
        said = {"jsonrpc": "2.0", "id": self._calls, "method": method, "params": params}
        self._writer.write(json.dumps(said).encode() + b"\r\n")
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while (answer := json.loads(await self._line())).get("id") != self._calls:
                    pass
        except (TimeoutError, OSError, ValueError, asyncio.LimitOverrunError):
            raise Lost(self._server) from None
        if "error" in answer:
            raise Refused(method, str(answer["error"].get("message")))
        return answer.get("result")

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def _line(self) -> bytes:
        line = await self._reader.readline()
        if not line:
            raise Lost(self._server)
        return line
