"""Edge's voices against a service on the loopback that misbehaves; skipped where the optional package is missing."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from content.sound import from_wav
from content.voices.edge import MAN, WOMAN, Edge
from content.voices.port import VoiceError
from tests.content.sounds import as_file, tone

web: Any = pytest.importorskip("aiohttp.web")
communicate: Any = pytest.importorskip("edge_tts.communicate")

MP3 = as_file(tone(1500), "mp3", "libmp3lame")
TURN_START, TURN_END = "Path:turn.start\r\n\r\n{}", "Path:turn.end\r\n\r\n{}"
Manners = Callable[[Any, str], Awaitable[None]]


def audio(mp3: bytes) -> bytes:
    header = b"X-RequestId:x\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n"
    return len(header).to_bytes(2, "big") + header + mp3


@contextmanager
def service(manners: Manners, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Serve on a thread of its own; yield the requests it was sent."""
    asked: list[str] = []

    async def talk(request: Any) -> Any:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.receive_str()
        asked.append(await socket.receive_str())
        await manners(socket, asked[-1])
        await socket.close()
        return socket

    ready, doors = threading.Event(), []

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/edge/v1", talk)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        closing = asyncio.Event()
        doors.append((site._server.sockets[0].getsockname()[1], asyncio.get_running_loop(), closing))
        ready.set()
        await closing.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    ready.wait(5)
    port, loop, closing = doors[0]
    monkeypatch.setattr(communicate, "WSS_URL", f"ws://127.0.0.1:{port}/edge/v1?TrustedClientToken=x")
    try:
        yield asked
    finally:
        loop.call_soon_threadsafe(closing.set)
        thread.join(5)


async def speaks(socket: Any, request: str) -> None:
    await socket.send_str(TURN_START)
    for start in range(0, len(MP3), 2000):
        await socket.send_bytes(audio(MP3[start : start + 2000]))
    await socket.send_str(TURN_END)


async def stops_half_way(socket: Any, request: str) -> None:
    await socket.send_str(TURN_START)
    await socket.send_bytes(audio(MP3[: len(MP3) // 2]))


async def hangs(socket: Any, request: str) -> None:
    await socket.send_str(TURN_START)
    await asyncio.sleep(5)


async def drips(socket: Any, request: str) -> None:
    await socket.send_str(TURN_START)
    for start in range(0, len(MP3), 100):
        await socket.send_bytes(audio(MP3[start : start + 100]))
        await asyncio.sleep(0.2)


async def says_nothing(socket: Any, request: str) -> None:
    await socket.send_str(TURN_START)
    await socket.send_str(TURN_END)


async def sends_a_page(socket: Any, request: str) -> None:
    await socket.send_bytes(audio(b"<html><body>quota</body></html>"))
    await socket.send_str(TURN_END)


async def babbles(socket: Any, request: str) -> None:
    await socket.send_str("what?\r\n\r\n")


async def hangs_up(socket: Any, request: str) -> None:
    await socket.close()


@pytest.mark.parametrize("speaker", [WOMAN, MAN])
def test_a_sentence_is_spoken_whole(speaker: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with service(speaks, monkeypatch) as asked:
        sound = from_wav(Edge("edge", speaker).speak("Kính chào bà con & các đồng chí"))

    assert abs(len(sound) - 1500) < 100
    assert speaker.rsplit("-", 1)[1] in asked[0]
    assert "bà con &amp; các" in asked[0]


def test_pace_and_pitch_are_told_to_the_service(monkeypatch: pytest.MonkeyPatch) -> None:
    with service(speaks, monkeypatch) as asked:
        Edge("edge", WOMAN).speak("xin chào", pace=0.85, pitch=1.1)

    assert "rate='-15%'" in asked[0]
    assert "pitch='+21Hz'" in asked[0]


FAULTS: dict[str, tuple[Manners, str]] = {
    "stops half-way": (stops_half_way, "bị đứt giữa chừng"),
    "hangs": (hangs, "quá chậm"),
    "drips": (drips, "quá chậm"),
    "says nothing": (says_nothing, "Không kết nối được"),
    "sends a page": (sends_a_page, "không trả về âm thanh"),
    "babbles": (babbles, "Không kết nối được"),
    "hangs up": (hangs_up, "Không kết nối được"),
}


@pytest.mark.parametrize(("manners", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_a_service_that_misbehaves_is_one_sentence(
    manners: Manners, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service(manners, monkeypatch), pytest.raises(VoiceError, match=sentence) as failure:
        Edge("edge", WOMAN, total_seconds=0.7).speak("xin chào bà con")

    assert not failure.value.permanent


def test_no_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(communicate, "WSS_URL", "ws://127.0.0.1:9/edge/v1?TrustedClientToken=x")

    with pytest.raises(VoiceError, match="Không kết nối được"):
        Edge("edge", WOMAN).speak("xin chào")
