"""Shapes of alarms."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from broadcaster.models import Alarm
from web.api.schemas import Asked, Digits, Told


class AlarmsAsked(Asked):
    """How many alarms, numbered below `before`."""

    before: Digits | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class AlarmTold(Told):
    """Something that a person must hear of: silent, unreachable, foreign, repeated, or a kind of another part."""

    id: int
    kind: str
    zone_id: int | None
    zone_name: str
    since: datetime
    sentence: str
    ended_at: datetime | None
    acknowledged_by: str
    acknowledged_at: datetime | None

    @classmethod
    def of(cls, alarm: Alarm) -> Self:
        return cls.model_validate(alarm, from_attributes=True)


class AlarmsTold(Told):
    """Alarms, newest first; `next` is the `before` of the page that follows."""

    items: list[AlarmTold]
    next: int | None
