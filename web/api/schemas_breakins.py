"""Shapes of break-ins: templates, orders, and what became of them."""

from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field

from broadcaster.breakin import templates
from broadcaster.breakin.breakins import LONGEST_GAP, MOST_TIMES, Manner
from broadcaster.breakin.report import OutputTook, Report, ZoneHeard
from broadcaster.models import BreakIn, BreakInTemplate
from content.house_sounds import Kind
from content.lifecycle import State
from content.texts import LONGEST_TEXT
from web.api.schemas import WHOLE, Asked, Line, Moment, Number, Told
from web.api.schemas_content import seconds

ONE_DAY = timedelta(days=1)
Opening = Annotated[str, Field(pattern=f"^({Kind.SIREN}|{Kind.CHIME})?$")]
Zones = Annotated[list[Number], Field(max_length=1000)]


class MannerAsked(Asked):
    """What sounds before the words, how often they are read (0: until ended), with how many seconds of rest."""

    times: Annotated[int, Field(ge=0, le=MOST_TIMES), WHOLE] = 1
    gap_seconds: Annotated[float, Field(strict=True, ge=0, le=LONGEST_GAP)] = 2.0
    opening: Opening = ""

    def manner(self, *, is_drill: bool = False) -> Manner:
        return Manner(self.times, self.gap_seconds, self.opening, is_drill)


class BreakInAsked(MannerAsked):
    """What interrupts, and where; a drill only in one zone for rehearsals."""

    announcement_id: Number
    zone_ids: Zones
    is_drill: bool = False


class TextAsked(MannerAsked):
    """Words that go out now on the officer's own order; the offline voice reads them while the signal sounds."""

    text: Annotated[str, Field(max_length=4 * LONGEST_TEXT)]
    title: Line = ""
    zone_ids: Zones


class BreakInsAsked(Asked):
    """Ordered since when; a day ago unless told."""

    since: Moment | None = Field(default=None, alias="from")

    def start(self, now: datetime) -> datetime:
        return self.since or now - ONE_DAY


class CloseAsked(Asked):
    """When, and with which all-clear (the number of a template without blanks) if any."""

    after_reading: bool = False
    all_clear_template_id: Number | None = None


class TemplateAsked(MannerAsked):
    """A break-in prepared in calm; blanks stand in braces. Of an announcement that is there, only its number."""

    title: Line = ""
    text: Annotated[str, Field(max_length=4 * LONGEST_TEXT)] = ""
    zone_ids: Zones = Field(default_factory=list)
    announcement_id: Number | None = None
    is_all_clear: bool = False


class TemplateChanged(MannerAsked):
    """How a template is read from now on; its words stay approved."""

    is_all_clear: bool = False


class TemplateOrdered(Asked):
    """Where (as approved unless told), what stands in the blanks, and whether it is a rehearsal."""

    zone_ids: Zones = Field(default_factory=list)
    blanks: dict[str, str] = Field(default_factory=dict)
    is_drill: bool = False


class BreakInTold(Told):
    """Sound that interrupts; without an approval it waits for a countersignature.

    `clip_sha256` is null while the voice is still at the words; `replaced_zones` names for each zone that it lost the
    break-in that took over there.
    """

    id: int
    announcement_id: int
    template_id: int | None
    title: str
    clip_sha256: str | None
    seconds: float
    zone_ids: list[int]
    opening: str
    times: int
    gap_seconds: float
    is_drill: bool
    approval_id: int | None
    countersigned_by: str
    ordered_by: str
    ordered_at: datetime
    begins_at: datetime
    closes_at: datetime | None
    ended_by: str
    ended_at: datetime | None
    replaced_by: int | None
    replaced_zones: dict[str, int]

    @classmethod
    def of(cls, break_in: BreakIn) -> Self:
        told = {name: getattr(break_in, name) for name in cls.model_fields if hasattr(break_in, name)}
        return cls(seconds=seconds(break_in.frames), replaced_zones=break_in.taken_over, **told)


class BreakInsTold(Told):
    """Break-ins, newest first."""

    items: list[BreakInTold]


class OutputTookTold(Told):
    """Did an output of the zone take the sound; null when that cannot be said any more."""

    name: str
    took: bool | None
    sentence: str

    @classmethod
    def of(cls, output: OutputTook) -> Self:
        return cls.model_validate(output, from_attributes=True)


class ZoneHeardTold(Told):
    """When the first frame left for a zone, and how many milliseconds after the order was accepted."""

    zone_id: int
    name: str
    first_frame_at: datetime | None
    first_frame_ms: int | None
    outputs: list[OutputTookTold]

    @classmethod
    def of(cls, zone: ZoneHeard) -> Self:
        told = {name: getattr(zone, name) for name in cls.model_fields if name != "outputs"}
        return cls(outputs=[OutputTookTold.of(each) for each in zone.outputs], **told)


class ReportTold(Told):
    """A break-in or a drill, and what became of it in each zone."""

    break_in: BreakInTold
    is_running: bool
    slowest_ms: int | None
    zones: list[ZoneHeardTold]

    @classmethod
    def of(cls, report: Report, *, is_running: bool) -> Self:
        zones = [ZoneHeardTold.of(each) for each in report.zones]
        told = BreakInTold.of(report.break_in)
        return cls(break_in=told, is_running=is_running, slowest_ms=report.slowest_ms, zones=zones)


class TemplateTold(Told):
    """A break-in prepared in calm; two presses are enough when it is approved and has no blanks."""

    id: int
    announcement_id: int
    title: str
    text: str
    blanks: list[str]
    zone_ids: list[int]
    is_approved: bool
    opening: str
    times: int
    gap_seconds: float
    is_all_clear: bool

    @classmethod
    def of(cls, template: BreakInTemplate) -> Self:
        words = template.announcement
        return cls(
            id=template.id,
            announcement_id=words.id,
            title=words.current.title,
            text=words.current.text,
            blanks=list(templates.blanks_of(template)),
            zone_ids=words.zone_ids,
            is_approved=words.state == State.APPROVED,
            opening=template.opening,
            times=template.times,
            gap_seconds=template.gap_seconds,
            is_all_clear=template.is_all_clear,
        )


class TemplatesTold(Told):
    """Templates, alarms before all-clears, by name."""

    items: list[TemplateTold]
