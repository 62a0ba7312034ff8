"""Icecast as a source's server: a real one, killed, stopped and restarted; and strange ones."""

import asyncio
import contextlib
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from broadcaster.outputs.icecast import Icecast
from broadcaster.outputs.port import OutputSpec
from content.airformat import SPEECH, AirFormat
from station import clock
from tests.broadcaster.conftest import free_port
from tests.broadcaster.outputs.icecast_server import PASSWORD, IcecastServer
from tests.broadcaster.outputs.numbered import numbers, run_of

LOUD = AirFormat(320, 48000, 2)  # many bytes a second, so that a kernel's buffers fill soon
TICK = 5  # frames

needs_icecast = pytest.mark.skipif(
    not (shutil.which("icecast2") or shutil.which("icecast")), reason="chưa cài icecast2"
)


@pytest.fixture
def server() -> Iterator[IcecastServer]:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own lies where only its user may look
        server = IcecastServer(Path(folder), free_port())
        try:
            server.start()
            yield server
        finally:
            server.stop()


def spec(port: int, mount: str = "/xa.mp3", password: str = PASSWORD) -> OutputSpec:
    options = {"user": "source", "password": password}
    return OutputSpec(1, "icecast", f"http://127.0.0.1:{port}{mount}", 1, "xa", "Toàn xã", options)


class Zone:
    """Sends numbered frames for ever, faster than a real zone."""

    def __init__(self, sink: Icecast, fmt: AirFormat = SPEECH) -> None:
        self.sink, self.fmt, self.sent = sink, fmt, 0

    async def sound(self) -> None:
        while True:
            self.sink.send(run_of(self.sent, TICK, self.fmt))
            self.sent += TICK
            await asyncio.sleep(0.004)


@contextlib.asynccontextmanager
async def on_air(spec: OutputSpec, fmt: AirFormat = SPEECH) -> AsyncIterator[Zone]:
    zone = Zone(Icecast(spec, fmt), fmt)
    sounding = asyncio.create_task(zone.sound())
    try:
        yield zone
    finally:
        sounding.cancel()
        zone.sink.close()


async def until(happened: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = clock.monotonic() + seconds
    while not happened():
        assert clock.monotonic() < deadline, "it took too long"
        await asyncio.sleep(0.01)


async def ask(port: int, path: str, enough: int, head: str = "") -> bytes:
    """Return an answer's body, or as much of it as is enough."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.0\r\n{head}\r\n".encode())
    found = await reader.readuntil(b"\r\n\r\n")
    assert b" 200 " in found, found
    body = b""
    while len(body) < enough and (more := await reader.read(65536)):
        body += more
    writer.close()
    return body


async def heard(port: int, fmt: AirFormat = SPEECH, frames: int = 300) -> list[int]:
    return numbers(await ask(port, "/xa.mp3", frames * fmt.frame_bytes), fmt)


@needs_icecast
def test_a_listener_of_the_server_hears_every_frame_in_order(server: IcecastServer) -> None:
    async def play() -> list[int]:
        async with on_air(spec(server.port)) as zone:
            await until(lambda: zone.sink.health.ok)
            return await heard(server.port)

    found = asyncio.run(play())

    assert len(found) >= 299
    assert found == list(range(found[0], found[0] + len(found)))


@needs_icecast
@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="chưa cài ffmpeg")
def test_a_player_decodes_what_the_server_serves(server: IcecastServer) -> None:
    address = f"http://127.0.0.1:{server.port}/xa.mp3"
    words = ["ffmpeg", "-v", "error", "-i", address, "-t", "5", "-f", "s16le", "-"]

    async def play() -> subprocess.CompletedProcess[bytes]:
        async with on_air(spec(server.port)) as zone:
            await until(lambda: zone.sink.health.ok)
            return await asyncio.to_thread(subprocess.run, words, capture_output=True, check=False, timeout=30)

    played = asyncio.run(play())

    assert (played.returncode, played.stderr) == (0, b"")
    assert len(played.stdout) == 5 * SPEECH.sample_rate * 2


@needs_icecast
def test_a_wrong_password_is_said_and_not_printed(server: IcecastServer) -> None:
    async def play() -> str:
        async with on_air(spec(server.port, password="đoán mò")) as zone:
            await until(lambda: "mật khẩu" in zone.sink.health.sentence)
            return repr(zone.sink.health) + repr(zone.sink._place)

    said = asyncio.run(play())

    assert "không nhận tên hoặc mật khẩu" in said
    assert "đoán mò" not in said


@needs_icecast
def test_a_mount_that_is_taken_is_said_and_entered_when_free(server: IcecastServer) -> None:
    async def play() -> str:
        async with on_air(spec(server.port)) as first, on_air(spec(server.port)) as second:
            await until(lambda: first.sink.health.ok or second.sink.health.ok)
            one, other = (first, second) if first.sink.health.ok else (second, first)
            await until(lambda: "đang có nguồn khác" in other.sink.health.sentence)
            said = other.sink.health.sentence
            one.sink.close()
            await until(lambda: other.sink.health.ok)
            return said

    assert "/xa.mp3" in asyncio.run(play())


@needs_icecast
def test_after_a_restart_listeners_hear_the_present_and_nothing_twice(server: IcecastServer) -> None:
    async def play() -> tuple[list[int], list[int], str, int]:
        async with on_air(spec(server.port)) as zone:
            await until(lambda: zone.sink.health.ok)
            before = await heard(server.port)
            server.stop()
            await until(lambda: not zone.sink.health.ok)
            said = zone.sink.health.sentence
            await until(lambda: "Không nối được" in zone.sink.health.sentence)
            away = zone.sent
            server.start()
            await until(lambda: zone.sink.health.ok)
            return before, await heard(server.port), said, away

    before, after, said, away = asyncio.run(play())

    assert "ngắt kết nối" in said
    assert before[-1] < away <= after[0]
    assert after == list(range(after[0], after[0] + len(after)))


@needs_icecast
def test_a_stopped_server_costs_no_memory_and_hears_the_present_when_it_wakes(server: IcecastServer) -> None:
    async def play() -> tuple[list[int], int, int, str]:
        async with on_air(spec(server.port), LOUD) as zone:
            await until(lambda: zone.sink.health.ok)
            most = 0
            server.signal(signal.SIGSTOP)
            while zone.sink.health.ok:
                line = zone.sink._line
                most = max(most, line._waiting() if line else 0)
                await asyncio.sleep(0.001)
            said = zone.sink.health.sentence
            await asyncio.sleep(0.3)
            away = zone.sent
            server.signal(signal.SIGCONT)
            await until(lambda: zone.sink.health.ok)
            return await heard(server.port, LOUD, 1000), most, away, said

    after, most, away, said = asyncio.run(play())

    assert "quá chậm" in said
    assert most <= (2.0 + 0.5 + 0.2) * LOUD.kbps * 125
    assert away <= after[0]
    assert after == list(range(after[0], after[0] + len(after)))


@needs_icecast
def test_players_are_told_what_sounds_also_after_a_reconnection(server: IcecastServer) -> None:
    async def shown() -> bool:
        return b'"title":"Ban tin sang"' in await ask(server.port, "/status-json.xsl", 1_000_000)

    async def play() -> None:
        async with on_air(spec(server.port)) as zone:
            zone.sink.title("Ban tin\nsang")  # told before anybody listens
            for _ in range(2):
                await until(lambda: zone.sink.health.ok)
                while not await shown():
                    await asyncio.sleep(0.02)
                zone.sink._hang_up()
                await until(lambda: not zone.sink.health.ok)

    asyncio.run(asyncio.wait_for(play(), 15))


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
