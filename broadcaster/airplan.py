"""What every zone should be sending, and what must first be written down; a pure function of the facts and now."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from broadcaster import zoneplan
from broadcaster.facts import Facts
from broadcaster.relaying import facts as relay_facts
from broadcaster.relaying import plan as relay_plan
from broadcaster.relaying.plan import Unheard
from broadcaster.stretch import FRAME, Stretch
from broadcaster.zoneplan import Laid
from playlists import relay_items
from playlists.placing import SOON
from playlists.priority import Priority
from playlists.rundown import Awaited, Coming, Cut, Lost, Move, Refused, Rundown, Slot
from playlists.timetable import Occurrence

LEAD = timedelta(seconds=3)  # before its first frame, something must have been claimed
REACH = timedelta(seconds=5)  # once something has to be claimed, what begins so soon after is claimed with it
AGAIN = timedelta(milliseconds=200)  # after something had to be written, until the next look at that zone
IDLE = timedelta(minutes=30)  # a zone with nothing to come is looked at again then: half of what is read ahead


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to be written down before anything else happens: an item of an occurrence in a zone.

    `quieter_db`: by how much it will be sent quieter than its clip.
    """

    occurrence: Occurrence
    zone_id: int
    slot: Slot
    missed_because: str = ""
    quieter_db: int = 0


