"""Shapes of stop-everything."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from broadcaster.halts.halt import LONGEST_WHY, Halt
from web.api.schemas import Asked, Line, Told


class HaltAsked(Asked):
    """Why the station is silenced; written into the log."""

    why: Annotated[Line, Field(max_length=LONGEST_WHY)] = ""


class HaltTold(Told):
    """Whether every zone is silenced, and by which order."""

    halted: bool
    by: str = ""
    at: datetime | None = None
    why: str = ""

    @classmethod
    def of(cls, order: Halt | None) -> Self:
        return cls(halted=True, by=order.by, at=order.at, why=order.why) if order else cls(halted=False)
