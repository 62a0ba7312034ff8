"""Shapes of live talks and of the permits they stand on."""

from datetime import date, datetime
from typing import Annotated, Self

from pydantic import Field

from broadcaster.inputs.live_line import RATES, Heard
from broadcaster.models import LivePermit, LiveTalk
from broadcaster.talks.facts import limit_at, speaks_at
from broadcaster.talks.live import MOST_MINUTES, USUAL_MINUTES
from broadcaster.talks.slots import Slot
from web.api.schemas import WHOLE, Asked, Day, Line, Number, Told


class TalkAsked(Asked):
    """Where to talk, for how long at most, and after which chime: `ding-dong`, a jingle's number, or none.

    `slot`: a programme's live slot that waits now; it says where and for how long, and the rest is not asked.
    """

    zone_ids: list[Number] = Field(default_factory=list, max_length=1000)
    slot: Annotated[str, Field(max_length=101)] = ""
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES), WHOLE] = USUAL_MINUTES
    chime: Annotated[str, Field(max_length=20)] = ""


class SpeakAsked(Asked):
    """Which sample of the talk the body begins with, how many there are a second, and whether these are the last."""

    at: Annotated[int, Field(ge=0, le=2**31 - 1)]
    rate: Annotated[int, Field(ge=RATES.start, le=RATES.stop - 1)]
    last: bool = False


class TalksAsked(Asked):
    """How many talks to list."""

    limit: Annotated[int, Field(ge=1, le=500)] = 50


class PermitAsked(Asked):
    """Who may talk live, in which zones (all below them included), from which day to which."""

    username: Line
    zone_ids: list[Number] = Field(max_length=1000)
    valid_from: Day
    valid_until: Day


class TalkTold(Told):
    """Somebody who talks or talked; the microphone is on air from `speaks_at`, to `limit_at` at the latest."""

    id: int
    speaker: str
    speaker_name: str
    permit_id: int | None
    zone_ids: list[int]
    minutes: int
    chime_sha256: str | None
    starts_at: datetime
    speaks_at: datetime
    limit_at: datetime
    ended_at: datetime | None
    ended_by: str
    end_reason: str
    clip_sha256: str | None

    @classmethod
    def of(cls, talk: LiveTalk) -> Self:
        told = {name: getattr(talk, name) for name in cls.model_fields if name not in ("speaks_at", "limit_at")}
        return cls(speaks_at=speaks_at(talk), limit_at=limit_at(talk), **told)


class SlotTold(Told):
    """A programme's live slot: it waits for somebody to speak from `opens_at` to `closes_at`, at most `until`."""

    slot: str
    programme_name: str
    zone_ids: list[int]
    opens_at: datetime
    closes_at: datetime
    until: datetime
    is_open: bool

    @classmethod
    def of(cls, slot: Slot, *, now: datetime) -> Self:
        told = {name: getattr(slot, name) for name in ("programme_name", "opens_at", "closes_at", "until")}
        return cls(slot=slot.key, zone_ids=list(slot.zone_ids), is_open=slot.is_open(now), **told)


class SlotsTold(Told):
    """Live slots, soonest first."""

    items: list[SlotTold]


class TalksTold(Told):
    """Talks, newest first."""

    items: list[TalkTold]


class HeardTold(Told):
    """What became of the sound: the sample wanted next, whether it goes on air, what is left, and why it is over."""

    wanted: int
    on_air: bool
    seconds_left: float
    over: str

    @classmethod
    def of(cls, heard: Heard) -> Self:
        return cls.model_validate(heard, from_attributes=True)


class PermitTold(Told):
    """A permit to talk live."""

    id: int
    username: str
    zone_ids: list[int]
    valid_from: date
    valid_until: date
    granted_by: str
    granted_at: datetime
    revoked_by: str
    revoked_at: datetime | None

    @classmethod
    def of(cls, permit: LivePermit) -> Self:
        told = {name: getattr(permit, name) for name in cls.model_fields if name != "username"}
        return cls(username=permit.person.username, **told)


class PermitsTold(Told):
    """The permits that hold now or will."""

    items: list[PermitTold]
