"""The ways to listen to many streams at once; run as a program: `python -m bench.hearing WAY`.

It reads what the way wants to know (a line of JSON), says "ready" when all listeners
are served, listens until another line comes in, and prints what it heard as JSON.
"""

import json
import select
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from broadcaster.outputs.http import raised_file_limit
from content.airformat import SPEECH

FRAME = SPEECH.frame_bytes
FRAME_SECONDS = SPEECH.frame_seconds
READ_BYTES = 65536
SWEEP_SECONDS = 0.1
BATCH = 512
STDIN = 0


def listen(port: int, paths: Sequence[str]) -> tuple[list[socket.socket], list[bytes]]:
    """Ask for all streams, then await the answers; return the lines and what sound came with each answer."""
    lines = [_asked(port, path) for path in paths]
    return lines, [_begun(line) for line in lines]


def _asked(port: int, path: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    line.sendall(_request(path))
    return line


def _begun(line: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = line.recv(READ_BYTES)
        if not more:
            raise ConnectionError(data)
        data += more
    head, _, sound = data.partition(b"\r\n\r\n")
    if head.split(b" ", 2)[1] != b"200":
        raise ConnectionError(head)
    line.setblocking(False)
    return sound


def drain(port: int, paths: Sequence[str]) -> dict[str, int]:
    """Listen as cheaply as can be, a tenth of a second's sound at once; return how many bytes came in all."""
    lines, _ = listen(port, paths)
    buffer, total, lost = bytearray(READ_BYTES), 0, 0
    _say_ready()
    while not _is_over(SWEEP_SECONDS):
        for line in lines:
            try:
                count = line.recv_into(buffer)
                total, lost = total + count, lost + (count == 0)
            except BlockingIOError:
                continue
    return {"bytes": total, "lost": lost}


def watch(port: int, zones: Sequence[tuple[str, str, float]]) -> dict[str, Any]:
    """Follow each zone's programme from its first frame (hex) on, due at an instant (seconds since 1970).

    Return how often the first frame of a block was so many milliseconds late, and each zone's count of frames.
    A frame that is left out makes all after it late, so that nothing missing goes unnoticed.
    """
    lines, sounds = listen(port, [path for path, _, _ in zones])
    firsts = [bytes.fromhex(first) for _, first, _ in zones]
    taken = [-1] * len(zones)  # bytes of the programme; -1: it has not begun
    late = [0] * 5001
    _say_ready()
    for at, number, data in _arrivals(lines):
        if taken[number] < 0:
            sounds[number] = sounds[number][-FRAME:] + data
            place = sounds[number].find(firsts[number])
            if place < 0:
                continue
            data, taken[number] = sounds[number][place:], 0
        due = zones[number][2] + taken[number] // FRAME * FRAME_SECONDS
        late[min(5000, max(0, round((at - due) * 1000)))] += 1
        taken[number] += len(data)
    return {"late": late, "frames": [count // FRAME for count in taken]}


def find(port: int, paths: Sequence[str], mark: str) -> list[list[float]]:
    """Return for each zone when blocks arrived in which a frame or part of one (hex) was (seconds since 1970)."""
    needle = bytes.fromhex(mark)
    lines, rests = listen(port, paths)
    found: list[list[float]] = [[] for _ in paths]
    _say_ready()
    for at, number, data in _arrivals(lines):
        data = rests[number] + data
        if needle in data:
            found[number].append(at)
        rests[number] = data[1 - len(needle) :]
    return found


def record(port: int, paths: Sequence[str]) -> list[list[tuple[float, str]]]:
    """Return all that each zone sent: blocks (hex) with their arrivals (seconds since 1970)."""
    lines, _ = listen(port, paths)
    blocks: list[list[tuple[float, str]]] = [[] for _ in paths]
    _say_ready()
    for at, number, data in _arrivals(lines):
        blocks[number].append((at, data.hex()))
    return blocks


def gaps(port: int, path: str) -> list[float]:
    """Return the seconds between what one listener gets."""
    lines, _ = listen(port, [path])
    _say_ready()
    arrivals = [at for at, _, _ in _arrivals(lines)]
    return [later - earlier for earlier, later in pairwise(arrivals)]


def rush(port: int, path: str, count: int, patience: float) -> dict[str, Any]:
    """Connect all at once; return after how many seconds each was served (its first sound), at most `patience`."""
    lines = [socket.socket() for _ in range(count)]
    waiting = {line.fileno(): Rusher(line, _request(path)) for line in lines}
    _say_ready()
    sys.stdin.readline()
    epoll, served, began = select.epoll(), list[float](), time.monotonic()
    for fd, rusher in waiting.items():
        rusher.line.setblocking(False)
        rusher.line.connect_ex(("127.0.0.1", port))
        epoll.register(fd, select.EPOLLOUT)
    while waiting and time.monotonic() - began < patience:
        for fd, events in epoll.poll(0.1, BATCH):
            if events & select.EPOLLOUT and waiting[fd].asks():
                epoll.modify(fd, select.EPOLLIN)
            elif (is_served := waiting[fd].is_served()) is not None:
                served += [time.monotonic() - began] if is_served else []
                epoll.unregister(fd)
                del waiting[fd]
    return {"served": served}


class Rusher:
    """One of a crowd: asks as soon as it is connected, and is served with its first sound."""

    def __init__(self, line: socket.socket, request: bytes) -> None:
        self.line = line
        self._request = request
        self._got = b""

    def asks(self) -> bool:
        """Send the request; say whether that was possible."""
        try:
            self.line.sendall(self._request)
        except OSError:
            return False
        return True

    def is_served(self) -> bool | None:
        """Take what came; say whether that is sound (False: refused), None while it is not known."""
        try:
            data = self.line.recv(READ_BYTES)
        except OSError:
            return False
        self._got += data
        head, _, sound = self._got.partition(b"\r\n\r\n")
        if sound:
            return head.split(b" ", 2)[1:2] == [b"200"]
        return None if data else False


WAYS: dict[str, Callable[..., Any]] = {each.__name__: each for each in (drain, watch, find, record, gaps, rush)}


def _arrivals(lines: Sequence[socket.socket]) -> Iterator[tuple[float, int, bytes]]:
    """Give what arrives, when (seconds since 1970) and on which line, until somebody says that it is over."""
    epoll = select.epoll()
    numbers = {line.fileno(): number for number, line in enumerate(lines)}
    for fd in (STDIN, *numbers):
        epoll.register(fd, select.EPOLLIN)
    while True:
        for fd, _ in epoll.poll(maxevents=BATCH):
            if fd == STDIN:
                return
            number = numbers[fd]
            data = lines[number].recv(READ_BYTES)
            if data:
                yield time.time(), number, data  # noqa: TID251 - compared with a plan in wall-clock time
            else:
                epoll.unregister(fd)


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def _is_over(seconds: float) -> bool:
    return bool(select.select([STDIN], [], [], seconds)[0])


if __name__ == "__main__":
    raised_file_limit()
    sys.stdout.write(json.dumps(WAYS[sys.argv[1]](**json.loads(sys.stdin.readline()))))
