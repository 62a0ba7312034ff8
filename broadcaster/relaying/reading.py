"""Reads what the plan must know of relays: their items, their sources' approvals, and what was aired in their place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from broadcaster import claims as claimed
from broadcaster.models import AsRun
from broadcaster.relaying import facts as relay_facts
from broadcaster.relaying.facts import Failing, Place, Relays
from broadcaster.relaying.states import RelayState
from content.clearance import Standing
from playlists import queries, relay_items, relay_sources
from playlists.relay_items import RelayLine
from playlists.relay_sources import Approved, Unapproved
from playlists.rundown import Claim, Line
from playlists.timetable import Occurrence
from station import clock

ONE_MINUTE = timedelta(minutes=1)
Claims = Mapping[Place, tuple[Claim, ...]]


@dataclass(frozen=True)
class Relayed:
    """The relays of one look: their items by playlist, their sources, their failures and what was claimed for those."""

    items: Mapping[int, Mapping[str, RelayLine]]
    known: Mapping[int, Approved | Unapproved]
    states: Mapping[int, RelayState]
    failures: Mapping[str, tuple[Failing, datetime]]
    claims: Claims

    @property
    def announcements(self) -> set[int]:
        """The announcements that may be aired in a relay's place now."""
        return {number for failing, _ in self.failures.values() for number in failing.fallback}

    @property
    def facts(self) -> Relays:
        """What the plan is computed from."""
        return Relays({key: each for key, each in self.known.items() if isinstance(each, Approved)}, self.states)

    def with_ends(
        self, lines: Mapping[str, tuple[Line, ...]], starts: Iterable[Occurrence], timezone: tzinfo
    ) -> dict[str, tuple[Line, ...]]:
        """Return the lines, those of relays with the instants by which they are over."""
        return {**lines} | {
            each.key: relay_facts.with_ends(lines[each.key], self.items[each.playlist_id], each, timezone)
            for each in starts
            if each.playlist_id in self.items
        }

    def standings(self, claims: Claims) -> dict[int, Standing]:
        """Return how claimed relays stand, also those whose items were taken out of their playlists since."""
        zones = frozenset(zone_id for _, zone_id in claims)
        return {
            claim.announcement_id: relay_facts.standing(claim.announcement_id, self.known, claim.frames, zones)
            for found in claims.values()
            for claim in found
            if relay_items.source_of(claim.announcement_id) and not claim.over
        }

    def standings_there(
        self, starts: Iterable[Occurrence], there: Mapping[Place, dict[int, Standing]]
    ) -> dict[Place, dict[int, Standing]]:
        """Return how everything stands in each place, relays among it."""
        ours = relay_facts.standings_there(starts, self.items, self.known)
        return {**there} | {place: {**there.get(place, {}), **found} for place, found in ours.items()}

    def occurrences(self, now: datetime) -> list[Occurrence]:
        """Return every failure as an occurrence."""
        return [
            relay_facts.occurrence(name, failing, self.claims.get((name, failing.zone_id), ()), now)
            for name, (failing, _) in self.failures.items()
        ]

    def lines(self, known: Mapping[int, Standing], now: datetime, timezone: tzinfo) -> dict[str, tuple[Line, ...]]:
        """Return what is aired in the place of each failing relay."""
        found = {}
        for name, (failing, over_at) in self.failures.items():
            before = (
                len(claims)
                for (other, _), claims in self.claims.items()
                if other.startswith(failing.prefix) and other != name
            )
            found[name] = relay_facts.fallback_lines(
                failing,
                self.claims.get((name, failing.zone_id), ()),
                known,
                over_at=over_at,
                aired_before=sum(before),
                now=now,
                day=clock.local(failing.parent.starts_at, timezone).date(),
            )
        return found


def read(
    session: Session,
    starts: Sequence[Occurrence],
    claims: Claims,
    states: Mapping[int, RelayState],
    *,
    zones: frozenset[int] | None,
    now: datetime,
) -> Relayed:
    """Read what these occurrences have to do with relays; most have nothing, and then hardly anything is read."""
    items = queries.all_relays(session, {each.playlist_id for each in starts if each.playlist_id})
    going_on = relay_facts.going_on(starts, items, claims)
    names = _names(session, going_on)
    failures = relay_facts.failures(going_on, names, states, now)
    sources = {relay.source_id for found in items.values() for relay in found.values()}
    sources |= {relay_items.source_of(claim.announcement_id) for found in claims.values() for claim in found} - {0}
    return Relayed(
        items=items,
        known=relay_sources.standings(session, list(sources)) if sources else {},
        states=states,
        failures=failures,
        claims=claimed.read(session, list(failures), zones) if failures else {},
    )


def _names(session: Session, going_on: Sequence[Failing]) -> Sequence[str]:
    """Return the failures of these relays for which something was claimed."""
    if not going_on:
        return []
    prefixes = (AsRun.occurrence.startswith(each.prefix, autoescape=True) for each in going_on)
    since = min(each.claim.planned for each in going_on)  # a short way through the log: this column has an index
    query = select(AsRun.occurrence).where(AsRun.planned_at >= since - ONE_MINUTE, or_(*prefixes))
    return session.scalars(query.distinct()).all()
