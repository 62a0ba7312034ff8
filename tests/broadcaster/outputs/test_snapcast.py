"""Snapcast: rules on what a server says, and a real server with real clients."""

import asyncio
import audioop
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broadcaster.outputs.pcm.sink import PcmSink
from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.outputs.snapcast.place import place_of
from broadcaster.outputs.snapcast.status import Source, Step, heard_by, source_of, steps
from content.airformat import SPEECH
from tests.broadcaster.outputs.feeding import PITCH, TICK_SECONDS, Remembering, ticks
from tests.broadcaster.outputs.snap_programs import SnapServer

RATE = 48000


def client(name: str, *, connected: bool = True) -> dict[str, Any]:
    return {"id": name, "connected": connected, "config": {"name": ""}, "host": {"name": "pi", "ip": "10.0.0.1"}}


def group(name: str, stream: str, *clients: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"g-{name}", "name": name, "stream_id": stream, "clients": list(clients)}


def server(*groups: dict[str, Any], raw: str = "") -> dict[str, Any]:
    return {"groups": list(groups), "streams": [{"id": "loa-xa", "uri": {"raw": raw}}]}


@pytest.mark.parametrize(
    ("groups", "wanted", "step"),
    [
        ([group("", "khac", client("a"))], ["a"], Step("Group.SetStream", {"id": "g-", "stream_id": "loa-xa"})),
        (
            [group("Đông", "khac", client("a"))],
            ["đông"],
            Step("Group.SetStream", {"id": "g-Đông", "stream_id": "loa-xa"}),
        ),
        ([group("", "loa-xa", client("a"))], ["a"], None),
        ([group("", "khac", client("a"))], ["b"], None),
        ([group("", "khac", client("a"))], [], None),
        ([group("rỗng", "khac")], [], None),
        (
            [group("", "khac", client("a"), client("b"))],
            ["A"],
            Step("Group.SetClients", {"id": "g-", "clients": ["b"]}),
        ),
        (
            [group("Đông", "khac", client("a"), client("b"))],
            ["Đông"],
            Step("Group.SetStream", {"id": "g-Đông", "stream_id": "loa-xa"}),
        ),
    ],
)
def test_only_what_was_named_is_put_on_the_stream(groups: list[Any], wanted: list[str], step: Step | None) -> None:
    assert steps(server(*groups), "loa-xa", wanted) == ([step] if step else [])


@pytest.mark.parametrize(
    ("raw", "source"),
    [
        ("tcp://0.0.0.0:4953?chunk_ms=20&name=loa-xa&sampleformat=44100:16:1", Source(4953, 44100, 1)),
        ("tcp://0.0.0.0:4953?name=loa-xa&sampleformat=48000:24:2", None),
        ("pipe:////run/fifo?name=loa-xa&sampleformat=48000:16:2", None),
        ("tcp://0.0.0.0:4953?name=loa-xa", None),
        ("", None),
    ],
)
def test_a_stream_tells_how_it_wants_its_sound(raw: str, source: Source | None) -> None:
    assert source_of(server(raw=raw), "loa-xa") == source


def test_health_counts_loudspeakers_and_names_those_that_are_missing() -> None:
    playing = server(group("", "loa-xa", client("a"), client("b", connected=False)), group("", "khac", client("c")))

    assert heard_by(playing, "loa-xa", ["a"]) == Health(True, "1 loa Snapcast đang nối.")
    assert heard_by(playing, "loa-xa", ["a", "c"]) == Health(True, "1 loa Snapcast đang nối; chưa thấy: c.")
    assert not heard_by(playing, "loa-kia", []).ok


def spec(snap: SnapServer, **options: str) -> OutputSpec:
    return OutputSpec(1, "snapcast", f"127.0.0.1:{snap.control}", 1, "xa", "Xã", options)


def test_an_output_names_its_stream_after_the_zone() -> None:
    place = place_of(OutputSpec(1, "snapcast", "may-chu", 1, "thon-dong", "Thôn Đông", {"clients": " a, b ,"}))

    assert (place.host, place.port, place.stream, place.clients) == ("may-chu", 1705, "loa-thon-dong", ("a", "b"))
    assert place.source == "tcp://0.0.0.0:4953?name=loa-thon-dong&mode=server&sampleformat=48000:16:2"


