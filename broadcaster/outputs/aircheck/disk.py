"""The disk as the air-check sees it; in tests one that runs full takes its place."""

import os
from pathlib import Path
from typing import Protocol


class Disk(Protocol):
    """Three things that a disk does; each may raise OSError."""

    def free_bytes(self, folder: Path) -> int:
        """Say how much room is left."""

    def append(self, file: int, sound: bytes) -> int:
        """Write to the end of a file, and return how many bytes went in."""

    def settle(self, file: int) -> None:
        """Have what was written survive a power cut."""


class RealDisk:
    """The machine's own."""

    def free_bytes(self, folder: Path) -> int:
        room = os.statvfs(folder)
        return room.f_bavail * room.f_frsize

    def append(self, file: int, sound: bytes) -> int:
        return os.write(file, sound)

    def settle(self, file: int) -> None:
        os.fdatasync(file)
