"""A table as a spreadsheet or a .csv holds it: rows of cells, each knowing whether it was written or filled in."""

from dataclasses import dataclass

MOST_LINES = 5000
MOST_COLUMNS = 60


@dataclass(frozen=True)
class Cell:
    """A value; `filled`: it stands here because the cell is part of a merged one."""

    value: object = None
    filled: bool = False

    @property
    def text(self) -> str:
        """The value as text, without blanks around it."""
        return "" if self.value is None else str(self.value).strip()


@dataclass(frozen=True)
class Grid:
    """One sheet; line n of the sheet is rows[n - 1]."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
