"""The built-in stream server: what listeners get, and what bad ones cannot do to the others."""

import asyncio
import selectors
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from broadcaster.outputs.http import SLOW_SECONDS, StreamServer, raised_file_limit
from station import clock
from tests.broadcaster.conftest import wait_for
from tests.broadcaster.stream_house import FRAME, SECOND, House, all_of, numbers, received, stream_house

CROWD = 5000
KEPT_BY_KERNELS = 7.0  # seconds of sound, of ours and of a listener that wants little


@pytest.fixture
def house() -> Iterator[House]:
    with stream_house() as house:
        yield house


@pytest.fixture
def hasty() -> Iterator[House]:
    with stream_house(patience=0.2) as house:
        yield house


def test_a_late_joiner_starts_at_a_frame_with_the_last_half_second(house: House) -> None:
    house.send(100, block=7)
    line, head, sound = house.listen()
    house.send(5)

    heard = numbers(received(line, 26 * FRAME, sound))

    assert heard == list(range(house.sent - 26, house.sent))
    assert head.startswith(b"HTTP/1.1 200 OK\r\n") and b"\r\nContent-Type: audio/mpeg\r\n" in head
    assert b"\r\nAccess-Control-Allow-Origin: *" in head and b"icy-metaint" not in head


def test_all_listeners_hear_every_frame_once_and_in_order(house: House) -> None:
    lines = [house.listen()[0] for _ in range(50)]

    house.send(100)

    assert all(numbers(received(line, 100 * FRAME)) == list(range(100)) for line in lines)


@pytest.mark.parametrize(
    ("request_lines", "status"),
    [
        ("GET /healthz HTTP/1.1", b"200"),
        ("GET /stream/xa.mp3?now=1 HTTP/1.0", b"200"),
        ("GET /stream/nowhere.mp3 HTTP/1.1", b"404"),
        ("GET / HTTP/1.1", b"404"),
        ("POST /stream/xa.mp3 HTTP/1.1", b"405"),
        ("nonsense", b"400"),
        ("GET /healthz HTTP/1.1\nA: " + "a" * 20_000, b"431"),
    ],
)
def test_a_request_gets_the_answer_that_fits(house: House, request_lines: str, status: bytes) -> None:
    line = house.ask(request_lines)

    assert line.recv(12)[9:] == status


def test_a_page_is_whole_and_its_head_alone_can_be_asked_for(house: House) -> None:
    page, head = all_of(house.ask("GET /healthz HTTP/1.1")), all_of(house.ask("HEAD /healthz HTTP/1.1"))

    assert page.endswith(b"\r\n\r\nok\n") and page.startswith(head)
    assert head.endswith(b"\r\n\r\n") and b"Content-Length: 3\r\n" in head


def test_the_head_of_a_stream_can_be_asked_for(house: House) -> None:
    head = all_of(house.ask("HEAD /stream/xa.mp3 HTTP/1.1"))

    assert b"audio/mpeg" in head and head.endswith(b"\r\n\r\n")
    assert house.server.listeners == []


def test_whoever_sends_a_long_body_still_gets_its_refusal(house: House) -> None:
    line = house.ask("POST /healthz HTTP/1.1\nContent-Length: 200000")
    line.sendall(b"x" * 200_000)

    assert all_of(line).startswith(b"HTTP/1.1 405 ")


def test_a_request_may_come_in_crumbs(house: House) -> None:
    line = house.connect()
    for letter in b"GET /healthz HTTP/1.1\r\nHost: loa\r\n\r\n":
        line.sendall(bytes([letter]))
        house.do()

    assert all_of(line).endswith(b"ok\n")


def test_whoever_does_not_finish_its_request_is_dropped(hasty: House) -> None:
    silent, slow = hasty.connect(), hasty.connect()
    slow.sendall(b"GET /stream/")

    assert silent.recv(1) == b"" and slow.recv(1) == b""


def test_whoever_does_not_hang_up_after_its_answer_is_dropped(hasty: House) -> None:
    line = hasty.ask("GET /healthz HTTP/1.1")
    all_of(line)

    wait_for(lambda: hasty.server._callers == {}, seconds=5)


def test_a_listener_is_not_hurried(hasty: House) -> None:
    line, _, _ = hasty.listen()
    wait_for(lambda: hasty.connect().recv(1) == b"", seconds=5)  # one that came later was

    hasty.send(5)

    assert len(received(line, 5 * FRAME)) == 5 * FRAME


