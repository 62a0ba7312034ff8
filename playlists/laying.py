"""Lays out one occurrence in one zone: what is claimed first, then the lines that come after it; pure.

What was claimed stays where it was put, whatever has been edited since: an edit never rewinds the air. It is moved
only for lost time, by the programme's policy, and every move is written down before it is followed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from content.clearance import Barred, Standing
from playlists import live_items
from playlists.fitting import before, placed
from playlists.placing import BACK, FORGIVEN, SHIFTED, SOON, TOO_LATE, WAITED, Around, Hands
from playlists.rundown import FRAME, GONE, Claim, Coming, Cut, Line, Move, Rundown, Slot
from playlists.spans import Span, audible, first_fit, is_in, is_touched
from playlists.timetable import Occurrence
from playlists.units import Dots, dots_of, still_to_come, units_of
from station import clock

RESTARTED = "bị ngắt, phát lại từ đầu"
SOONER = "được phát sớm hơn vì tiếng ưu tiên đã xong"
DROPPED = "bị ngắt, chương trình không phát lại"
COVERED_WHOLLY = "bị tiếng ưu tiên hơn ngắt đến hết giờ"
NO_ROOM = "bị ngắt, không còn đủ giờ để phát lại"
PAUSE_KNOWN = timedelta(milliseconds=500)  # silent for so long, and nothing said: it will not go on by itself
WORTH = timedelta(seconds=1)  # by which something must be able to begin sooner to be moved for it


@dataclass
class _Laying:
    """An occurrence being laid out."""

    occurrence: Occurrence
    zone_id: int
    around: Around
    hands: Hands
    dots: Dots
    slots: list[Slot] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    sounded: list[Span] = field(default_factory=list)

    def give_up(self, claim: Claim, reason: str) -> None:
        """Let a claim end here; what was on air until now was, though the log does not tell of its end yet."""
        if claim.begun and claim.paused_at is None and claim.starts_at < self.around.now:
            self.sounded.append((claim.starts_at, min(self.around.now, claim.ends_at)))
        self.cuts.append(Cut(claim.as_run_id, claim.was_begun, reason))

    def laid(self, coming: Sequence[Coming]) -> Rundown:
        """Return the rundown, with what is to come."""
        return Rundown(
            self.occurrence,
            self.zone_id,
            tuple(self.slots),
            tuple(coming),
            tuple(self.cuts),
            tuple(self.moves),
            tuple(self.moments),
            tuple(self.sounded),
        )


def rundown(
    occurrence: Occurrence,
    lines: Sequence[Line],
    claims: Iterable[Claim],
    standings: Mapping[int, Standing],
    *,
    zone_id: int,
    timezone: tzinfo,
    around: Around,
) -> Rundown:
    """Lay out an occurrence in a zone, among what is taken there."""
    day = clock.local(occurrence.starts_at, timezone).date()
    hands = Hands(occurrence.starts_at, occurrence.starts_at)
    dots = dots_of(lines, standings, occurrence, zone_id=zone_id, day=day)
    laying = _Laying(occurrence, zone_id, around, hands, dots)
    taken = dots.sorted(sorted(claims, key=lambda claim: (claim.planned, claim.as_run_id)))
    for claim in taken:
        _take(laying, claim, standings, day)
    if not occurrence.policy.moves:
        laying.hands = Hands(laying.hands.planned, laying.hands.planned)
    claimed = {claim.key: claim.planned for claim in taken}
    to_come = still_to_come(lines, claimed.keys())
    units = units_of(to_come, standings, occurrence, zone_id=zone_id, day=day, missed=claimed)
    return laying.laid(placed(units, laying.hands, occurrence, around) if units else ())


def _take(laying: _Laying, claim: Claim, standings: Mapping[int, Standing], day: date) -> None:
    hands, now = laying.hands, laying.around.now
    behind = hands.actual - hands.planned
    earliest = max(claim.planned + behind, hands.actual) if behind > timedelta(0) else claim.planned
    if laying.dots.has(claim):
        earliest = max(claim.planned, hands.actual + laying.dots.pause(claim))
    planned = _planned_after(laying, claim)
    if claim.over:
        if claim.was_begun:
            laying.sounded.append((claim.starts_at, claim.ends_at))
        ends_at = planned if live_items.is_slot(claim.announcement_id) else claim.ends_at  # its wait is not cut short
        laying.hands = Hands(planned, max(hands.actual, ends_at)) if claim.frames else _passed(laying, claim)
        return
    stands = standings.get(claim.announcement_id) or Barred(claim.announcement_id, claim.title, GONE)
    reason = laying.around.stopped_because or stands.objection(claim.clip_sha256, zone_id=laying.zone_id, on=day)
    if reason := reason or _barring(laying, claim):
        laying.give_up(claim, reason)
        laying.hands = Hands(planned, max(hands.actual, min(now, claim.ends_at) if claim.was_begun else hands.actual))
        return
    slot = _again(laying, claim, earliest)
    if slot is not None:
        laying.slots.append(slot)
        laying.hands = Hands(planned, max(hands.actual, slot.ends_at))
    else:
        laying.hands = Hands(planned, max(hands.actual, min(now, claim.ends_at)))


def _planned_after(laying: _Laying, claim: Claim) -> datetime:
    """Return where the plan is after a claim."""
    begun = claim.planned if laying.occurrence.policy.moves else claim.starts_at
    if claim.planned < laying.occurrence.starts_at:  # its time was past before the occurrence began
        begun = laying.hands.planned
    return max(laying.hands.planned, begun + claim.frames * FRAME)


def _passed(laying: _Laying, claim: Claim) -> Hands:
    """Return the hands after what was refused: a pause before it has passed, up to a time of its own nothing has."""
    if laying.dots.has(claim):
        return laying.hands
    return laying.hands.after(max(timedelta(0), claim.planned - laying.hands.actual))


def _barring(laying: _Laying, claim: Claim) -> str:
    """Return why a claim must stop now for what bars its zone; what sounds may go on until that begins."""
    around = laying.around
    if not around.barred:
        return ""
    if claim.starts_at > around.now:
        return around.barring((claim.starts_at, claim.ends_at))
    begins = [begin for begin, end, _ in around.barred if around.now < begin < claim.ends_at]
    laying.moments += begins
    return around.barring((around.now, around.now + FRAME))


def _again(laying: _Laying, claim: Claim, earliest: datetime) -> Slot | None:
    """Return where a claim lies from now on; None when it is given up."""
    occurrence, around = laying.occurrence, laying.around
    if occurrence.policy.joins or claim.from_outside:
        return _joined(laying, claim)
    why = _why_anew(laying, claim, earliest)
    if not why:
        return _slot(claim)
    if not occurrence.policy.moves:
        laying.give_up(claim, DROPPED)
        return None
    length = claim.ends_at - claim.starts_at
    if why == SOONER:  # but never into what goes before it, wherever the plan has that
        earliest = max(earliest, laying.hands.actual)
    to = first_fit(max(earliest, around.now + SOON), length, around.taken)
    if why == SOONER and to > claim.starts_at - WORTH:
        return _slot(claim)
    dot = laying.dots.after(claim)
    limits = [end for end in (occurrence.ends_by, around.until) if end is not None]
    if to - claim.planned > occurrence.policy.patience:
        laying.give_up(claim, TOO_LATE)
        return None
    if dot is not None and to + length > dot.begins:
        laying.give_up(claim, before(dot.title))
        return None
    if any(to + length > end for end in limits) or around.barring((to, to + length)):
        laying.give_up(claim, NO_ROOM)
        return None
    laying.moves.append(Move(claim.as_run_id, laying.zone_id, to, why))
    return _slot(claim, to)


def _why_anew(laying: _Laying, claim: Claim, earliest: datetime) -> str:
    """Return why a claim that is aired whole must begin anew at another time, "" when it may stay."""
    around, now = laying.around, laying.around.now
    if claim.starts_at <= now < claim.ends_at and is_in(now, around.taken):
        return RESTARTED if claim.was_begun else WAITED
    if claim.paused_at is not None and now - claim.paused_at >= PAUSE_KNOWN:
        return RESTARTED if claim.was_begun else BACK
    if claim.paused_at is not None:
        laying.moments.append(claim.paused_at + PAUSE_KNOWN)
    if claim.begun or claim.starts_at <= now - FORGIVEN:  # it may sound, though the log does not know of it yet
        laying.moments += [first for first, _ in around.taken if now < first < claim.ends_at]
        if is_touched((claim.starts_at, now), around.taken):
            laying.moments.append(now + PAUSE_KNOWN)  # its pause has not been written down yet
        return ""
    if is_touched((claim.starts_at, claim.ends_at), around.taken):
        return WAITED
    if claim.starts_at < earliest - FORGIVEN and laying.occurrence.policy.moves:
        return SHIFTED
    return SOONER if claim.starts_at > claim.planned else ""


def _joined(laying: _Laying, claim: Claim) -> Slot | None:
    """A claim that sounds in parts stays where it is; where its time went by unheard, it is given up."""
    if claim.ends_at <= laying.around.now and not audible((claim.starts_at, claim.ends_at), laying.around.taken):
        laying.give_up(claim, COVERED_WHOLLY)
        return None
    return _slot(claim, joins=True)


def _slot(claim: Claim, to: datetime | None = None, *, joins: bool = False) -> Slot:
    return Slot(
        key=claim.key,
        announcement_id=claim.announcement_id,
        title=claim.title,
        clip_sha256=claim.clip_sha256,
        frames=claim.frames,
        starts_at=to or claim.starts_at,
        as_run_id=claim.as_run_id,
        begun=claim.begun and to is None,
        planned_at=claim.planned,
        joins=joins,
        quieter_db=claim.quieter_db,
    )
