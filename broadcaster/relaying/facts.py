"""What the plan must know of relays: which sources may sound, what their items are, and what is aired in their place.

While a source fails, its fall-back's clips lie over its slot as an occurrence of their own: one for each failure and
zone, ranked just above the programme, so that the relay is paused and resumed like anything that makes way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from broadcaster.relaying.relays import name as sound_of
from broadcaster.relaying.states import RelayState, away_of
from content.clearance import Barred, Cleared, Standing
from content.models import Urgency
from playlists import catchup, relay_items
from playlists.catchup import RESTARTING
from playlists.placing import SOON
from playlists.relay_items import LONGEST_SECONDS, RelayLine
from playlists.relay_sources import NO_SOURCE, Approved, Unapproved
from playlists.rundown import FRAME, Claim, Line
from playlists.timetable import Occurrence
from station import clock

AS_FAR = timedelta(seconds=4)  # ahead of its first frame a clip is chosen: what must be claimed, and no more
MOST_LINES = 40  # in one look, of however short clips
LONGEST_NAME = 120

Place = tuple[str, int]  # an occurrence's key and a zone
RelayLines = Mapping[int, Mapping[str, RelayLine]]  # by playlist and by the key of the line


@dataclass(frozen=True)
class Relays:
    """The sources that may be relayed, as they stand, and how their sound is just now."""

    approved: Mapping[int, Approved] = field(default_factory=dict)
    states: Mapping[int, RelayState] = field(default_factory=dict)


@dataclass(frozen=True)
class Failing:
    """A relay that is on the air, or about to be, in one zone, with what may be aired in its place."""

    parent: Occurrence
    zone_id: int
    claim: Claim
    fallback: tuple[int, ...]

    @property
    def prefix(self) -> str:
        """How the names of all its failures begin."""
        return f"{self.parent.key}/{self.claim.key}/{self.zone_id}."


def with_ends(
    lines: Sequence[Line], relays: Mapping[str, RelayLine], occurrence: Occurrence, timezone: tzinfo
) -> tuple[Line, ...]:
    """Return the lines with the instants by which relays are over."""
    return tuple(line._replace(until=_until(relays.get(line.key), occurrence, timezone)) for line in lines)


def _until(relay: RelayLine | None, occurrence: Occurrence, timezone: tzinfo) -> datetime | None:
    local = clock.local(occurrence.starts_at, timezone)
    return catchup.hard_end(local.date(), local.time(), relay.until, timezone) if relay else None


def standing(number: int, known: Mapping[int, Approved | Unapproved], frames: int, zones: frozenset[int]) -> Standing:
    """Return whether a relay may sound, as a clip's standing would be told."""
    source_id = relay_items.source_of(number)
    stands = known.get(source_id) or Unapproved(source_id, "?", NO_SOURCE)
    title = f"Tiếp sóng {stands.name}"
    if isinstance(stands, Unapproved):
        return Barred(number, title, stands.reason)
    return Cleared(
        announcement_id=number,
        title=title,
        urgency=Urgency.NORMAL,
        clip_sha256=sound_of(source_id),
        frames=frames,
        approval_id=stands.decision_id,
        zones=zones,
        valid_from=None,
        valid_until=None,
    )


def standings_there(
    starts: Iterable[Occurrence], lines: RelayLines, known: Mapping[int, Approved | Unapproved]
) -> dict[Place, dict[int, Standing]]:
    """Return how the relays of each occurrence stand there; how long one lasts is said by its item."""
    return {
        (each.key, zone_id): {
            relay.number: standing(relay.number, known, frames_of(relay), each.zones) for relay in relays.values()
        }
        for each in starts
        if (relays := lines.get(each.playlist_id))
        for zone_id in each.zones
    }


def frames_of(relay: RelayLine) -> int:
    """Return how long a relay may sound; one that lasts until a time of day is cut to that where it begins."""
    seconds = relay.seconds if relay.until is None else LONGEST_SECONDS
    return round(seconds / FRAME.total_seconds())


def going_on(starts: Iterable[Occurrence], lines: RelayLines, claims: Mapping[Place, Sequence[Claim]]) -> list[Failing]:
    """Return the relays that are claimed and not over, with their fall-backs."""
    return [
        Failing(each, zone_id, claim, relay.fallback)
        for each in starts
        if (relays := lines.get(each.playlist_id))
        for zone_id in each.zones
        for claim in claims.get((each.key, zone_id), ())
        if not claim.over and (relay := relays.get(claim.key))
    ]


def failures(
    relays: Iterable[Failing], names: Iterable[str], states: Mapping[int, RelayState], now: datetime
) -> dict[str, tuple[Failing, datetime]]:
    """Return every failure by its name, those that something was aired for too, and the instant at which it is over."""
    found: dict[str, tuple[Failing, datetime]] = {}
    for each in relays:
        found |= {name: (each, each.claim.starts_at) for name in names if name.startswith(each.prefix)}
        away = away_of(states.get(relay_items.source_of(each.claim.announcement_id)), now=now)
        if away is not None and away.is_now(now) and each.fallback:
            found[f"{each.prefix}{away.since:%d%H%M%S}"] = (each, away.until or each.claim.ends_at)
    return found


def occurrence(name: str, failing: Failing, claims: Sequence[Claim], now: datetime) -> Occurrence:
    """Return a failure as an occurrence: from its first claim on, or from as soon as something can sound."""
    parent = failing.parent
    begins = min((claim.planned for claim in claims), default=max(now + SOON, failing.claim.starts_at))
    return Occurrence(
        programme_id=parent.programme_id,
        programme_name=f"{parent.programme_name} (thay tiếp sóng)"[:LONGEST_NAME],
        playlist_id=0,
        starts_at=begins,
        zones=frozenset({failing.zone_id}),
        priority=parent.priority + 1,
        booked_at=begins,
        name=name,
        policy=RESTARTING,
        ends_by=failing.claim.ends_at,
    )


def is_fallback(of: Occurrence) -> bool:
    """Is this what is aired in the place of a failing relay?"""
    return "/" in of.name


def fallback_lines(
    failing: Failing,
    claims: Sequence[Claim],
    standings: Mapping[int, Standing],
    *,
    over_at: datetime,
    aired_before: int,
    now: datetime,
    day: date,
) -> tuple[Line, ...]:
    """Return what is aired in a relay's place: what was claimed, and until it is over as much more as is needed soon.

    The clips come in turn, go on where the last failure left off, and begin only where they are over in time.
    """
    found = [Line(claim.key, claim.announcement_id) for claim in sorted(claims, key=lambda each: each.planned)]
    may_air = [number for number in failing.fallback if _frames(standings.get(number), failing.zone_id, day)]
    at = max((claim.ends_at for claim in claims), default=max(now + SOON, failing.claim.starts_at))
    turn = aired_before + len(found)
    tries = 0
    while (
        may_air and at < min(over_at, now + AS_FAR) and len(found) < len(claims) + MOST_LINES and tries < len(may_air)
    ):
        number = may_air[(turn + tries) % len(may_air)]
        length = _frames(standings.get(number), failing.zone_id, day) * FRAME
        if max(at, now + SOON) + length > failing.claim.ends_at:
            tries += 1
            continue
        found.append(Line(f"{number}.{len(found) + 1}", number))
        at, turn, tries = at + length, turn + tries + 1, 0
    return tuple(found)


def _frames(stands: Standing | None, zone_id: int, day: date) -> int:
    """Return the length of a clip that may be aired there, 0 of any other."""
    return stands.frames if isinstance(stands, Cleared) and not stands.refusal(zone_id=zone_id, on=day) else 0
