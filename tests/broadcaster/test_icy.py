"""Titles woven into the sound: what a listener takes apart is the sound, and the titles where they belong."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcaster.outputs.icy import AS_BEFORE, Weave, block
from tests.broadcaster.stream_house import FRAME, House, numbered, numbers, received, stream_house
from tests.broadcaster.unweave import unwoven

INTERVAL = 10 * FRAME


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Bản tin sáng", "StreamTitle='Bản tin sáng';"),
        ("Chè 'Tân Cương'; gạo", "StreamTitle='Chè ’Tân Cương’; gạo';"),
        ("hai\r\ndòng\0", "StreamTitle='hai dòng';"),
        ("", "StreamTitle='';"),
    ],
)
def test_a_title_travels_as_utf8_in_units_of_sixteen(title: str, text: str) -> None:
    made = block(title)

    assert made[1:].rstrip(b"\0").decode() == text
    assert len(made) == 1 + 16 * made[0] and made[0] == -(-len(text.encode()) // 16)


def test_a_title_that_is_too_long_is_cut_between_letters() -> None:
    made = block("ế" * 5000)

    assert len(made) <= 1 + 255 * 16
    assert set(made[1:].decode().removeprefix("StreamTitle='").rstrip("\0")) == {"ế", "'", ";"}


def test_a_title_is_told_once_at_the_first_place() -> None:
    weave = Weave(INTERVAL)

    woven = weave.woven(numbered(0, 30), "A") + weave.woven(numbered(30, 20), "B")

    sound, titles = unwoven(woven, INTERVAL)
    assert numbers(sound) == list(range(50))
    assert titles == ["A", None, None, "B", None]


@given(
    blocks=st.lists(st.integers(1, 13), min_size=1, max_size=30),
    joins=st.sets(st.integers(0, 29)),
    listened=st.sets(st.integers(0, 29)),
)
def test_whoever_joins_shares_the_places_of_all_others(blocks: list[int], joins: set[int], listened: set[int]) -> None:
    weave, sent, streams = Weave(INTERVAL), 0, dict[int, bytes]()
    for turn, count in enumerate(blocks):
        if turn in joins:
            recent = numbered(max(0, sent - 21), min(sent, 21))
            streams[turn] = weave.beginning(recent, f"title {turn}")
        frames = numbered(sent, count)
        woven = weave.woven(frames, "shared") if streams or turn in listened else b""
        if not woven:
            weave.pass_by(len(frames))
        streams = {start: stream + woven for start, stream in streams.items()}
        sent += count

    for turn, stream in streams.items():
        sound, titles = unwoven(stream, INTERVAL)
        heard = numbers(sound)
        assert heard == list(range(sent - len(heard), sent))
        before = sum(blocks[:turn])
        assert before - heard[0] <= 21 and (before < 21 or before - heard[0] >= 10)
        if before >= 21:
            assert titles[0] == f"title {turn}"


def test_nothing_new_is_one_byte() -> None:
    assert Weave(FRAME).woven(numbered(0, 2), "") == numbered(0, 1) + AS_BEFORE + numbered(1, 1) + AS_BEFORE


def test_a_listener_that_asks_is_told_what_sounds_and_the_others_get_bare_sound() -> None:
    with stream_house() as house:
        house.server.halls["xa"].name = "Thôn Đông"
        house.say("Bản tin")
        house.send(50)
        line, head, sound = house.listen("Icy-MetaData: 1")
        plain, plain_head, plain_sound = house.listen("Icy-MetaData: 0")
        house.send(20)
        house.say("")
        house.send(30)

        heard, titles = _heard(house, line, head, sound)

        assert "icy-name: Thôn Đông\r\n".encode() in head and b"icy-br: 64\r\n" in head
        assert numbers(heard)[-50:] == list(range(50, 100)) and 10 <= len(numbers(heard)) - 50 <= 21
        assert [title for title in titles if title] == ["Bản tin", "Thôn Đông"]
        assert b"icy-metaint" not in plain_head
        assert numbers(received(plain, 71 * FRAME, plain_sound)) == list(range(29, 100))


def _heard(house: House, line: socket.socket, head: bytes, sound: bytes) -> tuple[bytes, list[str | None]]:
    """Read until all frames are there, and take them apart."""
    interval = int(head.partition(b"icy-metaint: ")[2].partition(b"\r\n")[0])
    data = bytearray(sound)
    while True:
        heard, titles = unwoven(bytes(data), interval)
        if heard and numbers(heard)[-1] == house.sent - 1:
            return heard, titles
        data += line.recv(65536)
