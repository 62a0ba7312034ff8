"""What one tick brings, gathered: each block once, however many outputs play it."""

from collections.abc import Hashable
from typing import Generic, TypeVar

from broadcaster.outputs.pcm.wire import SILENT, Play

Block = TypeVar("Block", bound=Hashable)


class Gathering(Generic[Block]):
    """Blocks and who plays them, until they are taken."""

    def __init__(self) -> None:
        self._blocks: dict[Block, int] = {}
        self._plays: list[Play] = []

    def __bool__(self) -> bool:
        return bool(self._plays)

    def add(self, output_id: int, due: float, block: Block | None) -> None:
        """Have a block played, or silence."""
        number = SILENT if block is None else self._blocks.setdefault(block, len(self._blocks))
        self._plays.append(Play(output_id, due, number))

    def take(self) -> tuple[tuple[Block, ...], tuple[Play, ...]]:
        """Return everything gathered, and begin anew."""
        taken = tuple(self._blocks), tuple(self._plays)
        self._blocks.clear()
        self._plays.clear()
        return taken
