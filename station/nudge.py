"""A tap on another process's shoulder: look again now, do not wait for the next sweep.

A nudge may be lost and carries nothing; whoever is nudged reads the truth from the database.
"""

import contextlib
import hashlib
import socket
from pathlib import Path


def nudge(home: Path, name: str) -> None:
    """Wake the named process of this station, if it is listening."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as tap, contextlib.suppress(OSError):
        tap.setblocking(False)
        tap.sendto(b"", address(home, name))


def listen(home: Path, name: str) -> socket.socket:
    """Return a non-blocking socket that becomes readable at each nudge."""
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.bind(address(home, name))
    ear.setblocking(False)
    return ear


def drain(ear: socket.socket) -> None:
    """Forget the nudges that have arrived."""
    with contextlib.suppress(BlockingIOError):
        while True:
            ear.recv(1)


def address(home: Path, name: str) -> bytes:
    """Return the abstract address (unix(7)) of a socket of this station."""
    # A socket's path has 108 bytes at most, and a station's home may lie deep: Linux's abstract names may not.
    digest = hashlib.sha256(f"{home.absolute()}\n{name}".encode()).hexdigest()
    return f"\0loa-xa-{digest[:40]}".encode()
