"""A clip read block by block while it sounds; every block is checked, so that a changed file is never heard."""

import hashlib
import os
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from broadcaster.transmitter.messages import ReelSpec
from content.airformat import AirFormat
from content.quieter import quieter
from station.errors import StationError

BLOCK_FRAMES = 40  # 0.96 s: what is read and checked at once
KEPT_BLOCKS = 3  # of one clip: zones that air it a little apart share them
DIGEST_BYTES = 8


class SoundLost(StationError):
    """What should sound next is not there or not what was checked; the text is a reason for the log."""


class Sound(Protocol):
    """Where a zone's frames come from."""

    def take(self, first: int, count: int) -> bytes:
        """Return `count` frames from frame `first` on, at once. Raise SoundLost."""


class Quieter:
    """Another sound, by so many dB quieter."""

    def __init__(self, sound: Sound, fmt: AirFormat, db: int) -> None:
        self._sound, self._fmt, self._db = sound, fmt, db

    def take(self, first: int, count: int) -> bytes:
        """Return frames of it."""
        return quieter(self._sound.take(first, count), self._fmt, self._db)


def digests(clip: bytes, frame_bytes: int) -> tuple[bytes, ...]:
    """Return the digest of every block of a clip."""
    size = BLOCK_FRAMES * frame_bytes
    return tuple(_digest(clip[at : at + size]) for at in range(0, len(clip), size))


class Reel:
    """A clip on the disk; many zones may read it at once."""

    def __init__(self, spec: ReelSpec, frame_bytes: int) -> None:
        self._spec = spec
        self._frame_bytes = frame_bytes
        self._size = BLOCK_FRAMES * frame_bytes
        self._blocks: OrderedDict[int, bytes] = OrderedDict()
        self._file: int | None = None

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)

    def take(self, first: int, count: int) -> bytes:
        """Return frames; a stretch that crosses a block's border is put together."""
        at, end = first * self._frame_bytes, (first + count) * self._frame_bytes
        block, offset = divmod(at, self._size)
        found = self._block(block)[offset : offset + end - at]
        while len(found) < end - at:
            block += 1
            found += self._block(block)[: end - at - len(found)]
        return found

    def ready(self, first: int) -> None:
        """Have the block of a frame at hand, so that its first sound does not wait for the disk. Raise SoundLost."""
        self._block(first // BLOCK_FRAMES)

    def _block(self, number: int) -> bytes:
        block = self._blocks.get(number)
        if block is None:
            block = self._blocks[number] = self._read(number)
            if len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        return block

    def _read(self, number: int) -> bytes:
        name = self._spec.sha256[:12]
        try:
            if self._file is None:
                self._file = os.open(Path(self._spec.path), os.O_RDONLY | os.O_CLOEXEC)
            block = os.pread(self._file, self._size, number * self._size)
        except OSError as problem:
            raise SoundLost(f"không đọc được tệp âm thanh {name}: {problem.strerror}") from None
        if number >= len(self._spec.digests) or _digest(block) != self._spec.digests[number]:
            raise SoundLost(f"tệp âm thanh {name} đã bị sửa hoặc cắt ngắn trong lúc phát")
        return block


def _digest(block: bytes) -> bytes:
    return hashlib.blake2b(block, digest_size=DIGEST_BYTES).digest()
