"""Clips that are about to sound: read and checked by their hash before the transmitter hears of them."""

from collections.abc import Iterable

from broadcaster.transmitter.messages import ReelSpec
from broadcaster.transmitter.reel import digests
from content.shelf import ClipDamaged, ClipMissing, Shelf

Unplayable = (ClipDamaged, ClipMissing, OSError)


class Reels:
    """The clips that are needed now, and which of them the transmitter has been told of."""

    def __init__(self, shelf: Shelf, frame_bytes: int) -> None:
        self._shelf = shelf
        self._frame_bytes = frame_bytes
        self._checked: dict[str, ReelSpec] = {}
        self._told: set[str] = set()

    def fetch(self, sha256: str) -> ReelSpec:
        """Return a clip that may be played. Raise ClipDamaged, ClipMissing or OSError."""
        if sha256 not in self._checked:
            clip = self._shelf.read(sha256)
            path = str(self._shelf.path(sha256).absolute())
            frames = len(clip) // self._frame_bytes
            self._checked[sha256] = ReelSpec(sha256, path, frames, digests(clip, self._frame_bytes))
        return self._checked[sha256]

    def untold(self, needed: Iterable[str]) -> list[ReelSpec]:
        """Return those among the clips that the transmitter does not know yet; now it is told."""
        new = [sha256 for sha256 in dict.fromkeys(needed) if sha256 in self._checked and sha256 not in self._told]
        self._told.update(new)
        return [self._checked[sha256] for sha256 in new]

    def forget_all_but(self, needed: Iterable[str]) -> frozenset[str]:
        """Forget what no zone needs any more, and return what the transmitter may forget."""
        gone = frozenset(self._checked.keys() - set(needed))
        self._checked = {sha256: spec for sha256, spec in self._checked.items() if sha256 not in gone}
        told = gone & self._told
        self._told -= gone
        return told
