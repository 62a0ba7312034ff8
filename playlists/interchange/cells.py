"""The cells of one row, each read as its column asks; what cannot be read becomes a sentence beside the row; pure."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import TypeVar

from playlists.interchange import moments, weekdays
from playlists.interchange.grids import Cell
from playlists.interchange.moments import Unreadable
from playlists.interchange.plain import plain, tidy
from playlists.interchange.repeats import rule_of
from playlists.recurring.recurrence import Once, Rule

T = TypeVar("T")

SESSIONS = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối"}
LONGEST_TEXT = 300
_EMPTY = Cell()


class Row:
    """One row under its headings; what is wrong with it gathers here."""

    def __init__(self, of: Mapping[str, Cell], today: date) -> None:
        self._of = of
        self._today = today
        self.problems: list[str] = []
        self.remarks: list[str] = []

    def cell(self, column: str) -> Cell:
        """Return a column's cell, an empty one where there is no such column."""
        return self._of.get(column, _EMPTY)

    def text(self, column: str) -> str:
        """Return what is written, fit to be shown."""
        return tidy(self.cell(column).text)[:LONGEST_TEXT]

    def day(self, column: str) -> date | None:
        """Return the day written there."""
        none: tuple[date | None, bool] = (None, False)
        found, guessed = self._read(column, lambda value: moments.day_of(value, today=self._today), none, "ngày")
        if found and guessed:
            self.remarks.append(f"Ngày không ghi năm, hiểu là {found:%d/%m/%Y}.")
        return found

    def times(self, column: str) -> tuple[time, ...]:
        """Return the times of day written there."""
        return tuple(self._read(column, moments.times_of, [], "giờ"))

    def seconds(self, column: str) -> int | None:
        """Return the length written there."""
        return self._read(column, moments.seconds_of, None, "thời lượng")

    def weekdays(self, column: str) -> tuple[int, ...]:
        """Return the weekdays written there."""
        return self._read(column, weekdays.weekdays_of, (), "thứ trong tuần")

    def repeats(self) -> Rule:
        """Return the rule of the column that tells the series; where nothing stands, once."""
        once: Rule = Once()
        return self._read("repeats", lambda value: rule_of(str(value)), once, "lịch lặp lại")

    def session(self, column: str) -> str:
        """Return the part of the day written there: «sang», «trua», «chieu», «toi», or nothing."""
        words = plain(self.cell(column).text).split()
        return next((word for word in words if word in SESSIONS), "")

    def whole(self, column: str) -> int:
        """Return the whole number written there, 0 for none."""
        return self._read(column, _whole, 0, "số")

    def _read(self, column: str, parse: Callable[[object], T], otherwise: T, thing: str) -> T:
        cell = self.cell(column)
        if not cell.text:
            return otherwise
        try:
            return parse(cell.value)
        except Unreadable:
            self.problems.append(f"Không hiểu {thing} «{tidy(cell.text)[:40]}».")
            return otherwise


def _whole(value: object) -> int:
    text = str(value).strip().removesuffix(".0")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Unreadable(value)
    return int(text)
