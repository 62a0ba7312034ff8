"""Shapes of the air: zones, what sounds in them, break-ins, and the log of what was aired."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import Field

from broadcaster.breakins import MOST_TIMES, Manner
from broadcaster.ear.proof import Proof
from broadcaster.models import BreakIn
from broadcaster.outcome import OUTCOME_NAMES, Outcome
from broadcaster.queries import LogRow, ZoneAir
from station.models import Zone
from web.api.schemas import WHOLE, Asked, Digits, Line, Moment, Number, Stretch, Told, check_stretch
from web.api.schemas_content import seconds

LONGEST_LOG = timedelta(days=366)
ONE_DAY = timedelta(days=1)


class ZoneAsked(Asked):
    """A new zone, inside another or at the top; its address is made from its name unless told."""

    name: Annotated[Line, Field(min_length=1)]
    parent_id: Number | None = None
    slug: Annotated[str, Field(max_length=60)] = ""


class BreakInAsked(Asked):
    """What interrupts, where, how often, and with how many seconds of silence between."""

    announcement_id: Number
    zone_ids: list[Number] = Field(max_length=1000)
    times: Annotated[int, Field(ge=0, le=MOST_TIMES), WHOLE] = 1
    gap_seconds: Annotated[float, Field(strict=True, ge=0)] = 2.0

    def manner(self) -> Manner:
        return Manner(self.times, self.gap_seconds)


class BreakInsAsked(Asked):
    """Ordered since when; a day ago unless told."""

    since: Moment | None = Field(default=None, alias="from")

    def start(self, now: datetime) -> datetime:
        return self.since or now - ONE_DAY


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


class BreakInTold(Told):
    """Sound that interrupts; without an approval it waits for a countersignature."""

    id: int
    announcement_id: int
    title: str
    clip_sha256: str | None
    seconds: float
    zone_ids: list[int]
    times: int
    gap_seconds: float
    approval_id: int | None
    countersigned_by: str
    ordered_by: str
    ordered_at: datetime
    ended_by: str
    ended_at: datetime | None

    @classmethod
    def of(cls, break_in: BreakIn) -> Self:
        told = {name: getattr(break_in, name) for name in cls.model_fields if name != "seconds"}
        return cls(seconds=seconds(break_in.frames), **told)


class BreakInsTold(Told):
    """Break-ins, newest first."""

    items: list[BreakInTold]


HEARD_FIELDS = (
    "heard_first_at",
    "heard_last_at",
    "heard_frames",
    "heard_repeated",
    "heard_longest_gap_ms",
    "heard_deaf_ms",
)


class AsRunTold(Told):
    """One item in one zone: what was planned, and what became of it."""

    as_run_id: int
    occurrence: str
    planned_at: datetime
    zone_id: int
    zone_name: str
    programme_name: str
    announcement_id: int
    title: str
    clip_sha256: str
    outcome: Outcome
    outcome_name: str
    started_at: datetime | None
    ended_at: datetime | None
    late_ms: int | None
    aired_seconds: float
    planned_seconds: float
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
