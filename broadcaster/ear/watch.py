"""What a person must hear of, from what one zone hears and what it should; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcaster.alarms import Kind
from broadcaster.ear.claims import Claim

PATIENCE = timedelta(seconds=10)  # of silence, or of no answer, before anybody is called
AUDIBLE = 20  # frames, half a second: less is a splice, not a sound
NOT_TAKEN = "trình phát chưa nhận buổi này"


@dataclass(frozen=True)
class Due:
    """An occurrence that should be sounding somewhere: from its first item to its planned end."""

    key: str
    name: str
    begins_at: datetime
    ends_at: datetime
    zones: frozenset[int]


@dataclass(frozen=True)
class ZoneNow:
    """How a zone is: since when it is silent or out of reach, and what was strange about it lately."""

    zone_id: int
    name: str
    silent_since: datetime | None
    unreached_since: datetime | None
    strange_frames: int = 0
    repeated_frames: int = 0


@dataclass(frozen=True)
class Cause:
    """A reason to raise an alarm."""

    kind: Kind
    zone_id: int | None
    sentence: str


def causes(zones: Sequence[ZoneNow], claims: Iterable[Claim], due: Iterable[Due], *, now: datetime) -> list[Cause]:
    """Return every reason there is for an alarm; where no zone can be reached that is one reason, not many."""
    cut_off = [zone for zone in zones if zone.unreached_since and now - zone.unreached_since >= PATIENCE]
    if cut_off and len(cut_off) == len(zones):
        return [Cause(Kind.UNREACHABLE, None, "Không nghe được luồng phát của khu vực nào: trình phát không trả lời.")]
    found = [_unreached(zone) for zone in cut_off]
    by_zone: dict[int, list[Claim]] = {}
    for claim in claims:
        by_zone.setdefault(claim.zone_id, []).append(claim)
    starts = list(due)
    for zone in zones:
        own = by_zone.get(zone.zone_id, [])
        found += [*_silent(zone, own, starts, now), *_wrong(zone)]
    return found


def _unreached(zone: ZoneNow) -> Cause:
    return Cause(Kind.UNREACHABLE, zone.zone_id, f"Không nghe được luồng phát của «{zone.name}» đã hơn 10 giây.")


def _silent(zone: ZoneNow, claims: Sequence[Claim], due: Sequence[Due], now: datetime) -> list[Cause]:
    if zone.silent_since is None:
        return []
    silent_since = zone.silent_since
    for claim in claims:
        if _should_sound(claim, now) and now - max(silent_since, claim.due_at) >= PATIENCE:
            return [_silence(zone, f"«{claim.title}»", claim.reason)]
    for occurrence in due:
        is_on = occurrence.begins_at + PATIENCE <= now < occurrence.ends_at
        if is_on and zone.zone_id in occurrence.zones and silent_since <= occurrence.begins_at:
            return [_silence(zone, f"buổi «{occurrence.name}»", _why(occurrence, claims))]
    return []


def _should_sound(claim: Claim, now: datetime) -> bool:
    return not claim.is_over and claim.due_at + PATIENCE <= now < claim.due_end


def _why(occurrence: Due, claims: Sequence[Claim]) -> str:
    own = [claim for claim in claims if claim.occurrence == occurrence.key]
    missed = (claim.reason for claim in own if claim.is_missed)
    return "; ".join(dict.fromkeys(missed)) if own else NOT_TAKEN


def _silence(zone: ZoneNow, what: str, reason: str) -> Cause:
    why = f" ({reason})" if reason else ""
    return Cause(Kind.SILENT, zone.zone_id, f"«{zone.name}» im lặng hơn 10 giây trong lúc phải phát {what}{why}.")


def _wrong(zone: ZoneNow) -> list[Cause]:
    found = []
    if zone.strange_frames > AUDIBLE:
        sentence = f"«{zone.name}» đang phát tiếng mà nhật ký không ghi."
        found.append(Cause(Kind.FOREIGN, zone.zone_id, sentence))
    if zone.repeated_frames > AUDIBLE:
        found.append(Cause(Kind.REPEATED, zone.zone_id, f"«{zone.name}» nghe lại đoạn đã phát rồi."))
    return found
