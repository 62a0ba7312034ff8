"""Shapes of relay sources, and of listening to one."""

from base64 import b64encode
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from broadcaster.inputs.condition import Condition
from broadcaster.inputs.trial import Trial
from playlists.models import RelaySource
from playlists.relay_sources import Approved, standing
from web.api.schemas import Asked, Line, Prose, Told


class RelayAsked(Asked):
    """An upstream station: what it is called, and where its stream is (http or https)."""

    name: Line
    address: Annotated[str, Field(max_length=500)]
    note: Annotated[Prose, Field(max_length=500)] = ""


class RelayApproved(Asked):
    """The exact address that was listened to."""

    address: Annotated[str, Field(max_length=500)]


class RelayWithdrawn(Asked):
    """Why an approval is taken back."""

    reason: Prose


class RelayDecisionTold(Told):
    """That somebody approved an address, or took that back."""

    id: int
    address: str
    approves: bool
    reason: str
    person: str
    decided_at: datetime


class RelayTold(Told):
    """A source; `refusal` says why it may not be relayed now."""

    id: int
    name: str
    address: str
    note: str
    address_by: str
    changed_at: datetime
    approved: bool
    refusal: str | None
    decisions: list[RelayDecisionTold]

    @classmethod
    def of(cls, source: RelaySource) -> Self:
        stands = standing(source)
        return cls(
            id=source.id,
            name=source.name,
            address=source.address,
            note=source.note,
            address_by=source.address_by.username,
            changed_at=source.changed_at,
            approved=isinstance(stands, Approved),
            refusal=None if isinstance(stands, Approved) else stands.reason,
            decisions=[
                RelayDecisionTold(
                    id=each.id,
                    address=each.address,
                    approves=each.approves,
                    reason=each.reason,
                    person=each.person.username,
                    decided_at=each.decided_at,
                )
                for each in source.decisions
            ],
        )


class RelaysTold(Told):
    """All sources by name."""

    items: list[RelayTold]


class RelayTrialTold(Told):
    """What was heard of a source just now; `sample` is MP3 in base64, levelled as it would be aired."""

    condition: Condition
    reason: str
    lufs: float | None
    what: str
    sample: str

    @classmethod
    def of(cls, trial: Trial) -> Self:
        report = trial.report
        return cls(
            condition=report.condition,
            reason=report.reason,
            lufs=report.lufs,
            what=report.what,
            sample=b64encode(trial.sample).decode(),
        )
