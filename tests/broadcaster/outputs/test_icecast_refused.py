"""Icecast outputs before servers that are none, are away, or are many zones' at once."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from broadcaster.outputs.icecast import Icecast
from broadcaster.outputs.port import OutputSpec
from content.airformat import SPEECH
from tests.broadcaster.conftest import free_port
from tests.broadcaster.outputs.zone import on_air, spec, until

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def greeted(serve: Serve, enough: Callable[[Icecast], bool]) -> str:
    """Return what an output says of a server that behaves like this."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server, on_air(spec(server.sockets[0].getsockname()[1])) as zone:
        await until(lambda: enough(zone.sink))
        return zone.sink.health.sentence


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "không giống một máy chủ Icecast"),
        (b"HTTP/1.1 abc\r\n\r\n", "không giống một máy chủ Icecast"),
        (b"x" * 100_000, "không giống một máy chủ Icecast"),
        (b"", "không giống một máy chủ Icecast"),
        (b"HTTP/1.1 500 no\r\n\r\n", "mã 500"),
        (b"HTTP/1.1 404 no\r\n\r\n", "mã 404"),
    ],
)
def test_a_server_that_answers_nonsense_is_said_to(answer: bytes, sentence: str) -> None:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    assert sentence in asyncio.run(greeted(serve, lambda sink: "Đang nối" not in sink.health.sentence))


def test_a_server_that_never_answers_is_given_up() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1024):
            pass
        writer.close()

    assert "không trả lời" in asyncio.run(greeted(serve, lambda sink: "Đang nối" not in sink.health.sentence))


@pytest.mark.parametrize("host", ["127.0.0.1", "a" * 70 + ".vn", "..", "xn--"])
def test_an_address_where_nobody_lives_is_said(host: str) -> None:
    async def play() -> str:
        where = OutputSpec(1, "icecast", f"http://{host}:{free_port()}/x", 1, "x", "X", {"password": "x"})
        async with on_air(where) as zone:
            await until(lambda: "Đang nối" not in zone.sink.health.sentence)
            return zone.sink.health.sentence

    assert "Không nối được" in asyncio.run(play())


def test_many_zones_call_a_server_a_few_at_a_time() -> None:
    inside, most, done = 0, 0, 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal inside, most, done
        inside, most = inside + 1, max(most, inside + 1)
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.005)
        inside, done = inside - 1, done + 1
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        while await reader.read(65536):
            pass
        writer.close()

    async def play() -> bool:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        sinks = [Icecast(spec(port, f"/{number}"), SPEECH) for number in range(100)]
        await until(lambda: done == 100)
        await until(lambda: all(sink.health.ok for sink in sinks))
        for sink in sinks:
            sink.close()
        server.close()
        return True

    assert asyncio.run(play())
    assert 2 <= most <= 16
