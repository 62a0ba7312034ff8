"""Chunks that are lost, come twice or out of order never repeat a sample."""

import random
from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.inputs.live_order import InOrder


def samples(first: int, count: int) -> bytes:
    """Return samples that tell their own number."""
    return array("h", range(first, first + count)).tobytes()


def test_what_comes_in_order_is_all_taken() -> None:
    order = InOrder()

    taken = b"".join(order.take(at, samples(at, 100)) for at in range(0, 1000, 100))

    assert taken == samples(0, 1000)
    assert (order.wanted, order.missed) == (1000, 0)


@pytest.mark.parametrize(
    ("chunks", "expected", "missed"),
    [
        ([(0, 100), (0, 100), (100, 50)], samples(0, 150), 0),
        ([(0, 100), (50, 100)], samples(0, 150), 0),
        ([(0, 100), (200, 100), (100, 100)], samples(0, 100) + samples(200, 100), 100),
        ([(500, 100), (600, 10)], samples(500, 110), 0),
        ([(0, 100), (100, 0)], samples(0, 100), 0),
    ],
    ids=["twice", "overlapping", "out of order", "begun in mid-talk", "empty"],
)
def test_a_chunk_that_is_not_the_next_is_used_as_far_as_it_is_new(
    chunks: list[tuple[int, int]], expected: bytes, missed: int
) -> None:
    order = InOrder()

    taken = b"".join(order.take(at, samples(at, count)) for at, count in chunks)

    assert (taken, order.missed) == (expected, missed)


@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 400)), max_size=40), st.integers(0, 999))
def test_no_sample_is_ever_taken_twice(chunks: list[tuple[int, int]], seed: int) -> None:
    order = InOrder()
    random.Random(seed).shuffle(chunks)

    taken = array("h", b"".join(order.take(at, samples(at, count)) for at, count in chunks))

    assert all(one < two for one, two in pairwise(taken))


def test_half_a_sample_is_left_out() -> None:
    assert InOrder().take(0, b"\1\2\3") == b"\1\2"
