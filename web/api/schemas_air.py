"""Shapes of the air: zones, what sounds in them, and the log of what was aired."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import Field

from broadcaster.ear.proof import Proof
from broadcaster.outcome import OUTCOME_NAMES, Outcome
from broadcaster.queries import LogRow, ZoneAir
from station.models import Zone
from web.api.schemas import Asked, Digits, Line, Number, Stretch, Told, check_stretch

LONGEST_LOG = timedelta(days=366)
ONE_DAY = timedelta(days=1)


class ZoneAsked(Asked):
    """A new zone, inside another or at the top; its address is made from its name unless told."""

    name: Annotated[Line, Field(min_length=1)]
    parent_id: Number | None = None
    slug: Annotated[str, Field(max_length=60)] = ""


class RehearsalsAsked(Asked):
    """Are emergencies rehearsed there? Drills sound in no other zone."""

    is_test: bool


class AsRunAsked(Stretch):
    """Planned from when to when (the last day unless told), and in which zone."""

    zone: Digits | None = None
    limit: Annotated[int, Field(ge=1, le=50_000)] = 500

    def stretch(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the first instant and the one after the last. Raise BadInput."""
        until = self.until or max(now, self.since or now)
        return check_stretch(self.since or until - ONE_DAY, until, LONGEST_LOG)


class ZoneTold(Told):
    """A place that hears one stream; its live sound is at /stream/<slug>.mp3 of the stream port."""

    id: int
    slug: str
    name: str
    parent_id: int | None
    is_test: bool

    @classmethod
    def of(cls, zone: Zone) -> Self:
        return cls.model_validate(zone, from_attributes=True)


class ZonesTold(Told):
    """All zones, each after the zone it lies in."""

    items: list[ZoneTold]


class SoundingTold(Told):
    """What a zone hears now."""

    title: str
    programme_name: str
    starts_at: datetime
    ends_at: datetime
    is_break_in: bool


class ComingTold(Told):
    """What a zone hears next."""

    title: str
    programme_name: str
    starts_at: datetime


class ZoneAirTold(Told):
    """A zone, how deep it lies in the tree, and what it hears now and next as planned."""

    zone_id: int
    slug: str
    name: str
    depth: int
    now: SoundingTold | None
    next: ComingTold | None

    @classmethod
    def of(cls, air: ZoneAir) -> Self:
        return cls.model_validate(air, from_attributes=True)


class AirTold(Told):
    """What every zone hears at this instant."""

    at: datetime
    items: list[ZoneAirTold]


HEARD_FIELDS = (
    "heard_first_at",
    "heard_last_at",
    "heard_frames",
    "heard_repeated",
    "heard_longest_gap_ms",
    "heard_deaf_ms",
)


class AsRunTold(Told):
    """One item in one zone: what was planned, and what became of it.

    Of a relay `clip_sha256` is `relay:` and its source's number, and `approval_id` the decision about that source.
    """

    as_run_id: int
    occurrence: str
    planned_at: datetime
    zone_id: int
    zone_name: str
    programme_name: str
    announcement_id: int
    title: str
    clip_sha256: str
    approval_id: int | None
    outcome: Outcome
    outcome_name: str
    started_at: datetime | None
    ended_at: datetime | None
    late_ms: int | None
    aired_seconds: float
    planned_seconds: float
    quieter_db: int
    reason: str
    last_sent_at: datetime | None
    proof: Proof
    heard_first_at: datetime | None
    heard_last_at: datetime | None
    heard_frames: int | None
    heard_repeated: int | None
    heard_longest_gap_ms: int | None
    heard_deaf_ms: int | None

    @classmethod
    def of(cls, row: LogRow) -> Self:
        told: dict[str, Any] = {name: getattr(row, name) for name in cls.model_fields if hasattr(row, name)}
        heard: dict[str, Any] = {name: getattr(row.heard, name.removeprefix("heard_"), None) for name in HEARD_FIELDS}
        return cls(outcome_name=OUTCOME_NAMES[row.outcome], **told, **heard)


class AsRunPage(Told):
    """The log of a stretch of time, in order; `more` when it was cut at the limit."""

    since: datetime = Field(serialization_alias="from")
    until: datetime = Field(serialization_alias="to")
    items: list[AsRunTold]
    more: bool
