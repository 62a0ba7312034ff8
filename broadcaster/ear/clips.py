"""The sound that the log names, read from the shelf piece by piece; nothing of it stays in memory."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from content.shelf import ClipMissing, Shelf


class Clip:
    """One clip on the shelf, open while somebody may hear it; a file that is not what its name says has no frames."""

    def __init__(self, path: Path, sha256: str, frame_bytes: int) -> None:
        self._sha256 = sha256
        self._size = frame_bytes
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def frames(self, first: int, count: int) -> bytes:
        """Return some of its frames."""
        return os.pread(self._file, count * self._size, first * self._size)

    def find(self, frames: bytes, *, start: int) -> int | None:
        """Return at which frame, from `start` on, these frames stand in it."""
        whole = self._whole()
        at = whole.find(frames, start * self._size)
        while at >= 0 and at % self._size:
            at = whole.find(frames, at + 1)
        return at // self._size if at >= 0 else None

    @property
    def is_whole(self) -> bool:
        """Are its bytes still those that its name promises?"""
        return bool(self._whole())

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _whole(self) -> bytes:
        data = os.pread(self._file, os.fstat(self._file).st_size, 0)
        return data if hashlib.sha256(data).hexdigest() == self._sha256 else b""


class Clips:
    """The clips that may be heard now."""

    def __init__(self, shelf: Shelf, frame_bytes: int) -> None:
        self._shelf = shelf
        self._size = frame_bytes
        self._open: dict[str, Clip] = {}

    def keep(self, wanted: set[str]) -> None:
        """Hold these open and no others."""
        for sha256 in set(self._open) - wanted:
            self._open.pop(sha256).close()
        for sha256 in wanted - set(self._open):
            with suppress(ClipMissing, OSError):
                self._open[sha256] = Clip(self._shelf.path(sha256), sha256, self._size)

    def get(self, sha256: str) -> Clip | None:
        """Return a clip, None while its file is not there."""
        return self._open.get(sha256)
