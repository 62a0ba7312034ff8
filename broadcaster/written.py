"""What is known once the plan's claims and moves are written down: the same as a new look would read; pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from broadcaster.airplan import Plan, Wanted
from broadcaster.facts import Facts
from playlists.rundown import FRAME, Claim, Move


def down(known: Facts, plan: Plan, numbers: Sequence[int], *, now: datetime) -> Facts:
    """Return the facts after everything that a plan wanted is in the log, its claims under these numbers."""
    claims = {place: list(found) for place, found in known.claims.items()}
    for wanted, number in zip(plan.wanted, numbers, strict=True):
        claims.setdefault((wanted.occurrence.key, wanted.zone_id), []).append(_claim(wanted, number, now))
    moves = {each.as_run_id: each for each in plan.moves}
    if moves:
        claims = {place: [_moved(each, moves) for each in found] for place, found in claims.items()}
    return replace(known, claims={place: tuple(found) for place, found in claims.items()})


def _claim(wanted: Wanted, number: int, now: datetime) -> Claim:
    slot = wanted.slot
    return Claim(
        as_run_id=number,
        key=slot.key,
        announcement_id=slot.announcement_id,
        title=slot.title,
        clip_sha256=slot.clip_sha256,
        frames=slot.frames,
        starts_at=slot.planned if wanted.missed_because else slot.starts_at,
        ends_at=max(slot.planned, min(now, slot.ends_at)) if wanted.missed_because else slot.ends_at,
        begun=False,
        over=bool(wanted.missed_because),
        planned_at=slot.planned,
        quieter_db=wanted.quieter_db,
    )


def _moved(claim: Claim, moves: dict[int, Move]) -> Claim:
    move = moves.get(claim.as_run_id)
    if move is None:
        return claim
    return claim._replace(starts_at=move.to, ends_at=move.to + claim.frames * FRAME, begun=False, paused_at=None)
