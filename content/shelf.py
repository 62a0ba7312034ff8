"""The shelf of finished sound: each clip a file named by the sha256 of its bytes, whole or not there."""

import errno
import hashlib
import os
import re
import tempfile
from pathlib import Path

from station.errors import StationError

DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_UNFINISHED = ".dang-ghi-"


class ClipMissing(StationError):
    def __init__(self, sha256: str) -> None:
        super().__init__(f"Không tìm thấy tệp âm thanh {sha256[:12]} trong kho.")


class ClipDamaged(StationError):
    def __init__(self, sha256: str) -> None:
        super().__init__(f"Tệp âm thanh {sha256[:12]} trong kho đã hỏng, cần tạo lại.")


class ShelfFull(StationError):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"Ổ đĩa chứa kho âm thanh {folder} đã đầy, chưa lưu được tệp mới.")


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Store the bytes for good and return their name; a full disk leaves nothing behind."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._is_whole(sha256):
            self._write(self.path(sha256), data)
        return sha256

    def path(self, sha256: str) -> Path:
        """Say where a clip lies or would lie; a name that is no sha256 is never turned into a path."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise ClipMissing(sha256)
        return self.folder / f"{sha256}.mp3"

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """Return the clip's bytes, having checked that they are still the ones kept."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise ClipMissing(sha256) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ClipDamaged(sha256)
        return data

    def sweep(self, *, now: float, older_than: float = 3600.0) -> int:
        """Remove what a crash left half written (seconds since the epoch); return how many files went."""
        unfinished = self.folder.glob(f"{_UNFINISHED}*")
        stale = [path for path in unfinished if now - path.stat().st_mtime > older_than]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _is_whole(self, sha256: str) -> bool:
        try:
            self.read(sha256)
        except (ClipMissing, ClipDamaged):
            return False
        return True

    def _write(self, target: Path, data: bytes) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(target, data)
        except OSError as error:
            if error.errno in DISK_FULL:
                raise ShelfFull(self.folder) from error
            raise


def write_whole(target: Path, data: bytes, *, durable: bool = True) -> None:
    """Put a file in place at once: written beside it, flushed to the disk if it must survive a power cut, renamed."""
    descriptor, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=target.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        unfinished.chmod(0o644)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    if durable:
        _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