@pytest.mark.parametrize("is_late", [False, True], ids=["asks at once", "asks late"])
def test_a_loudspeaker_that_half_closes_its_side_goes_on_hearing(house: House, is_late: bool) -> None:
    line = house.connect()
    if is_late:
        house.do(lambda: time.sleep(0.05))  # lets the server accept it first
        house.do()
    line.sendall(b"GET /stream/xa.mp3 HTTP/1.0\r\n\r\n")
    line.shutdown(socket.SHUT_WR)
    wait_for(lambda: len(house.server.listeners) == 1, seconds=5)

    house.send(50)

    _, _, sound = received(line, 50 * FRAME + 100).partition(b"\r\n\r\n")
    assert numbers(received(line, 50 * FRAME, sound)) == list(range(50))


def test_whoever_goes_away_is_forgotten_with_the_next_sound(house: House) -> None:
    line, _, _ = house.listen()
    line.close()

    house.send(10)

    wait_for(lambda: house.server.listeners == [], seconds=2)
    assert len(house.server.halls["xa"]) == 0


def test_a_listener_that_never_reads_is_dropped_after_ten_seconds_of_sound_and_nobody_else_notices(
    house: House,
) -> None:
    deaf, _, _ = house.listen(kept_bytes=2048)
    other, _, _ = house.listen()
    heard = b""
    while len(house.server.listeners) == 2 and house.sent * 0.024 < SLOW_SECONDS + KEPT_BY_KERNELS:
        house.send(5)
        heard += received(other, 5 * FRAME)

    assert len(house.server.listeners) == 1 and house.sent * 0.024 > SLOW_SECONDS
    assert numbers(heard) == list(range(house.sent))
    with pytest.raises(ConnectionResetError):
        all_of(deaf)


def test_a_listener_that_pauses_for_less_hears_everything_afterwards(house: House) -> None:
    line, _, _ = house.listen(kept_bytes=2048)
    house.send(400)  # 9.6 seconds

    heard = numbers(received(line, 400 * FRAME))

    assert heard == list(range(400))


def test_listeners_are_sent_away_when_their_zone_is_gone(house: House) -> None:
    line, _, _ = house.listen()

    house.do(lambda: setattr(house.server, "feeds", {}))

    assert line.recv(1) == b""
    assert house.ask("GET /stream/xa.mp3 HTTP/1.1").recv(12)[9:] == b"404"


def test_a_full_house_lets_nobody_in_and_opens_again_when_somebody_leaves(house: House) -> None:
    first, _, _ = house.listen()
    house.server.most_callers = 1
    waiting = house.ask("GET /healthz HTTP/1.1")
    house.send(5)

    waiting.settimeout(0.3)
    with pytest.raises(TimeoutError):
        waiting.recv(1)
    house.server.most_callers = 10
    waiting.settimeout(5)

    assert waiting.recv(12)[9:] == b"200"
    assert len(received(first, 5 * FRAME)) == 5 * FRAME


def test_a_port_that_is_taken_is_an_error(house: House) -> None:
    second = StreamServer(SECOND, {})

    with pytest.raises(OSError, match="Address already in use"):
        asyncio.run(second.start("127.0.0.1", house.port))


@pytest.mark.skipif(raised_file_limit() < 2 * CROWD + 500, reason="cần được mở hơn 10.000 tệp (ulimit -n)")
def test_five_thousand_connect_at_once_and_all_are_served_while_a_listener_hears_on(house: House) -> None:
    house.send(25)
    line, _, sound = house.listen()

    crowd = Crowd(house.port, CROWD)
    crowd.rush(meanwhile=lambda: house.send(5))

    assert len(house.server.listeners) == CROWD + 1
    heard = numbers(received(line, (house.sent - 4) * FRAME, sound))
    assert heard == list(range(4, house.sent))
    crowd.leave()


class Crowd:
    """Many listeners that connect at once; each is served when it has the answer's head."""

    def __init__(self, port: int, count: int) -> None:
        self._address = ("127.0.0.1", port)
        self._lines = [socket.socket() for _ in range(count)]

    def rush(self, *, meanwhile: Callable[[], None]) -> None:
        """Connect, ask, and wait until all are served; do something else now and then."""
        with selectors.DefaultSelector() as selector:
            for line in self._lines:
                line.setblocking(False)
                line.connect_ex(self._address)
                selector.register(line, selectors.EVENT_WRITE)
            deadline = clock.monotonic() + 30
            while selector.get_map():
                assert clock.monotonic() < deadline, f"{len(selector.get_map())} wait"
                for key, events in selector.select(0.1):
                    self._go_on(selector, key.fileobj, events)
                meanwhile()

    def leave(self) -> None:
        for line in self._lines:
            line.close()

    def _go_on(self, selector: selectors.BaseSelector, line: socket.socket, events: int) -> None:
        if events & selectors.EVENT_WRITE:
            line.sendall(b"GET /stream/xa.mp3 HTTP/1.1\r\nHost: loa\r\n\r\n")
            selector.modify(line, selectors.EVENT_READ)
        elif line.recv(65536).startswith(b"HTTP/1.1 200 OK"):
            selector.unregister(line)
