"""The decoding child: begun with the first output, ended with the last, begun again when it dies."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from broadcaster.outputs.pcm.conditions import BEHIND, GONE, OPENING, Conditions
from broadcaster.outputs.pcm.cutter import Cutter
from broadcaster.outputs.pcm.sink import PcmSink
from broadcaster.outputs.port import Health, OutputSpec
from content.airformat import SPEECH, silent_frame
from station import clock
from tests.broadcaster.outputs.feeding import TICK_FRAMES, children, even_ear, ticks

HEAVY = ("av", "numpy", "sqlalchemy", "flask", "pydub")
SILENCE = silent_frame(SPEECH) * TICK_FRAMES
SOUND = b"\1" * len(SILENCE)


def spec(port: int, output_id: int = 1) -> OutputSpec:
    return OutputSpec(output_id, "rtp", f"127.0.0.1:{port}", 1, "xa", "Xã", {"codec": "pcmu"})


def named(word: str) -> list[int]:
    """Return our children that run a module of that name."""
    told = {each: Path(f"/proc/{each}/cmdline") for each in children(os.getpid())}
    return [each for each, path in told.items() if path.exists() and path.read_bytes().split(b"\0")[2] == word.encode()]


async def until(fact: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something to come true."""
    deadline = clock.monotonic() + seconds
    while not fact():
        assert clock.monotonic() < deadline, "it did not come true in time"
        await asyncio.sleep(0.02)


def received(listener: socket.socket) -> list[bytes]:
    """Return what has arrived."""
    found = []
    while True:
        try:
            found.append(listener.recv(2048))
        except BlockingIOError:
            return found


async def _play(sink: PcmSink, parts: list[bytes]) -> None:
    for part in parts:
        sink.send(part)
        await asyncio.sleep(0.12)


async def _one_life(listener: socket.socket) -> tuple[list[bytes], list[int], Health]:
    sink = PcmSink(spec(listener.getsockname()[1]), SPEECH)
    await until(lambda: sink.health.ok)
    health = sink.health
    await _play(sink, ticks(20))
    alive = children(os.getpid())
    sink.close()
    await until(lambda: not children(os.getpid()))
    return received(listener), alive, health


def test_a_sink_is_heard_until_it_is_closed_and_leaves_no_process() -> None:
    with even_ear() as listener:
        packets, alive, health = asyncio.run(_one_life(listener))

    assert health == Health(True)
    assert len(alive) == 2  # one decodes, one sends
    assert {len(packet) for packet in packets} == {172}
    assert any(packet[12:] != b"\xff" * 160 for packet in packets)


async def _killed(listener: socket.socket, module: str) -> tuple[Health, Health, int]:
    sink = PcmSink(spec(listener.getsockname()[1]), SPEECH)
    await until(lambda: sink.health.ok)
    os.kill(named(module)[0], signal.SIGKILL)
    await until(lambda: not sink.health.ok)
    meanwhile = sink.health
    await until(lambda: sink.health.ok)
    again = sink.health
    while not received(listener):
        await _play(sink, [SILENCE])
    left = len(children(os.getpid()))
    sink.close()
    await until(lambda: not children(os.getpid()))
    return meanwhile, again, left


@pytest.mark.parametrize("module", ["broadcaster.outputs.pcm", "broadcaster.outputs.rtp.pump"])
def test_a_child_that_dies_is_told_of_and_begun_again(module: str) -> None:
    with even_ear() as listener:
        meanwhile, again, left = asyncio.run(_killed(listener, module))

    assert (meanwhile, again) == (GONE, Health(True))
    assert left == 2


ORPHAN = """
import asyncio, os
from tests.broadcaster.outputs.feeding import children
from tests.broadcaster.outputs.test_pcm_child import SPEECH, PcmSink, spec, until
async def live(port):
    sink = PcmSink(spec(port), SPEECH)
    await until(lambda: sink.health.ok)
    print(*children(os.getpid()), flush=True)
    os.kill(os.getpid(), 9)
asyncio.run(live({port}))
"""


def test_the_children_die_with_their_parent() -> None:
    with even_ear() as listener:
        words = [sys.executable, "-c", ORPHAN.format(port=listener.getsockname()[1])]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        orphans = [int(word) for word in done.stdout.split()]

        asyncio.run(until(lambda: not any(Path(f"/proc/{each}").exists() for each in orphans)))

    assert len(orphans) == 2 and done.returncode == -signal.SIGKILL


async def _refused() -> Health:
    sink = PcmSink(OutputSpec(1, "rtp", "không phải địa chỉ", 1, "xa", "Xã"), SPEECH)
    await until(lambda: "Cần địa chỉ IP" in sink.health.sentence)
    sink.close()
    await until(lambda: not children(os.getpid()))
    return sink.health


def test_an_address_that_cannot_be_used_is_told_in_its_sentence() -> None:
    assert not asyncio.run(_refused()).ok


def test_the_transmitter_imports_nothing_heavy() -> None:
    script = "import sys, broadcaster.outputs.table; print(*sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert not set(HEAVY) & set(done.stdout.split())


def test_a_child_that_lags_or_is_gone_outweighs_what_it_said() -> None:
    conditions = Conditions()
    said = [conditions.of(1)]
    conditions.tell(1, Health(False, "không có mạng"))
    said.append(conditions.of(1))
    conditions.is_lagging = True
    said.append(conditions.of(1))
    conditions.is_lagging = False
    said.append(conditions.of(1))
    conditions.lose()
    said.append(conditions.of(1))

    assert said == [OPENING, Health(False, "không có mạng"), BEHIND, Health(False, "không có mạng"), GONE]


def cut(parts: list[tuple[float, bytes]]) -> list[tuple[float, bytes]]:
    cutter = Cutter(SPEECH)
    return [block for now, frames in parts for block in cutter.cut(frames, now=now)]


def test_frames_become_blocks_of_five_whatever_they_come_in() -> None:
    frames = [bytes([number]) * SPEECH.frame_bytes for number in range(12)]

    blocks = cut([(10.0, b"".join(frames[:3])), (10.08, frames[3]), (10.12, b"".join(frames[4:]))])

    assert b"".join(block for _, block in blocks) == b"".join(frames[:10])
    assert [due for due, _ in blocks] == pytest.approx([10.0, 10.12])


def test_what_comes_after_a_gap_is_due_at_once() -> None:
    blocks = cut([(10.0, SOUND), (10.12, SOUND), (15.0, SOUND)])

    assert [due for due, _ in blocks] == pytest.approx([10.0, 10.12, 15.0])


def test_silence_that_is_ahead_of_its_time_is_left_out_until_it_is_not() -> None:
    ahead = cut([(10.0, SOUND * 3), (10.01, SILENCE), (10.36, SILENCE)])

    assert [due for due, _ in ahead] == pytest.approx([10.0, 10.12, 10.24, 10.36])


def test_even_sound_is_left_out_when_a_second_waits() -> None:
    assert len(cut([(10.0, SOUND)] * 100)) == 8
