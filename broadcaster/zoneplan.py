"""Everything that one zone is to hear, laid out in the order of who sounds over whom; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from broadcaster.facts import Facts
from broadcaster.relaying import plan as relay_plan
from broadcaster.stretch import Stretch
from playlists.laying import rundown
from playlists.placing import Around, Barring
from playlists.priority import Priority
from playlists.rundown import FRAME, Claim, Rundown, Slot
from playlists.spans import Span, audible, free, merged
from playlists.timetable import Occurrence

ENDS_LATE = timedelta(seconds=5)  # what began late is left to finish
HELD = timedelta(seconds=10)  # a pause no longer than this belongs to the sound around it: nothing else fills it


@dataclass(frozen=True, slots=True)
class Laid:
    """One occurrence of a zone as laid out, the time that was taken from it, and when its relay is silent."""

    rundown: Rundown
    taken: tuple[Span, ...]
    holes: tuple[Span, ...] = ()

    def spans(self) -> list[Span]:
        """Return the time in which this lets nothing below it sound."""
        return [*self._left(merged(self._sounds(), gap=HELD)), *self.rundown.sounded]

    def whole(self) -> list[Span]:
        """Return the time in which this lets no equal sound: from its start to its last sound."""
        found = merged(self._sounds())
        if not found:
            return []
        begins = min(self.rundown.occurrence.starts_at, found[0][0])
        return [*self._left([(begins, found[-1][1])]), *self.rundown.sounded]

    def _sounds(self) -> list[Span]:
        return [*self.rundown.sounded, *((slot.starts_at, slot.ends_at) for slot in self.rundown.slots)]

    def _left(self, spans: Sequence[Span]) -> list[Span]:
        return [part for span in spans for part in free(span, self.taken)] if self.taken else list(spans)


def rank(occurrence: Occurrence) -> tuple[int, datetime, int, str]:
    """Order occurrences by who sounds over whom: higher priority, then whoever was on air first."""
    return (-occurrence.priority, occurrence.starts_at, occurrence.programme_id, occurrence.key)


def lay_out(
    facts: Facts, zone_id: int, occurrences: Sequence[Occurrence], *, now: datetime, timezone: tzinfo
) -> list[Laid]:
    """Lay out a zone's occurrences, which come in order of rank, each around what goes before it."""
    laid: list[Laid] = []
    alone = len(occurrences) == 1
    for occurrence in occurrences:
        taken = () if alone else _taken(facts, zone_id, occurrence, laid, occurrences)
        urgent = occurrence.priority >= Priority.URGENT
        around = Around(
            now,
            taken,
            barred=() if urgent else _barred(facts, occurrence, zone_id),
            until=None if alone or urgent else _next_equal(occurrence, occurrences),
            stopped_because=facts.stopped_because,
        )
        place = (occurrence.key, zone_id)
        there = facts.standings_there.get(place)
        found = rundown(
            occurrence,
            facts.lines_in(place),
            facts.claims.get(place, ()),
            {**facts.standings, **there} if there else facts.standings,
            zone_id=zone_id,
            timezone=timezone,
            around=around,
        )
        claims = facts.claims.get(place, ())
        laid.append(Laid(found, taken, relay_plan.holes(claims, facts.relays, now=now)))
    return laid


def _barred(facts: Facts, occurrence: Occurrence, zone_id: int) -> Sequence[Barring]:
    limit = facts.limits.get((occurrence.key, zone_id))
    hours = facts.barred.get(zone_id, ())
    return (*hours, limit) if limit else hours


def stretches(laid: Sequence[Laid], *, now: datetime) -> list[Stretch]:
    """Return what is to sound of what was claimed, in order of time."""
    found = []
    for each in laid:
        for slot in each.rundown.claimed:
            if slot.ends_at + ENDS_LATE <= now:
                continue
            found += [_stretch(slot, begin, end) for begin, end in _parts(slot, each)]
    sounding = [stretch for stretch in found if stretch.first_frame < stretch.end_frame]
    return sorted(sounding, key=lambda stretch: stretch.starts_at) if len(sounding) > 1 else sounding


def _parts(slot: Slot, laid: Laid) -> list[Span]:
    """Return the parts of a slot that sound; of a relay that makes way also the shortest, or it would seem dropped."""
    span = (slot.starts_at, slot.ends_at)
    if not slot.joins:
        return free(span, laid.taken)[:1]
    return free(span, merged([*laid.taken, *laid.holes])) if laid.holes else audible(span, laid.taken)


def _taken(
    facts: Facts, zone_id: int, occurrence: Occurrence, laid: Sequence[Laid], occurrences: Sequence[Occurrence]
) -> tuple[Span, ...]:
    """Return when others sound: who outranks it, its equals that went before, and what others of its equals claimed.

    What an equal claimed and has not begun makes room for this one from its start to the last that it claimed.
    """
    spans: list[Span] = []
    for each in laid:
        equal = each.rundown.occurrence.priority == occurrence.priority
        spans += each.whole() if equal else each.spans()
    later = [each for each in occurrences[len(laid) + 1 :] if each.priority == occurrence.priority]
    if later:
        claimed = facts.claims.get((occurrence.key, zone_id), ())
        mine = merged((min(occurrence.starts_at, each.starts_at), each.ends_at) for each in claimed)
        for other in later:
            for claim in _open(facts, zone_id, other):
                span = (claim.starts_at, claim.ends_at)
                spans += [span] if claim.begun else free(span, mine)
    return tuple(merged(spans))


def _open(facts: Facts, zone_id: int, occurrence: Occurrence) -> list[Claim]:
    claims = facts.claims.get((occurrence.key, zone_id), ())
    return [claim for claim in claims if not claim.over and claim.paused_at is None]


def _next_equal(occurrence: Occurrence, occurrences: Sequence[Occurrence]) -> datetime | None:
    later = (
        other.starts_at
        for other in occurrences
        if other.priority == occurrence.priority and other.starts_at > occurrence.starts_at
    )
    return min(later, default=None)


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
        joins=slot.joins,
        quieter_db=slot.quieter_db,
    )
