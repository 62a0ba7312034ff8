"""All zones at once: what comes over the wires is compared with what the log claims, and a report is made of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.ear import watch
from broadcaster.ear.candidates import Tally
from broadcaster.ear.claims import Claim, Log
from broadcaster.ear.clips import Clips
from broadcaster.ear.evidence import Finding, Report, overlap, sounding
from broadcaster.ear.hearing import ZoneEar
from broadcaster.ear.watch import Cause, Due, ZoneNow
from broadcaster.ear.wires import Wires
from station.models import Zone

SETTLED = timedelta(seconds=5)  # after its end an item may still be on the way to the ear, or to the log
BEGINNING = (timedelta(seconds=-1), timedelta(seconds=1.5))  # around a planned start


@dataclass
class Attention:
    """The ear's whole state of mind; moments are monotonic seconds."""

    wires: Wires
    clips: Clips
    silence: bytes
    since: float

    def __post_init__(self) -> None:
        self.log = Log()
        self.due: list[Due] = []
        self.raised: set[tuple[str, int | None]] = set()
        self._ears: dict[int, ZoneEar] = {}
        self._names: dict[int, str] = {}
        self._strangers: list[Finding] = []
        self._starts: list[datetime] = []

    def hear(self, moment: float, now: datetime) -> None:
        """Take in what has come from every zone."""
        for arrival in self.wires.read(now=moment):
            ear = self._ears[arrival.zone_id]
            ear.hear(arrival.data, since=arrival.since, until=moment, now=now, backlog=arrival.backlog)

    @property
    def heard_frames(self) -> int:
        """How many frames were heard of what is not yet settled."""
        return sum(ear.heard_frames for ear in self._ears.values())

    def know(self, zones: list[Zone], moment: float) -> None:
        """Go by what the database said at that moment: which zones there are, and what may sound there."""
        self._names = {zone.id: zone.name for zone in zones}
        self.wires.follow({zone.id: zone.slug for zone in zones}, now=moment)
        claims = self._by_zone()
        self._starts = [each.due_at for each in self.log.claims.values() if not each.is_over]
        sounding = [each for found in claims.values() for each in found if each.has_clip]
        self.clips.keep({(each.source, each.quieter_db) for each in sounding})
        self._ears = {zone.id: self._ears.get(zone.id) or ZoneEar(self.silence, since=moment) for zone in zones}
        for zone_id, ear in self._ears.items():
            mine = claims.get(zone_id, ())
            ear.know(((each, self.clips.get(each.source, each.quieter_db)) for each in mine), read_at=moment)

    def is_beginning(self, now: datetime) -> bool:
        """Is anything about to begin, so that it is worth listening closely?"""
        early, late = now + BEGINNING[0], now + BEGINNING[1]
        return any(early < starts_at < late for starts_at in self._starts)

    def report(self, moment: float, now: datetime) -> Report:
        """Return what is to be written down now; it stays in mind until `written` is told."""
        for zone_id, ear in self._ears.items():
            self._strangers += [Finding(zone_id, tally) for tally in ear.strangers(at=moment)]
        over = [each for each in self.log.claims.values() if each.over_at and now - each.over_at > SETTLED]
        causes = {(cause.kind, cause.zone_id): cause for cause in self._causes(moment, now)}
        return Report(
            findings=[*self._strangers, *(self._finding(each, moment, now) for each in over)],
            begun=[cause for name, cause in causes.items() if name not in self.raised],
            ended=sorted(self.raised - set(causes), key=str),
        )

    def written(self, report: Report) -> None:
        """Forget what is now in the database."""
        for finding in report.findings:
            if finding.claim is not None:
                self.log.claims.pop(finding.claim.as_run_id, None)
                if (ear := self._ears.get(finding.zone_id)) is not None:
                    ear.forget(finding.claim.as_run_id)
        self._strangers = [each for each in self._strangers if each not in report.findings]
        self.raised |= {(cause.kind, cause.zone_id) for cause in report.begun}
        self.raised -= set(report.ended)

    def _causes(self, moment: float, now: datetime) -> list[Cause]:
        zones = [self._zone_now(zone_id, name, moment, now) for zone_id, name in self._names.items()]
        return watch.causes(zones, self.log.claims.values(), self.due, now=now)

    def _zone_now(self, zone_id: int, name: str, moment: float, now: datetime) -> ZoneNow:
        wire, ear = self.wires.wires[zone_id], self._ears[zone_id]
        lost = None if wire.hears_since is not None else _instant(max(wire.lost_at, self.since), moment, now)
        if wire.hears_since is None and not wire.gaps:
            return ZoneNow(zone_id, name, None, lost)  # it was never heard
        silent_since = _instant(ear.sounded_at, moment, now)
        return ZoneNow(zone_id, name, silent_since, lost, ear.strange_frames(at=moment), ear.repeated_frames)

    def _finding(self, claim: Claim, moment: float, now: datetime) -> Finding:
        ear, wire = self._ears.get(claim.zone_id), self.wires.wires.get(claim.zone_id)
        gaps = wire.deaf(now=moment) if wire else [(float("-inf"), moment)]
        deaf = [(_instant(begin, moment, now), _instant(end, moment, now)) for begin, end in gaps]
        tally = ear.tally(claim.as_run_id) if ear else Tally()
        return Finding(claim.zone_id, tally, claim, overlap(sounding(claim), deaf))

    def _by_zone(self) -> Mapping[int, list[Claim]]:
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.log.claims.values():
            found[claim.zone_id].append(claim)
        return found


def _instant(then: float, moment: float, now: datetime) -> datetime:
    """Return the instant of a monotonic moment; of what is older than a day only that it is old matters."""
    return now - timedelta(seconds=min(moment - then, 86_400.0))
