"""Chunks of sound in their order: what came twice is taken once, what never came is left out; pure."""

from dataclasses import dataclass

SAMPLE_BYTES = 2


@dataclass
class InOrder:
    """Counts the samples of one talk from the first that comes; a hole is not filled: live speech is about now."""

    wanted: int | None = None
    missed: int = 0

    def take(self, at: int, pcm: bytes) -> bytes:
        """Return those of the samples, beginning with number `at`, that are new."""
        whole = pcm[: len(pcm) - len(pcm) % SAMPLE_BYTES]
        wanted = at if self.wanted is None else self.wanted
        fresh = whole[max(0, wanted - at) * SAMPLE_BYTES :]
        if fresh:
            self.missed += max(0, at - wanted)
            wanted = max(at, wanted) + len(fresh) // SAMPLE_BYTES
        self.wanted = wanted
        return fresh