@dataclass
class Plan:
    """The stretches of every zone in order, what must be written first, what must stop, and when to look again.

    `zones`: those that were looked at, None for all; each has its place in `stretches` and in `look_again`.
    `moves`: claims that begin anew at another time. `overdue`: something claimed should be over and has no end.
    `makes_way`: why claims that are not over are silent now. `sources`: the relays to keep open for each zone, with
    their addresses; `unheard` are those whose turn came and that gave no sound.
    """

    stretches: dict[int, list[Stretch]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    cuts: dict[int, Cut] = field(default_factory=dict)
    look_again: dict[int, datetime] = field(default_factory=dict)
    zones: frozenset[int] | None = None
    overdue: bool = False
    unheard: list[Unheard] = field(default_factory=list)
    makes_way: dict[int, str] = field(default_factory=dict)
    sources: dict[int, dict[int, str]] = field(default_factory=dict)

    def look_at(self, zone_id: int, moment: datetime) -> None:
        """Remember the earliest moment at which there will be something new to decide in a zone."""
        self.look_again[zone_id] = min(self.look_again.get(zone_id, moment), moment)

    def to_write(self) -> frozenset[int]:
        """Return the zones in which something must be written down."""
        written: tuple[Wanted | Move | Unheard, ...] = (*self.wanted, *self.moves, *self.unheard)
        return frozenset(each.zone_id for each in written)


def make(facts: Facts, *, now: datetime, timezone: tzinfo, lead: timedelta = LEAD) -> Plan:
    """Decide everything: claims are wanted `lead` before their first frame, refusals when their turn has come."""
    plan = Plan(
        stretches={zone_id: [] for zone_id in facts.zones},
        look_again=dict.fromkeys(facts.zones, now + IDLE),
    )
    for zone_id, starts in by_zone(facts).items():
        laid = zoneplan.lay_out(facts, zone_id, starts, now=now, timezone=timezone)
        found = plan.stretches[zone_id] = zoneplan.stretches(laid, now=now)
        whole = {stretch.as_run_id for stretch in found if stretch.end_frame >= stretch.frames}
        for each in laid:
            _note(plan, facts, each, now, lead)
            _watch(plan, each, whole, now, lead)
            _relay(plan, facts, each.rundown, now)
    plan.wanted.sort(key=lambda wanted: (wanted.slot.starts_at, wanted.slot.frames > 0))
    return plan


def by_zone(facts: Facts) -> dict[int, list[Occurrence]]:
    """Return what may sound in each zone, in the order of who sounds over whom."""
    found: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in sorted(facts.occurrences, key=zoneplan.rank):
        for zone_id in occurrence.zones:
            found[zone_id].append(occurrence)
    return found


def _note(plan: Plan, facts: Facts, laid: Laid, now: datetime, lead: timedelta) -> None:
    """Want what is due, and everything before it: what a later item has passed by can never be claimed."""
    rundown = laid.rundown
    coming, zone_id = rundown.coming, rundown.zone_id
    plan.cuts.update((cut.as_run_id, cut) for cut in rundown.cuts)
    plan.moves += rundown.moves
    for moment in rundown.moments:
        plan.look_at(zone_id, moment)
    if rundown.moves:
        plan.look_at(zone_id, now + AGAIN)
    moments = [_decided_at(each) for each in coming]
    horizon = now + lead if min(moments, default=now + IDLE) > now + lead else now + lead + REACH
    due = 0
    for number, (each, moment) in enumerate(zip(coming, moments, strict=True), 1):
        if moment <= (now + lead if isinstance(each, Refused) else horizon):
            due = number
        else:
            plan.look_at(zone_id, moment - lead)
    if due:
        occurrence = rundown.occurrence
        edited_at = facts.changed.get(occurrence.playlist_id, occurrence.booked_at)
        found = (_wanted(each, occurrence, zone_id, edited_at) for each in coming[:due])
        if wanted := [each for each in found if each is not None]:
            quieter = 0 if occurrence.priority >= Priority.URGENT else facts.quieter.get(zone_id, 0)
            plan.wanted += [replace(each, quieter_db=quieter) for each in wanted] if quieter else wanted
            plan.look_at(zone_id, now + AGAIN)  # still unwritten then, it was left no room by what was claimed before


def _decided_at(coming: Coming) -> datetime:
    """Return when it is known what becomes of an item: when it sounds, or its turn has come, or its time is over."""
    match coming:
        case Slot():
            return coming.sounds_at or coming.ends_at
        case Refused():
            return coming.at
        case Lost():
            return coming.slot.starts_at
        case Awaited():
            return coming.slot.ends_at - SOON  # what follows can still be claimed in time


def _wanted(coming: Coming, occurrence: Occurrence, zone_id: int, edited_at: datetime) -> Wanted | None:
    """Return what to write down; a line added when its turn had passed was never promised."""
    match coming:
        case Slot():
            return Wanted(occurrence, zone_id, coming)
        case Lost() | Awaited():
            if edited_at <= coming.slot.planned:
                return Wanted(occurrence, zone_id, coming.slot, coming.reason)
        case Refused():
            if edited_at <= coming.at:
                slot = Slot(coming.key, coming.announcement_id, coming.title, "", 0, coming.at)
                return Wanted(occurrence, zone_id, slot, coming.reason)
    return None


def _relay(plan: Plan, facts: Facts, rundown: Rundown, now: datetime) -> None:
    """Do for the relays of an occurrence what their sources' states ask for; choose anew after each fall-back clip."""
    if relay_facts.is_fallback(rundown.occurrence):
        for moment in (slot.ends_at - LEAD for slot in rundown.claimed):
            plan.look_at(rundown.zone_id, moment if moment > now else now + IDLE)
    if not any(relay_items.source_of(slot.announcement_id) for slot in rundown.slots):
        return
    zone_id, relays = rundown.zone_id, facts.relays
    claims = [each for each in facts.claims.get((rundown.occurrence.key, zone_id), ()) if not each.over]
    plan.cuts.update((cut.as_run_id, cut) for cut in relay_plan.never_heard(claims, now=now))
    plan.unheard += relay_plan.unheard(claims, zone_id, relays, now=now)
    plan.makes_way |= relay_plan.reasons(claims, relays, now=now)
    plan.sources.setdefault(zone_id, {}).update(relay_plan.to_open(rundown.slots, relays, now=now))
    for moment in relay_plan.moments(rundown.slots, relays, now=now):
        plan.look_at(zone_id, moment)


def _watch(plan: Plan, laid: Laid, whole: set[int], now: datetime, lead: timedelta) -> None:
    """Come back to what will not sound to its end: the log must get one all the same."""
    for slot in laid.rundown.claimed:
        plan.overdue |= slot.ends_at + lead < now
        if slot.as_run_id not in whole:
            plan.look_at(laid.rundown.zone_id, max(now, slot.ends_at) + lead + FRAME)
