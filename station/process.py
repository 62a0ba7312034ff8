"""What a process of the station asks of the system it runs on (Linux)."""

import ctypes
import os
import signal
import socket
import struct
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
PR_SET_NAME = 15
GONE = "gone"
DEAD = ("Z", "X")  # states of proc(5)


def die_with_parent(how: signal.Signals = signal.SIGTERM) -> None:
    """Have the system signal this process when its parent ends, however that ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)


def call_oneself(name: str) -> None:
    """Let this process be listed under a name of its own (15 letters at most)."""
    ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode()[:15])


def started_at(process: int) -> str:
    """Return a process's start in clock ticks since boot (proc(5), field 22), GONE when there is none.

    With its number this names a process for good: numbers are used again. One that is dead and not yet buried is gone.
    """
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        return GONE if fields[0] in DEAD else fields[19]
    except (OSError, IndexError):
        return GONE


def is_ours(line: socket.socket) -> bool:
    """Does an account of this station call, or root? An abstract address has no owner on the disk (unix(7))."""
    size = struct.calcsize("3i")
    _, caller, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return caller in (0, os.getuid())


def kill(process: int, started: str) -> None:
    """End a process at once, if it is still the one that started then."""
    try:
        if started != GONE and started_at(process) == started:
            os.kill(process, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
