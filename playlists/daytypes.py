"""What kind of day it is, and which days people have off by law: a value that the timetable asks; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class DayType(StrEnum):
    """The kinds of days that a programme may treat differently."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    MOURNING = "mourning"  # quốc tang: no music


DAY_TYPE_NAMES = {
    DayType.ORDINARY: "Ngày thường",
    DayType.HOLIDAY: "Ngày lễ, Tết",
    DayType.MOURNING: "Ngày quốc tang",
}

NONE: Mapping[date, DayType] = MappingProxyType({})


@dataclass(frozen=True)
class Calendar:
    """The days of a stretch of time that are not ordinary, and the public holidays among them.

    A holiday that is worked (hoán đổi) is no holiday, the day off in exchange is one; mourning outranks both.
    """

    types: Mapping[date, DayType] = field(default_factory=lambda: NONE)
    public_holidays: frozenset[date] = frozenset()

    def type_of(self, day: date) -> DayType:
        """Return what kind of day it is."""
        return self.types.get(day, DayType.ORDINARY)


EVERY_DAY_ORDINARY = Calendar()
