"""The sending end of an inlet: never waits, says who it is, survives its transmitter."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadcaster.inputs.inlet import MOST_WAITING, Inlet
from content.airformat import SPEECH, silent_frame
from station import clock
from tests.broadcaster.inputs.transmitter import Transmitter

FRAME = silent_frame(SPEECH)


@pytest.fixture
def inlet(tmp_path: Path) -> Iterator[Inlet]:
    inlet = Inlet(tmp_path, "relay:3")
    yield inlet
    inlet.close()


@contextlib.contextmanager
def transmitter(home: Path, *, takes: bool = True) -> Iterator[Transmitter]:
    there = Transmitter(home, takes=takes)
    yield there
    there.end()


def test_a_source_says_its_name_and_then_sends_frames(tmp_path: Path, inlet: Inlet) -> None:
    with transmitter(tmp_path) as there:
        inlet.send(FRAME)
        inlet.send(FRAME * 2)

        there.wait(lambda: len(there.frames) == 3 * len(FRAME))

    assert there.heads == [b'{"source": "relay:3"}\n']
    assert there.frames == FRAME * 3


def test_without_a_transmitter_nothing_waits_and_nothing_is_kept(tmp_path: Path, inlet: Inlet) -> None:
    for _ in range(1000):
        inlet.send(FRAME)

    assert not inlet.connected
    assert inlet.dropped == 1000 * len(FRAME)


def test_a_transmitter_that_comes_back_is_found_again(tmp_path: Path, inlet: Inlet) -> None:
    with transmitter(tmp_path) as first:
        inlet.send(FRAME)
        first.wait(lambda: len(first.frames) == len(FRAME))

    with transmitter(tmp_path) as second:
        second.wait(lambda: inlet.send(FRAME) or len(second.frames) >= len(FRAME))

    assert second.heads == [b'{"source": "relay:3"}\n']
    assert second.frames.startswith(FRAME)


def test_a_transmitter_that_stands_still_costs_neither_time_nor_memory(tmp_path: Path, inlet: Inlet) -> None:
    with transmitter(tmp_path, takes=False):
        began = clock.monotonic()
        for _ in range(2000):
            inlet.send(FRAME)
        took = clock.monotonic() - began

    assert took < 1
    assert inlet.dropped > 2000 * len(FRAME) - 4 * MOST_WAITING
    assert inlet.dropped % len(FRAME) == 0
