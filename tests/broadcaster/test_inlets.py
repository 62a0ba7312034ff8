"""Sound from outside: evened out, joined at the newest, silent where nothing comes."""

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.transmitter.inlets import CUSHION_FRAMES, FURTHEST_BEHIND, KEPT_FRAMES, Inlet, Inlets, Tap
from station.nudge import address

SILENCE = b"...."
NOBODY = 65534


def frames(first: int, count: int) -> bytes:
    return b"".join(b"%04d" % number for number in range(first, first + count))


def inlet(count: int) -> Inlet:
    made = Inlet(len(SILENCE))
    made.put(frames(0, count))
    return made


def test_a_zone_hears_silence_until_a_cushion_has_come_and_then_every_frame_in_order() -> None:
    source = inlet(CUSHION_FRAMES - 1)
    tap = Tap(source, SILENCE)

    before = tap.take(0, 5)
    source.put(frames(CUSHION_FRAMES - 1, 5))
    after = tap.take(5, 5) + tap.take(10, 5)

    assert before == SILENCE * 5
    assert after == frames(0, 10)


def test_a_zone_that_joins_later_begins_near_the_newest_frame() -> None:
    tap = Tap(inlet(300), SILENCE)

    assert tap.take(0, 5) == frames(300 - CUSHION_FRAMES, 5)


def test_what_has_not_come_in_time_is_silence_until_a_cushion_of_what_was_never_sent_has_come() -> None:
    source = inlet(CUSHION_FRAMES)
    tap = Tap(source, SILENCE)
    tap.take(0, CUSHION_FRAMES - 2)

    short = tap.take(0, 5)
    stalled = [tap.take(0, 5) for _ in range(3)]
    source.put(frames(CUSHION_FRAMES, CUSHION_FRAMES - 1))
    still = tap.take(0, 5)
    source.put(frames(2 * CUSHION_FRAMES - 1, 1))

    assert short == frames(CUSHION_FRAMES - 2, 2) + SILENCE * 3
    assert {*stalled, still} == {SILENCE * 5}
    assert tap.take(0, 5) == frames(CUSHION_FRAMES, 5)


def test_what_comes_in_one_heap_after_a_stall_is_joined_near_its_newest() -> None:
    source = inlet(CUSHION_FRAMES)
    tap = Tap(source, SILENCE)
    tap.take(0, CUSHION_FRAMES + 5)

    source.put(frames(CUSHION_FRAMES, 60))

    assert tap.take(0, 2) == frames(60, 2)


def test_a_zone_that_fell_far_behind_skips_to_the_newest() -> None:
    source = inlet(CUSHION_FRAMES)
    tap = Tap(source, SILENCE)
    tap.take(0, 1)
    source.put(frames(CUSHION_FRAMES, FURTHEST_BEHIND + 10))

    newest = CUSHION_FRAMES + FURTHEST_BEHIND + 10
    assert tap.take(1, 2) == frames(newest - CUSHION_FRAMES, 2)


def test_an_inlet_keeps_ten_seconds_and_only_whole_frames() -> None:
    source = inlet(KEPT_FRAMES + 50)
    source.put(b"00")
    source.broken_off()
    source.put(frames(KEPT_FRAMES + 50, 1))

    assert source.frames(49, 1) == b""
    assert source.frames(KEPT_FRAMES + 50, 1) == b"%04d" % (KEPT_FRAMES + 50)


def test_a_sender_names_its_source_and_its_frames_are_heard_there(tmp_path: Path) -> None:
    async def scene() -> bytes:
        inlets = Inlets(SILENCE)
        async with await inlets.start(tmp_path):
            nonsense, sender = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
            for line in (nonsense, sender):
                line.connect(address(tmp_path, "inlet"))
            nonsense.sendall(b"GET / HTTP/1.1\r\n\r\n")
            sender.sendall(json.dumps({"source": "live:7"}).encode() + b"\n" + frames(0, 20))
            await asyncio.sleep(0.05)
            sender.close()
            nonsense.close()
            return inlets.tap("live:7").take(0, 16)

    assert asyncio.run(scene()) == frames(4, 16)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can call as somebody else")
def test_a_sender_of_another_account_is_not_heard(tmp_path: Path) -> None:
    async def scene() -> bytes:
        inlets = Inlets(SILENCE)
        async with await inlets.start(tmp_path):
            with called_by(NOBODY), socket.socket(socket.AF_UNIX) as stranger:
                stranger.connect(address(tmp_path, "inlet"))
                stranger.sendall(json.dumps({"source": "live:7"}).encode() + b"\n" + frames(0, 20))
            await asyncio.sleep(0.05)
            return inlets.tap("live:7").take(0, 16)

    assert asyncio.run(scene()) == SILENCE * 16


@contextlib.contextmanager
def called_by(account: int) -> Iterator[None]:
    """Be somebody else to whom one connects (unix(7): that is settled when connecting)."""
    os.seteuid(account)
    try:
        yield
    finally:
        os.seteuid(0)
