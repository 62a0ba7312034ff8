"""Sentences already spoken, kept on disk: changing one sentence of an announcement voices only that one again."""

import hashlib
import logging
import os
from pathlib import Path

from content.shelf import write_whole

MEBIBYTE = 1024 * 1024
_SUM_BYTES = 32  # each file begins with the sha256 of the rest: a damaged sentence must not be believed
_LOOK_EVERY = 32  # the folder is measured once in so many additions

log = logging.getLogger(__name__)


def key_of(voice: str, *depends_on: object) -> str:
    """Name a sentence by everything that its sound depends on: plain values and frozen dataclasses, by their repr."""
    return hashlib.sha256(repr((voice, *depends_on)).encode()).hexdigest()


class SentenceCache:
    def __init__(self, folder: Path, *, most_bytes: int = 512 * MEBIBYTE) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self._additions = 0

    def get(self, key: str) -> bytes | None:
        path = self.folder / key
        try:
            kept = path.read_bytes()
            os.utime(path)  # used now, so thrown away last
        except OSError:
            return None
        sound = kept[_SUM_BYTES:]
        return sound if hashlib.sha256(sound).digest() == kept[:_SUM_BYTES] else None

    def put(self, key: str, sound: bytes) -> None:
        """Remember a sentence; a disk that cannot take it only costs the time of speaking it again."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / key, hashlib.sha256(sound).digest() + sound, durable=False)
            if self._additions % _LOOK_EVERY == 0:
                self.trim()
            self._additions += 1
        except OSError as error:
            log.warning("sentence not cached: %s", error)

    def trim(self) -> int:
        """Throw away the sentences longest unused until the rest fits; return how many went."""
        found = sorted((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(self.folder))
        surplus = sum(size for _, size, _ in found) - self.most_bytes
        gone = 0
        for _, size, path in found:
            if surplus <= 0:
                break
            Path(path).unlink(missing_ok=True)
            surplus -= size
            gone += 1
        return gone
