"""Icecast as a source's server: a real one, killed, stopped and restarted; and strange ones."""

import asyncio
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.airformat import SPEECH, AirFormat
from tests.broadcaster.conftest import free_port
from tests.broadcaster.outputs.icecast_server import IcecastServer
from tests.broadcaster.outputs.numbered import numbers
from tests.broadcaster.outputs.zone import on_air, spec, until

LOUD = AirFormat(320, 48000, 2)  # many bytes a second, so that a kernel's buffers fill soon

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
                most = max(most, line.waiting() if line else 0)
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
