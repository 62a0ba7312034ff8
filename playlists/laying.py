"""Lays out one occurrence in one zone: what is claimed first, then the lines that come after it; pure.

What was claimed stays where it was put, whatever has been edited since: an edit never rewinds the air. It is moved
only for lost time, by the programme's policy, and every move is written down before it is followed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from content.clearance import Barred, Cleared, Over, Standing
from playlists.placing import BACK, FORGIVEN, SHIFTED, SOON, TOO_LATE, WAITED, Around, Hands, Unit, placed
from playlists.rundown import FRAME, GONE, Claim, Cut, Line, Move, Rundown, Slot
from playlists.spans import Span, audible, first_fit, is_in, is_touched
from playlists.timetable import Occurrence
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
    slots: list[Slot] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    sounded: list[Span] = field(default_factory=list)

    def give_up(self, claim: Claim, reason: str) -> None:
        """Let a claim end here."""
        self.cuts.append(Cut(claim.as_run_id, claim.was_begun, reason))


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
    laying = _Laying(occurrence, zone_id, around, Hands(occurrence.starts_at, occurrence.starts_at))
    taken = sorted(claims, key=lambda claim: (claim.planned, claim.as_run_id))
    for claim in taken:
        _take(laying, claim, standings, day)
    if not occurrence.policy.moves:
        laying.hands = Hands(laying.hands.planned, laying.hands.planned)
    units = _units(_still_to_come(lines, {claim.key for claim in taken}), standings, zone_id, day)
    coming = tuple(placed(units, laying.hands, occurrence, around)) if units else ()
    return Rundown(
        occurrence,
        zone_id,
        tuple(laying.slots),
        coming,
        tuple(laying.cuts),
        tuple(laying.moves),
        tuple(laying.moments),
        tuple(laying.sounded),
    )


def _still_to_come(lines: Sequence[Line], claimed: set[str]) -> Sequence[Line]:
    last = max((place for place, line in enumerate(lines) if line.key in claimed), default=-1)
    return lines[last + 1 :]


def _units(lines: Iterable[Line], standings: Mapping[int, Standing], zone_id: int, day: date) -> list[Unit]:
    units: list[Unit] = []
    pause = timedelta(0)
    for line in lines:
        number = line.announcement_id
        if number is None:
            pause += line.pause_frames * FRAME
            continue
        stands = standings.get(number) or Barred(number, "?", GONE)
        if isinstance(stands, Over):
            continue
        refusal = stands.refusal(zone_id=zone_id, on=day) or ""
        cleared = stands if isinstance(stands, Cleared) and not refusal else None
        units.append(Unit(line.key, number, stands.title, pause, cleared, refusal, line.until))
        pause = timedelta(0)
    return units


def _take(laying: _Laying, claim: Claim, standings: Mapping[int, Standing], day: date) -> None:
    hands, now = laying.hands, laying.around.now
    behind = hands.actual - hands.planned
    earliest = max(claim.planned + behind, hands.actual) if behind > timedelta(0) else claim.planned
    planned = max(hands.planned, claim.planned + claim.frames * FRAME)
    if claim.over:
        if claim.was_begun:
            laying.sounded.append((claim.starts_at, claim.ends_at))
        laying.hands = Hands(planned, max(hands.actual, claim.ends_at))
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
    to = first_fit(max(earliest, around.now + SOON), length, around.taken)
    if why == SOONER and to > claim.starts_at - WORTH:
        return _slot(claim)
    limits = [end for end in (occurrence.ends_by, around.until) if end is not None]
    if to - claim.planned > occurrence.policy.patience:
        laying.give_up(claim, TOO_LATE)
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
    )
