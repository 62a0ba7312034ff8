"""One session on the loopback interface: collisions of its number, and a network that does not take its packets."""

import socket
from collections.abc import Iterator

import pytest

from broadcaster.outputs.port import Health, OutputSpec
from broadcaster.outputs.rtp import packets
from broadcaster.outputs.rtp.session import RETRY_SECONDS, Session
from broadcaster.outputs.rtp.target import target_of
from station import clock
from tests.broadcaster.outputs.feeding import even_ear

OURS, OTHER = 0x11111111, 0x22222222
SLOT = 1000


@pytest.fixture
def ears() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two neighbouring ports that listen for sound and reports."""
    with even_ear() as sound, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as reports:
        reports.bind(("127.0.0.1", sound.getsockname()[1] + 1))
        for each in (sound, reports):
            each.settimeout(5)
        yield sound, reports


def session(port: int, told: list[Health]) -> Session:
    spec = OutputSpec(1, "rtp", f"127.0.0.1:{port}", 1, "xa", "Xã")
    made = Session(spec, target_of(spec), "cname", OURS, told.append)
    made.stream.queue(float(SLOT), None)
    return made


def test_another_with_our_number_makes_us_take_leave_and_go_on_under_a_new_one(
    ears: tuple[socket.socket, socket.socket],
) -> None:
    sound, reports = ears
    ours = session(sound.getsockname()[1], [])
    ours.step(SLOT)
    _, (host, port) = sound.recvfrom(2048)
    sound.sendto(packets.empty_receiver_report(OURS), (host, port + 1))

    ours.tend(clock.monotonic(), lambda: OTHER, 1)
    ours.step(SLOT + 1)

    assert packets.BYE in [kind for kind, ssrc in packets.sources(reports.recv(2048)) if ssrc == OURS]
    assert packets.HEADER.unpack_from(sound.recv(2048))[4] == OTHER
    ours.close()


def test_a_loudspeaker_that_refuses_is_told_of_once_and_forgiven_when_it_takes_again() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1] // 2 * 2
    told: list[Health] = []
    ours = session(port, told)
    for slot in range(SLOT, SLOT + 10):
        ours.step(slot)  # the refusal of one packet is heard when the next is sent

    now = clock.monotonic()
    ours.tend(now + RETRY_SECONDS + 1, lambda: OTHER, 1)
    ours.close()

    assert [health.ok for health in told] == [False, True]
    assert told[0].sentence.startswith(f"Không gửi được RTP tới 127.0.0.1:{port}: ")
