"""The sound that the log names, read from the shelf piece by piece; nothing of it stays in memory."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from content.airformat import AirFormat
from content.quieter import quieter
from content.shelf import ClipMissing, Shelf


class Clip:
    """One clip on the shelf, open while somebody may hear it; a file that is not what its name says has no frames.

    Its frames are given as they are sent: by so many dB quieter.
    """

    def __init__(self, path: Path, sha256: str, fmt: AirFormat, quieter_db: int = 0) -> None:
        self._sha256 = sha256
        self._fmt = fmt
        self._size = fmt.frame_bytes
        self._quieter_db = quieter_db
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def frames(self, first: int, count: int) -> bytes:
        """Return some of its frames."""
        return self._as_sent(os.pread(self._file, count * self._size, first * self._size))

    def find(self, frames: bytes, *, start: int) -> int | None:
        """Return at which frame, from `start` on, these frames stand in it."""
        whole = self._whole()
        at = whole.find(frames, start * self._size)
        while at >= 0 and at % self._size:
            at = whole.find(frames, at + 1)
        return at // self._size if at >= 0 else None

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _whole(self) -> bytes:
        data = os.pread(self._file, os.fstat(self._file).st_size, 0)
        return self._as_sent(data) if hashlib.sha256(data).hexdigest() == self._sha256 else b""

    def _as_sent(self, frames: bytes) -> bytes:
        whole = len(frames) // self._size * self._size
        return quieter(frames[:whole], self._fmt, self._quieter_db)


class Clips:
    """The clips that may be heard now."""

    def __init__(self, shelf: Shelf, fmt: AirFormat) -> None:
        self._shelf = shelf
        self._fmt = fmt
        self._open: dict[tuple[str, int], Clip] = {}

    def keep(self, wanted: set[tuple[str, int]]) -> None:
        """Hold these open, each by so many dB quieter, and no others."""
        for sent in set(self._open) - wanted:
            self._open.pop(sent).close()
        for sha256, quieter_db in wanted - set(self._open):
            with suppress(ClipMissing, OSError):
                clip = Clip(self._shelf.path(sha256), sha256, self._fmt, quieter_db)
                self._open[sha256, quieter_db] = clip

    def get(self, sha256: str, quieter_db: int = 0) -> Clip | None:
        """Return a clip as it is sent, None while its file is not there."""
        return self._open.get((sha256, quieter_db))
