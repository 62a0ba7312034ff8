"""Shapes of checks, of what the administrator prefers, and of channels."""

from datetime import date, datetime, time
from typing import Annotated, Self

from pydantic import Field

from broadcaster.preflight import runs
from broadcaster.preflight.models import PreflightRun
from broadcaster.preflight.values import Finding, Report, Row
from station.models import Channel, Delivery, Notice
from station.notify.events import Event
from station.preferences import Preferences
from web.api.schemas import WHOLE, Asked, Day, Told, WallClock


class PreflightAsked(Asked):
    """The commune day to check, tomorrow unless told."""

    day: Day | None = None


class FindingTold(Told):
    """One reason, what to do about it, and the kind and number of the thing where that is done."""

    kind: str
    sentence: str
    is_red: bool
    where: str
    number: int

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls.model_validate(finding, from_attributes=True)


class PreflightRowTold(Told):
    """One occurrence in one zone."""

    occurrence: str
    programme_id: int
    programme_name: str
    starts_at: datetime
    zone_id: int
    zone_name: str
    is_red: bool
    findings: list[FindingTold]

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls.model_validate(row, from_attributes=True)


class PreflightTold(Told):
    """A check: under way (nothing found yet), done, or lost; `red` counts what somebody must put right."""

    id: int
    day: date
    state: str
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    total: int
    red: int
    station: list[FindingTold]
    items: list[PreflightRowTold]

    @classmethod
    def of(cls, run: PreflightRun, report: Report, *, now: datetime) -> Self:
        lost = runs.is_lost(run, now=now)
        return cls(
            id=run.id,
            day=run.day,
            state="done" if run.finished_at else "lost" if lost else "under_way",
            asked_by=run.asked_by,
            asked_at=run.asked_at,
            finished_at=run.finished_at,
            total=run.total,
            red=run.red,
            station=[FindingTold.of(each) for each in report.station],
            items=[PreflightRowTold.of(each) for each in report.rows],
        )


class PreferencesAsked(Asked):
    """When the evening's check runs, and how many minutes before its start an occurrence is settled (0: never)."""

    preflight_at: WallClock
    cut_off_minutes: Annotated[int, Field(ge=0, le=240), WHOLE]


class PreferencesTold(Told):
    """What holds."""

    preflight_at: time
    cut_off_minutes: int

    @classmethod
    def of(cls, found: Preferences) -> Self:
        return cls.model_validate(found, from_attributes=True)


class ChannelAsked(Asked):
    """A channel; its address in Apprise's form is taken and never shown again, and left out it stays."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    events: Annotated[list[Event], Field(min_length=1)]
    for_whom: Annotated[str, Field(max_length=120)] = ""
    enabled: bool = True
    address: Annotated[str, Field(max_length=500)] = ""


class ChannelTold(Told):
    """A channel; `shown` is its address without secrets."""

    id: int
    name: str
    events: list[str]
    for_whom: str
    enabled: bool
    service: str
    shown: str

    @classmethod
    def of(cls, channel: Channel) -> Self:
        return cls.model_validate(channel, from_attributes=True)


class ChannelsTold(Told):
    """Every channel by name."""

    items: list[ChannelTold]


class TrialTold(Told):
    """How a word of trial fared; `failure` is empty when it was taken."""

    sent: bool
    failure: str


class DeliveryTold(Told):
    """A notice on its way by one channel; without `try_at` nothing more is tried."""

    channel_id: int
    attempts: int
    try_at: datetime | None
    sent_at: datetime | None
    failure: str

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        return cls.model_validate(delivery, from_attributes=True)


class NoticeTold(Told):
    """Something that was said to those in charge."""

    id: int
    event: str
    title: str
    body: str
    at: datetime
    deliveries: list[DeliveryTold]

    @classmethod
    def of(cls, notice: Notice) -> Self:
        return cls.model_validate(notice, from_attributes=True)


class NoticesTold(Told):
    """The last notices, newest first."""

    items: list[NoticeTold]
