"""What the ear writes down: a row for each item it has heard out, alarms that begin and end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import alarms
from broadcaster.ear.candidates import Tally
from broadcaster.ear.claims import Claim
from broadcaster.ear.proof import TOLERANCE
from broadcaster.ear.watch import Cause
from broadcaster.happening import Happening
from broadcaster.models import Alarm, Heard
from station import ledger
from station.models import Zone

Span = tuple[datetime, datetime]
STOPS = (Happening.PAUSED, Happening.ENDED, Happening.MISSED)


@dataclass(frozen=True)
class Finding:
    """What was heard of one claim, or of something that nobody claimed."""

    zone_id: int
    tally: Tally
    claim: Claim | None = None
    deaf: timedelta = timedelta()

    @property
    def as_run_id(self) -> int | None:
        """The claim's number, None for a strange sound."""
        return self.claim.as_run_id if self.claim else None

    @property
    def says_something(self) -> bool:
        """Is it worth a row? That nothing was heard of what the log says was missed is not."""
        return self.tally.frames > TOLERANCE or self.claim is None or not self.claim.is_missed


@dataclass
class Report:
    """What is to be written in one go."""

    findings: list[Finding] = field(default_factory=list)
    begun: list[Cause] = field(default_factory=list)
    ended: list[tuple[str, int | None]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.findings or self.begun or self.ended)


def write(session: Session, report: Report, *, now: datetime) -> None:
    """Write it all down; what another ear has written about an item stands."""
    numbers = [each.as_run_id for each in report.findings if each.as_run_id is not None]
    written = set(session.scalars(select(Heard.as_run_id).where(Heard.as_run_id.in_(numbers)))) - {None}
    fresh = [each for each in report.findings if each.says_something and each.as_run_id not in written]
    ledger.append(session, [_row(each, now) for each in fresh])
    for cause in report.begun:
        zone = session.get(Zone, cause.zone_id) if cause.zone_id is not None else None
        alarms.raise_(session, cause.kind, cause.sentence, now=now, zone=zone)
    for kind, zone_id in report.ended:
        alarms.end(session, kind, now=now, zone_id=zone_id)


def raised(session: Session) -> set[tuple[str, int | None]]:
    """Return what an ear has raised and not ended."""
    kinds = list(alarms.Kind)
    rows = session.execute(select(Alarm.kind, Alarm.zone_id).where(Alarm.going_on.is_not(None), Alarm.kind.in_(kinds)))
    return {(kind, zone_id) for kind, zone_id in rows}


def sounding(claim: Claim) -> list[Span]:
    """Return when the log has an item sounding; a stretch that it leaves open ends nowhere and is left out."""
    found, begun = [], None
    for event in claim.events:
        if event.happening in (Happening.STARTED, Happening.RESUMED):
            begun = event.at
        elif begun is not None and event.happening in STOPS:
            found.append((begun, event.at))
            begun = None
    return found


def overlap(ones: Iterable[Span], others: Sequence[Span]) -> timedelta:
    """Return for how long any of the first and any of the second were at once; the second do not overlap."""
    shared = (min(a_end, b_end) - max(a, b) for a, a_end in ones for b, b_end in others)
    return sum((each for each in shared if each > timedelta()), timedelta())


def _row(finding: Finding, now: datetime) -> Heard:
    tally = finding.tally
    return Heard(
        as_run_id=finding.as_run_id,
        zone_id=finding.zone_id,
        first_at=tally.first_at,
        last_at=tally.last_at,
        frames=tally.frames,
        repeated=tally.repeated,
        longest_gap_ms=round(tally.longest_gap * 1000),
        deaf_ms=round(finding.deaf / timedelta(milliseconds=1)),
        written_at=now,
    )
