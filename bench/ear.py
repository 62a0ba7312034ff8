"""What the ear costs: five hundred zones, each sounding a clip of its own, heard and compared frame by frame."""

import multiprocessing
import socket
import tempfile
import time
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import click

from broadcaster.ear.attention import Attention
from broadcaster.ear.claims import Claim
from broadcaster.ear.clips import Clips
from broadcaster.ear.wires import Wires
from content.airformat import FRAME_SECONDS, SPEECH, silent_frame
from content.shelf import Shelf
from station import clock, process
from station.models import Zone

ZONES = 500
SECONDS = 15.0
TICK_FRAMES = 5
LISTEN_SECONDS = 0.24  # as broadcaster/ear/commands.py does while nothing begins
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"


def main() -> None:
    """Print the ear's share of a core, and what it heard."""
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        shelf = Shelf(Path(folder))
        clips = [_clip(number) for number in range(ZONES)]
        names = [shelf.keep(clip) for clip in clips]
        ours, theirs = multiprocessing.Pipe()
        player = multiprocessing.get_context("fork").Process(target=_play, args=(theirs, clips), daemon=True)
        player.start()
        share, heard = _listen(shelf, names, ours.recv())
        player.kill()
    sent = ZONES * SECONDS / FRAME_SECONDS
    click.echo(f"{ZONES} khu vực, mỗi khu một tệp riêng: tai nghe tốn {share:.1%} một nhân (mục tiêu: vài phần trăm)")
    click.echo(f"  nghe và đối chiếu được {heard} khung trong {SECONDS:.0f} giây ({heard / sent:.1%})")


def _clip(number: int) -> bytes:
    frames = round(2 * SECONDS / FRAME_SECONDS)
    size = SPEECH.frame_bytes - len(SPEECH.header)
    return b"".join(SPEECH.header + f"{number}.{each}".encode().ljust(size, b"x") for each in range(frames))


def _listen(shelf: Shelf, names: list[str], port: int) -> tuple[float, int]:
    wires = Wires("127.0.0.1", port, SPEECH.frame_bytes)
    attention = Attention(wires, Clips(shelf, SPEECH), silent_frame(SPEECH), clock.monotonic())
    now = clock.now() - timedelta(seconds=1)
    frames = round(2 * SECONDS / FRAME_SECONDS)
    for number, name in enumerate(names, 1):
        attention.log.claims[number] = Claim(number, "p1", number, "Tin", name, frames, now)
    zones = [Zone(id=number, slug=f"khu-{number}", name=f"Khu {number}") for number in range(1, ZONES + 1)]
    attention.know(zones, clock.monotonic())
    _hear(attention, 2.0, 0.02)
    before, spent = attention.heard_frames, time.process_time()
    _hear(attention, SECONDS, LISTEN_SECONDS)
    return (time.process_time() - spent) / SECONDS, attention.heard_frames - before


def _hear(attention: Attention, seconds: float, rest: float) -> None:
    over = clock.monotonic() + seconds
    while clock.monotonic() < over:
        attention.hear(clock.monotonic(), clock.now())
        time.sleep(rest)


def _play(theirs: Connection, clips: list[bytes]) -> None:
    """Answer every zone and send it its clip, a tick at a time."""
    process.die_with_parent()
    with socket.create_server(("127.0.0.1", 0), backlog=ZONES) as server:
        theirs.send(server.getsockname()[1])
        lines = dict(_accept(server) for _ in clips)
    begun, tick = clock.monotonic(), TICK_FRAMES * SPEECH.frame_bytes
    for number in range(len(clips[0]) // tick):
        for zone, line in lines.items():
            line.sendall(clips[zone - 1][number * tick : (number + 1) * tick])
        time.sleep(max(0.0, begun + (number + 1) * TICK_FRAMES * FRAME_SECONDS - clock.monotonic()))


def _accept(server: socket.socket) -> tuple[int, socket.socket]:
    line, _ = server.accept()
    asked = line.recv(4096).split(b" ")[1]
    line.sendall(ANSWER)
    return int(asked.rpartition(b"-")[2].removesuffix(b".mp3")), line
