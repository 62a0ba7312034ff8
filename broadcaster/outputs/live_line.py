"""A TCP connection that carries live sound: it breaks rather than fall behind."""

import asyncio
import fcntl
import socket
import struct
import termios

BEHIND_SECONDS = 2.0  # of sound not taken, after which we hang up
CHECK_SECONDS = 0.5  # of sound between two looks at what was not taken
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)  # struct linger: on, for no time


class LiveLine:
    """Takes frames, and holds two seconds of them at most.

    What a stopped program has not read from its own machine's buffer is acknowledged, so it cannot be seen from here:
    on Linux some 64 kB, eight seconds of speech, before the first byte waits on our side.
    """

    def __init__(self, writer: asyncio.StreamWriter, bytes_per_second: int) -> None:
        self.stalled = False
        self._writer = writer  # one that is dropped closes itself, at a moment of its own
        self._transport = writer.transport
        self._socket: socket.socket = writer.get_extra_info("socket")
        self._most = BEHIND_SECONDS * bytes_per_second
        self._step = CHECK_SECONDS * bytes_per_second
        self._unchecked = 0.0

    def send(self, frames: bytes) -> None:
        """Send frames, or hang up when too much of what was sent before still waits."""
        if self._transport.is_closing():
            return
        self._transport.write(frames)
        self._unchecked += len(frames)
        if self._unchecked >= self._step:
            self._unchecked = 0.0
            if self.waiting() > self._most:
                self.stalled = True
                self.abort()

    def abort(self) -> None:
        """Hang up at once; what has not left this machine never will."""
        if not self._transport.is_closing():
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
            self._transport.abort()

    def waiting(self) -> int:
        """Return the bytes that wait in this process and, unacknowledged, in its kernel."""
        try:
            counted = fcntl.ioctl(self._socket.fileno(), termios.TIOCOUTQ, b"\0" * 4)
        except OSError:
            return 0  # it is gone; whoever reads from it learns that in a moment
        return self._transport.get_write_buffer_size() + int(struct.unpack("i", counted)[0])
