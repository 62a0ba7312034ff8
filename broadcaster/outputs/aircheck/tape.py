"""Writes a zone's sound into pieces; runs in a thread of its own, for a disk may take its time."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import ceil
from pathlib import Path

from broadcaster.outputs.aircheck.disk import Disk
from broadcaster.outputs.aircheck.pieces import expired, name_of
from broadcaster.outputs.port import Health
from content.airformat import FRAME_SECONDS, AirFormat, silent_frame
from content.shelf import DISK_FULL

RESERVE_BYTES = 200 * 1024 * 1024  # left to the station's database and log, which must never find the disk full
DRIFT = timedelta(seconds=2)  # between a place in a piece and the clock, after which a new piece begins
QUIET_SECONDS = 10.0  # of silence that are recorded before a recording of sound alone pauses
SETTLE_SECONDS = 10.0  # of sound that a power cut may take
REST = timedelta(seconds=10)  # before a disk that failed is tried again
MOST_SWEPT = 50  # pieces at a time: a clock that jumped years ahead must not cost the whole archive at once


@dataclass(frozen=True)
class Chunk:
    """Frames, and when the first of them was sent."""

    at: datetime
    frames: bytes


@dataclass
class OpenPiece:
    """The file that is being written."""

    path: Path
    file: int
    starts_at: datetime
    frames: int = 0
    unsettled: float = 0.0  # seconds of sound

    @property
    def ends_at(self) -> datetime:
        """When the frame after the last one is due."""
        return self.starts_at + timedelta(seconds=self.frames * FRAME_SECONDS)


class Tape:
    """One zone's recording."""

    def __init__(
        self, folder: Path, fmt: AirFormat, zone: tzinfo, disk: Disk, *, keep_days: int, only_sound: bool
    ) -> None:
        self._folder, self._zone, self._disk = folder, zone, disk
        self._size = fmt.frame_bytes
        self._silence = silent_frame(fmt)
        self._keep_days, self._only_sound = keep_days, only_sound
        self._piece: OpenPiece | None = None
        self._quiet = 0.0
        self._again_at: datetime | None = None
        self._health = Health(ok=True)

    def write(self, chunks: Sequence[Chunk]) -> Health:
        """Append what was sent, and say how that went; what a full disk did not take is gone."""
        if self._again_at is not None and abs(self._again_at - chunks[-1].at) < REST:
            return self._health
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self._disk.free_bytes(self._folder) < RESERVE_BYTES:
                return self._fail(chunks[-1].at, "ổ đĩa sắp đầy, phần còn lại để dành cho đài")
            for chunk in self._heard(chunks):
                self._record(chunk)
        except OSError as problem:
            return self._fail(chunks[-1].at, "ổ đĩa đã đầy" if problem.errno in DISK_FULL else str(problem.strerror))
        self._again_at, self._health = None, Health(ok=True)
        return self._health

    def close(self) -> None:
        """End the piece."""
        if self._piece is not None:
            with contextlib.suppress(OSError):  # a disk that is gone; what it has, it has
                os.close(self._piece.file)
                if not self._piece.frames:
                    self._piece.path.unlink(missing_ok=True)
            self._piece = None

    def _heard(self, chunks: Sequence[Chunk]) -> Iterator[Chunk]:
        """Leave out long silence, where that is wanted, and cut at the hour what crosses it."""
        for chunk in chunks:
            count = len(chunk.frames) // self._size
            if self._only_sound and chunk.frames == self._silence * count:
                self._quiet += count * FRAME_SECONDS
            else:
                self._quiet = 0.0
            if self._quiet > QUIET_SECONDS:
                self.close()
                continue
            before = min(count, ceil(seconds_to_the_hour(chunk.at, self._zone) / FRAME_SECONDS))
            yield Chunk(chunk.at, chunk.frames[: before * self._size])
            if before < count:
                later = chunk.at + timedelta(seconds=before * FRAME_SECONDS)
                yield Chunk(later, chunk.frames[before * self._size :])

    def _record(self, chunk: Chunk) -> None:
        piece = self._piece
        if piece is None or is_over(piece.starts_at, piece.ends_at, at=chunk.at, zone=self._zone):
            self.close()
            self._sweep(chunk.at)
            piece = self._piece = self._begin(chunk.at)
        self._append(piece, chunk.frames)
        piece.unsettled += len(chunk.frames) / self._size * FRAME_SECONDS
        if piece.unsettled >= SETTLE_SECONDS:
            piece.unsettled = 0.0
            self._disk.settle(piece.file)

    def _begin(self, at: datetime) -> OpenPiece:
        for turn in range(1, 10_000):
            path = self._folder / name_of(at, self._zone, turn)
            with contextlib.suppress(FileExistsError):
                return OpenPiece(path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o640), at)
        raise FileExistsError(at)

    def _append(self, piece: OpenPiece, frames: bytes) -> None:
        """Write whole frames: half of one at the end of a file would spoil what follows."""
        left = memoryview(frames)
        try:
            while left:
                left = left[self._disk.append(piece.file, bytes(left)) :]
        finally:
            piece.frames += (len(frames) - len(left)) // self._size
            if left:
                os.ftruncate(piece.file, piece.frames * self._size)

    def _sweep(self, now: datetime) -> None:
        names = (path.name for path in self._folder.iterdir())
        for name in expired(names, now=now, keep_days=self._keep_days, zone=self._zone)[:MOST_SWEPT]:
            (self._folder / name).unlink(missing_ok=True)

    def _fail(self, at: datetime, because: str) -> Health:
        self.close()
        self._again_at = at
        self._health = Health(ok=False, sentence=f"Không ghi lưu được: {because}.")
        return self._health


def is_over(starts_at: datetime, ends_at: datetime, *, at: datetime, zone: tzinfo) -> bool:
    """Does sound sent at this instant belong into a new piece: another hour, or another time than its place says?"""
    begun, here = starts_at.astimezone(zone), at.astimezone(zone)
    same_hour = (begun.date(), begun.hour, begun.utcoffset()) == (here.date(), here.hour, here.utcoffset())
    return not same_hour or abs(ends_at - at) > DRIFT


def seconds_to_the_hour(at: datetime, zone: tzinfo) -> float:
    """Return the seconds until the commune's clock strikes."""
    local = at.astimezone(zone)
    return 3600 - (local.minute * 60 + local.second + local.microsecond / 1_000_000)
