"""Upstreams as they really are: an Icecast mount fed by its source, and HLS that goes on while it is heard."""

import base64
import contextlib
import io
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from av.audio.stream import AudioStream

from broadcaster.inputs.condition import Condition
from content.segment import AudioSegment
from content.sound import frames
from station import clock
from tests.broadcaster.conftest import free_port
from tests.broadcaster.inputs import upstream as up
from tests.broadcaster.inputs.relaying import relay
from tests.broadcaster.inputs.transmitter import Transmitter
from tests.broadcaster.outputs.icecast_server import PASSWORD, IcecastServer

SEGMENT_SECONDS = 1


@contextlib.contextmanager
def feeding(port: int, sound: bytes) -> Iterator[threading.Event]:
    """Be the source of a mount, at the pace of the sound, until told to cut."""
    cut = threading.Event()
    login = base64.b64encode(f"source:{PASSWORD}".encode()).decode()
    head = f"SOURCE /vov1 HTTP/1.0\r\nAuthorization: Basic {login}\r\nContent-Type: audio/mpeg\r\n\r\n"

    def feed() -> None:
        with socket.create_connection(("127.0.0.1", port)) as line, contextlib.suppress(OSError):
            line.sendall(head.encode())
            began, piece, sent = clock.monotonic(), len(sound) // 40, 0.0
            while True:
                for at in range(0, len(sound), piece):
                    line.sendall(sound[at : at + piece])
                    sent += up.SECONDS / 40
                    if cut.wait(max(0.0, sent - (clock.monotonic() - began))):
                        return

    thread = threading.Thread(target=feed, daemon=True)
    thread.start()
    try:
        yield cut
    finally:
        cut.set()
        thread.join(5)


def segments(count: int) -> list[bytes]:
    """Cut a sound into pieces of a second, each a transport stream of its own."""
    sound, found = up.speech(rate=48000), []
    for number in range(count):
        at = number * SEGMENT_SECONDS * 1000 % (up.SECONDS * 1000)
        found.append(transport_stream(sound[at : at + SEGMENT_SECONDS * 1000], number))
    return found


def transport_stream(sound: AudioSegment, number: int) -> bytes:
    target = io.BytesIO()
    with av.open(target, mode="w", format="mpegts") as output:
        stream = output.add_stream("aac", rate=48000)
        assert isinstance(stream, AudioStream)
        stream.layout = "mono"
        for frame in frames(sound):
            frame.pts += number * SEGMENT_SECONDS * 48000
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return target.getvalue()


@pytest.fixture
def icecast() -> Iterator[IcecastServer]:
    if not (shutil.which("icecast2") or shutil.which("icecast")):
        pytest.skip("chưa cài icecast2")
    with tempfile.TemporaryDirectory() as folder:  # pytest's own lies where only its user may look
        server = IcecastServer(Path(folder), free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


def test_an_icecast_mount_is_relayed_and_its_cut_and_return_are_noticed(tmp_path: Path, icecast: IcecastServer) -> None:
    sound, address = up.mp3(up.speech()), f"http://127.0.0.1:{icecast.port}/vov1"

    with feeding(icecast.port, sound), relay(address, tmp_path) as running:
        running.wait(lambda report: report.condition is Condition.GOOD)
        heard = len(running.reports)
        icecast.stop()
        running.wait(lambda report: report.condition is Condition.DEAD, after=heard)
        icecast.start()
        with feeding(icecast.port, sound):
            running.wait(lambda report: report.condition is Condition.GOOD, after=heard + 1)


def test_hls_that_goes_on_is_relayed_without_a_gap(tmp_path: Path) -> None:
    pieces, began = segments(14), clock.monotonic()

    def playlist(handler: up.Handler) -> None:
        newest = min(len(pieces), 4 + int((clock.monotonic() - began) / SEGMENT_SECONDS))
        listed = range(max(0, newest - 4), newest)
        lines = [f"#EXTINF:{SEGMENT_SECONDS},\n{number}.ts" for number in listed]
        head = f"#EXTM3U\n#EXT-X-TARGETDURATION:{SEGMENT_SECONDS}\n#EXT-X-MEDIA-SEQUENCE:{listed[0]}\n"
        handler.head("application/vnd.apple.mpegurl")
        handler.wfile.write((head + "\n".join(lines) + "\n").encode())

    streams: dict[str, up.Stream] = {"/live.m3u8": playlist}
    streams |= {f"/{number}.ts": up.gives(piece, "video/mp2t") for number, piece in enumerate(pieces)}
    there = Transmitter(tmp_path)
    with up.upstream(streams) as server, relay(server.address("/live.m3u8"), tmp_path) as running:
        running.wait(lambda report: report.condition is Condition.GOOD)
        at, since = len(there.frames), clock.monotonic()
        running.wait(lambda report: clock.monotonic() > since + 4)
        flowed = (len(there.frames) - at) / 192 * 0.024
    there.end()

    assert abs(flowed - 4) < 0.5
    assert all(report.condition is not Condition.DEAD for report in running.reports)
