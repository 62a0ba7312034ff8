"""Hears many RTP streams at once and tells their jitter and losses; a process of its own, run by `loa bench rtp`.

Arrival times are the kernel's (SO_TIMESTAMPNS), so that what this program does in the meantime is not measured.
"""

import contextlib
import json
import socket
import struct
import sys
import time
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise

SO_TIMESTAMPNS, SO_RCVBUFFORCE = 35, 33  # socket(7); Python has no names for them
MEMBERSHIPS = 20  # that Linux lets one socket have
BUFFER_BYTES = 1 << 28  # asked for: our own naps must not count as losses; an ordinary user gets less
HEADER = struct.Struct("!BBHII")
TIMESPEC = struct.Struct("qq")
WARM_UP = 2 * 10**9  # nanoseconds after the first packet, in which sockets still open
RATE = 8000  # Hz, of PCMU timestamps


@dataclass(frozen=True)
class Heard:
    """One stream: its jitter (RFC 3550 appendix A.8), mean and at its worst, in milliseconds, and its packets."""

    mean_jitter: float
    worst_jitter: float
    received: int
    lost: int
    doubled: int


def hear(groups: list[str], port: int, seconds: float) -> list[Heard]:
    """Listen on the loopback interface and return what was heard of each stream."""
    with contextlib.ExitStack() as joined:
        for at in range(0, len(groups), MEMBERSHIPS):
            member = joined.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            for group in groups[at : at + MEMBERSHIPS]:
                request = socket.inet_aton(group) + socket.inet_aton("127.0.0.1")
                member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, request)
        ear = joined.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        ear.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        with contextlib.suppress(PermissionError):
            ear.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES)
        ear.bind(("", port))
        ear.settimeout(10.0)
        print("ready", flush=True)  # noqa: T201 - whoever started us waits for this line
        return judged(*_collected(ear, seconds))


def _collected(ear: socket.socket, seconds: float) -> tuple["array[int]", bytearray]:
    """Only store while packets come: thinking is for afterwards."""
    arrivals, headers = array("Q"), bytearray()
    begin = 0
    with contextlib.suppress(TimeoutError):
        while True:
            header, (told, *_), _, _ = ear.recvmsg(HEADER.size, 64)
            whole, nanoseconds = TIMESPEC.unpack_from(told[2])
            now = whole * 10**9 + nanoseconds
            begin = begin or now + WARM_UP
            if now > begin + seconds * 1e9:
                break
            if now > begin:
                arrivals.append(now)
                headers += header
    return arrivals, headers


def judged(arrivals: "array[int]", headers: bytearray) -> list[Heard]:
    """Return jitter and losses of each stream."""
    streams: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for at, (_, _, sequence, timestamp, ssrc) in zip(arrivals, HEADER.iter_unpack(headers), strict=True):
        streams[ssrc].append((at, sequence, timestamp))
    return [_heard(packets) for packets in streams.values()]


def _heard(packets: list[tuple[int, int, int]]) -> Heard:
    jitters = list(_jitters(packets))
    steps = [(after[1] - before[1]) & 0xFFFF for before, after in pairwise(packets)]
    lost = sum(step - 1 for step in steps if 1 < step < 1 << 15)
    doubled = sum(step == 0 or step >= 1 << 15 for step in steps)
    return Heard(sum(jitters) / max(1, len(jitters)), max(jitters, default=0.0), len(packets), lost, doubled)


def _jitters(packets: list[tuple[int, int, int]]) -> Iterator[float]:
    jitter = 0.0
    for before, after in pairwise(packets):
        passed = (after[0] - before[0]) / 1e6
        meant = ((after[2] - before[2]) & 0xFFFFFFFF) * 1000 / RATE
        jitter += (abs(passed - meant) - jitter) / 16
        yield jitter


if __name__ == "__main__":
    told = hear(sys.argv[3:], int(sys.argv[1]), float(sys.argv[2]))
    answer = {"heard": [asdict(heard) for heard in told], "cpu_seconds": time.process_time()}
    print(json.dumps(answer))  # noqa: T201 - the answer