real = pytest.mark.skipif(
    not (shutil.which("snapserver") and shutil.which("snapclient")), reason="thiếu chương trình snapserver, snapclient"
)


@pytest.fixture
def snap(tmp_path: Path) -> Iterator[SnapServer]:
    made = SnapServer(tmp_path)
    yield made
    made.stop()


async def _feed_until(sink: PcmSink, fact: Callable[[], bool], most: int = 130) -> bool:
    """Send a tone until something comes true."""
    parts = ticks(most)
    loop = asyncio.get_running_loop()
    began = loop.time()
    for number, part in enumerate(parts):
        await asyncio.sleep(max(0.0, began + number * TICK_SECONDS - loop.time()))
        sink.send(part)
        if fact():
            return True
    return False


def tone_seconds(raw: Path) -> float:
    """Return how much of a client's sound is our tone, in seconds: in tenths that are loud and of its pitch."""
    pcm = audioop.tomono(raw.read_bytes(), 2, 1, 0) if raw.exists() else b""
    step = RATE * 2 // 10
    tenths = [pcm[at : at + step] for at in range(0, len(pcm) - step, step)]
    good = [each for each in tenths if audioop.rms(each, 2) > 5000 and abs(audioop.cross(each, 2) - PITCH / 5) <= 3]
    return len(good) / 10


async def _heard(snap: SnapServer) -> tuple[bool, tuple[Health, ...], list[tuple[str, str]]]:
    snap.start()
    raw = snap.client("loa-1")
    snap.client("loa-2")
    sink = Remembering(spec(snap, clients="loa-1"), SPEECH)
    heard = await _feed_until(sink, lambda: tone_seconds(raw) >= 1.5)
    groups = [(each["clients"][0]["id"], each["stream_id"]) for each in snap.status()["groups"]]
    sink.close()
    await asyncio.sleep(0.3)
    return heard, sink.told, groups


@real
def test_a_client_plays_the_zone_it_was_put_on(snap: SnapServer) -> None:
    heard, told, groups = asyncio.run(_heard(snap))

    assert heard
    assert Health(True, "1 loa Snapcast đang nối.") in told
    assert sorted(groups) == [("loa-1", "loa-xa"), ("loa-2", "khac")]


async def _restarted(snap: SnapServer) -> tuple[list[str], bool]:
    snap.start()
    sink = Remembering(spec(snap, clients="loa-1"), SPEECH)
    snap.client("loa-1")
    await _feed_until(sink, lambda: sink.health.ok)
    snap.stop()
    await _feed_until(sink, lambda: "Snapcast" in sink.health.sentence and not sink.health.ok)
    snap.start()
    raw = snap.client("loa-1")
    raw.unlink(missing_ok=True)
    heard = await _feed_until(sink, lambda: tone_seconds(raw) >= 1.0)
    sink.close()
    await asyncio.sleep(0.3)
    return [health.sentence for health in sink.told if not health.ok], heard


@real
def test_a_server_that_comes_back_plays_on(snap: SnapServer) -> None:
    told, heard = asyncio.run(_restarted(snap))

    assert any(sentence.startswith(("Không nối được tới", "Máy chủ Snapcast")) for sentence in told)
    assert heard


async def _without_stream(snap: SnapServer) -> Health:
    snap.has_stream = False
    snap.start()
    sink = PcmSink(spec(snap, source_port=str(snap.ports[3])), SPEECH)
    await _feed_until(sink, lambda: sink.health.sentence != "Đang mở đầu ra.")
    health = sink.health
    sink.close()
    await asyncio.sleep(0.3)
    return health


@real
def test_a_missing_stream_is_added_or_its_line_is_told(snap: SnapServer) -> None:
    health = asyncio.run(_without_stream(snap))

    source = f"tcp://0.0.0.0:{snap.ports[3]}?name=loa-xa&mode=server&sampleformat=48000:16:2"
    added = any(each["id"] == "loa-xa" for each in snap.status()["streams"])
    assert added or (not health.ok and f"source = {source}" in health.sentence)
