"""What every zone should be sending, and what must first be written down; a pure function of the facts and now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from broadcaster.facts import Facts
from broadcaster.stretch import Stretch
from playlists.rundown import FRAME, Cut, Line, Refused, Rundown, Slot, rundown
from playlists.timetable import Occurrence

LEAD = timedelta(seconds=3)
NOT_RUNNING = "đài không hoạt động vào giờ phát"


@dataclass(frozen=True)
class Wanted:
    """Something to be written down before anything else happens: an item of an occurrence in a zone."""

    occurrence: Occurrence
    zone_id: int
    slot: Slot
    missed_because: str = ""


@dataclass
class Plan:
    """The stretches of every zone in order, what must be written first, what must stop, and when to look again.

    `overdue`: something claimed should be over by now and has no end in the log.
    """

    stretches: dict[int, list[Stretch]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    cuts: dict[int, Cut] = field(default_factory=dict)
    look_again: dict[int, datetime] = field(default_factory=dict)
    zones: frozenset[int] | None = None
    overdue: bool = False

    def look_at(self, moment: datetime) -> None:
        """Remember the earliest moment at which there will be something new to decide."""
        self.look_again[0] = min(self.look_again.get(0, moment), moment)


def make(facts: Facts, *, now: datetime, timezone: tzinfo, lead: timedelta = LEAD) -> Plan:
    """Decide everything: claims are wanted `lead` before their first frame, refusals when their turn has come."""
    plan = Plan()
    slots: dict[int, list[Slot]] = defaultdict(list)
    for occurrence in sorted(facts.occurrences, key=rank):
        for zone_id in occurrence.zones:
            laid_out = lay_out(facts, occurrence, zone_id, timezone)
            _note(plan, facts, laid_out, now, lead)
            slots[zone_id] += [slot for slot in laid_out.slots if slot.as_run_id is not None and slot.ends_at > now]
    plan.wanted.sort(key=lambda wanted: (wanted.slot.starts_at, wanted.slot.frames > 0))
    plan.stretches = {zone_id: overlay(found) for zone_id, found in slots.items() if found}
    for claim in (claim for found in facts.claims.values() for claim in found if not claim.over):
        plan.overdue |= claim.ends_at + lead < now
        plan.look_at(max(now, claim.ends_at) + lead + FRAME)
    return plan


def lay_out(facts: Facts, occurrence: Occurrence, zone_id: int, timezone: tzinfo) -> Rundown:
    """Return what an occurrence airs in a zone; how something stands right there outranks how it stands elsewhere."""
    place = (occurrence.key, zone_id)
    lines: Sequence[Line] = facts.lines.get(occurrence.key, ())
    standings = {**facts.standings, **facts.standings_there.get(place, {})}
    claims = facts.claims.get(place, ())
    return rundown(occurrence, lines, claims, standings, zone_id=zone_id, timezone=timezone)


def overlay(slots: Iterable[Slot]) -> list[Stretch]:
    """Return the stretches that sound when earlier slots of the list lie over later ones."""
    taken: list[tuple[datetime, datetime]] = []
    found: list[Stretch] = []
    for slot in slots:
        found += [_stretch(slot, begin, end) for begin, end in _free(slot.starts_at, slot.ends_at, taken)]
        taken.append((slot.starts_at, slot.ends_at))
    sounding = (stretch for stretch in found if stretch.first_frame < stretch.end_frame)
    return sorted(sounding, key=lambda stretch: stretch.starts_at)


def rank(occurrence: Occurrence) -> tuple[int, datetime, int, str]:
    """Order occurrences by who sounds over whom: higher priority, then whoever was on air first."""
    return (-occurrence.priority, occurrence.starts_at, occurrence.programme_id, occurrence.key)


def _note(plan: Plan, facts: Facts, laid_out: Rundown, now: datetime, lead: timedelta) -> None:
    occurrence, zone_id = laid_out.occurrence, laid_out.zone_id
    edited_at = facts.changed.get(occurrence.playlist_id, occurrence.booked_at)
    for slot in laid_out.slots:
        if slot.as_run_id is not None:
            continue
        if slot.ends_at <= now:
            if edited_at <= slot.starts_at:  # a line added when its turn had passed was never promised
                plan.wanted.append(Wanted(occurrence, zone_id, slot, NOT_RUNNING))
        elif slot.starts_at <= now + lead:
            plan.wanted.append(Wanted(occurrence, zone_id, slot))
        else:
            plan.look_at(slot.starts_at - lead)
    for refused in laid_out.refused:
        if refused.at > now + lead:  # decided together with the claims around it, or it would be forgotten
            plan.look_at(refused.at - lead)
        elif edited_at <= refused.at:
            plan.wanted.append(Wanted(occurrence, zone_id, _empty(refused), refused.reason))
    plan.cuts |= {cut.as_run_id: cut for cut in laid_out.cuts}


def _empty(refused: Refused) -> Slot:
    return Slot(refused.key, refused.announcement_id, refused.title, "", 0, refused.at)


def _stretch(slot: Slot, begin: datetime, end: datetime) -> Stretch:
    first = -((slot.starts_at - begin) // FRAME)  # the first frame that is due at or after `begin`
    last = -((slot.starts_at - end) // FRAME)
    return Stretch(
        as_run_id=slot.as_run_id or 0,
        clip_sha256=slot.clip_sha256,
        starts_at=slot.starts_at + first * FRAME,
        first_frame=first,
        end_frame=min(last, slot.frames),
        frames=slot.frames,
        begun=slot.begun,
        title=slot.title,
    )


def _free(
    begin: datetime, end: datetime, taken: Sequence[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    free = [(begin, end)]
    for start, stop in taken:
        free = [
            part
            for left, right in free
            for part in ((left, min(right, start)), (max(left, stop), right))
            if part[0] < part[1]
        ]
    return free
