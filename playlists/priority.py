"""Who sounds over whom: one total order of everything that can be on air; pure.

A higher number cuts a lower one at the next frame; equal numbers never cut each other.
"""

from enum import IntEnum
from functools import cache

from station.errors import BadInput


class Priority(IntEnum):
    """The classes of sound, each with the number its occurrences carry."""

    URGENT = 1000  # khẩn cấp: a break-in
    LIVE = 900  # trực tiếp: somebody speaks
    HIGH = 500  # ưu tiên
    PROGRAMME = 0
    FILLER = -100  # sounds only where nothing else does


PRIORITY_NAMES = {
    Priority.URGENT: "Khẩn cấp",
    Priority.LIVE: "Trực tiếp",
    Priority.HIGH: "Ưu tiên",
    Priority.PROGRAMME: "Thường",
    Priority.FILLER: "Nhạc nền",
}

BOOKABLE = (Priority.PROGRAMME, Priority.HIGH, Priority.FILLER)
FINE_STEPS = 100  # ordinary programmes may be told apart by 0..100


@cache
def kind(number: int) -> Priority:
    """Return the class that a number belongs to."""
    return max((each for each in Priority if each <= number), default=Priority.FILLER)


def name(number: int) -> str:
    """Return what a person reads for a number."""
    return PRIORITY_NAMES[kind(number)]


def check_bookable(number: int) -> None:
    """Raise BadInput for a number that no programme may carry."""
    if number not in BOOKABLE and not 0 <= number <= FINE_STEPS:
        raise BadInput("priority", "Mức ưu tiên của chương trình là thường, ưu tiên hoặc nhạc nền.")
