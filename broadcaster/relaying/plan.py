"""What a relay's failing means for the plan of one zone: when it is silent and why, and which sources to open; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.relaying.facts import Relays
from broadcaster.relaying.states import AHEAD, Away, away_of, next_change
from playlists import relay_items
from playlists.rundown import FRAME, Claim, Coming, Cut, Slot
from playlists.spans import Span

READY = timedelta(seconds=2)  # before its turn a relay that gives no sound is replaced
JUST_BEGUN = timedelta(milliseconds=500)  # in which the transmitter may not have heard of a failure
NEVER = "nguồn tiếp sóng không có tiếng suốt giờ phát"


@dataclass(frozen=True, slots=True)
class Unheard:
    """A relay that should have begun and has not, for a reason: to be written down, so that silence has a name."""

    as_run_id: int
    zone_id: int
    at: datetime
    frame: int
    reason: str


def holes(claims: Iterable[Claim], relays: Relays, *, now: datetime) -> tuple[Span, ...]:
    """Return when claimed relays are silent: since their source failed, as long as it has not returned."""
    found = []
    for claim in claims:
        if (away := _away(claim, relays, now)) is not None:
            at_once = away.since >= claim.starts_at - JUST_BEGUN  # it may sound already: a first frame is left to it
            begin = max(away.since, claim.starts_at + FRAME if at_once else claim.starts_at)
            end = claim.ends_at if away.until is None else min(away.until, claim.ends_at)
            found += [(begin, end)] if begin < end else []
    return tuple(found)


def reasons(claims: Iterable[Claim], relays: Relays, *, now: datetime) -> dict[int, str]:
    """Return why claimed relays make way now, by claim."""
    return {
        claim.as_run_id: away.reason
        for claim in claims
        if (away := _away(claim, relays, now)) is not None and away.is_now(now)
    }


def unheard(claims: Iterable[Claim], zone_id: int, relays: Relays, *, now: datetime) -> list[Unheard]:
    """Return the claimed relays whose turn has come, of which nothing was heard or said yet."""
    silent = [claim for claim in claims if not claim.begun and claim.paused_at is None]
    why = reasons(silent, relays, now=now)
    return [
        Unheard(claim.as_run_id, zone_id, now, (now - claim.starts_at) // FRAME, why[claim.as_run_id])
        for claim in silent
        if claim.as_run_id in why and claim.starts_at <= now < claim.ends_at
    ]


def never_heard(claims: Iterable[Claim], *, now: datetime) -> list[Cut]:
    """Return the relays whose time is over and of which nothing was heard."""
    return [
        Cut(claim.as_run_id, False, NEVER)
        for claim in claims
        if _source(claim) and not claim.was_begun and claim.paused_at is not None and claim.ends_at <= now
    ]


def to_open(slots: Iterable[Coming], relays: Relays, *, now: datetime) -> dict[int, str]:
    """Return the sources to keep open now, each with its address."""
    due = (slot for slot in slots if isinstance(slot, Slot) and slot.starts_at - AHEAD <= now < slot.ends_at)
    wanted = {_source(slot) for slot in due} & relays.approved.keys()
    return {source_id: relays.approved[source_id].address for source_id in wanted}


def moments(slots: Iterable[Coming], relays: Relays, *, now: datetime) -> list[datetime]:
    """Return when there is something new to decide about the relays among these."""
    found = []
    for slot in slots:
        if not isinstance(slot, Slot) or not (source_id := _source(slot)) or slot.ends_at <= now:
            continue
        change = next_change(relays.states.get(source_id), now=now)
        own = (slot.starts_at - AHEAD, slot.starts_at - READY, slot.starts_at)
        found += [moment for moment in (*own, change) if moment and moment > now]
        found.append(slot.ends_at + FRAME)
    return found


def _away(claim: Claim, relays: Relays, now: datetime) -> Away | None:
    return away_of(relays.states.get(_source(claim)), now=now) if _source(claim) else None


def _source(of: Slot | Claim) -> int:
    """Return the source of a relay, 0 of anything else."""
    return relay_items.source_of(of.announcement_id)
