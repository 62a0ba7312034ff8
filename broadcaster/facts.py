"""Everything the air plan is computed from, read in one consistent look at the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, tzinfo
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import breakin_facts, breakin_scripts, live_facts, relay_facts, relay_reading
from broadcaster import claims as claimed
from broadcaster.models import LiveTalk
from broadcaster.relay_facts import Relays
from broadcaster.relay_states import RelayState
from content.clearance import Standing
from content.queries import standings
from playlists import announcing, fillings, guarding
from playlists import queries as plans
from playlists.models import Playlist
from playlists.placing import Barring
from playlists.rundown import Claim, Line
from playlists.timetable import Occurrence, occurrences
from station import clock
from station import zones as places

LOOK_BACK = timedelta(hours=12)
LOOK_AHEAD = timedelta(hours=1)
LONGEST = timedelta(hours=6)  # that what begins within the look may last
NO_RELAYS = Relays()
NO_STATES: Mapping[int, RelayState] = MappingProxyType({})


@dataclass(frozen=True)
class Facts:
    """One consistent look: what should start, what it consists of, what may air, what was claimed.

    `standings_there` says for one occurrence in one zone what may air whatever its standing elsewhere: the filling
    of a line for exactly this start, and what a break-in's own order allows or forbids. `zones`: those looked at.
    While there is `stopped_because`, nothing sounds. `barred`: by zone, from when to when nothing below khẩn cấp may
    sound, and why; `limits`: from when on a cap of the guard forbids one occurrence in one zone, till when, and why.
    """

    occurrences: Sequence[Occurrence]
    lines: Mapping[str, tuple[Line, ...]]
    standings: Mapping[int, Standing]
    claims: Mapping[tuple[str, int], tuple[Claim, ...]]
    standings_there: Mapping[tuple[str, int], Mapping[int, Standing]]
    changed: Mapping[int, datetime]
    zones: frozenset[int] = frozenset()
    stopped_because: str = ""
    barred: Mapping[int, Sequence[Barring]] = field(default_factory=dict)
    limits: Mapping[tuple[str, int], Barring] = field(default_factory=dict)
    relays: Relays = NO_RELAYS


def read(
    session: Session,
    *,
    now: datetime,
    timezone: tzinfo,
    station_name: str,
    zones: frozenset[int] | None = None,
    look_back: timedelta = LOOK_BACK,
    stopped_because: str = "",
    relay_states: Mapping[int, RelayState] = NO_STATES,
) -> Facts:
    """Read what is on the air, what was within `look_back`, and what comes within the hour; all zones, or some.

    `relay_states`: how the relays that are kept open are just now; the database does not know that.
    """
    looked_at = frozenset(places.parents(session)) if zones is None else zones
    since = now - look_back
    midnight = clock.instant(clock.local(since, timezone).date(), time(0), timezone)
    todays = occurrences(plans.bookings(session, since=since), midnight, now + LOOK_AHEAD, timezone)
    booked = [each for each in todays if each.starts_at >= since]
    break_ins = breakin_scripts.remembered(session, now=now)
    staged = breakin_scripts.stage(session, break_ins)
    talks = list(session.scalars(select(LiveTalk).where(LiveTalk.starts_at > now - LOOK_BACK)))
    spoken = [live_facts.occurrence(each) for each in talks]
    keys = [*(each.key for each in (*booked, *spoken)), *(breakin_facts.key(each.id) for each in break_ins)]
    claims = claimed.read(session, keys, zones)
    starts = _in_zones([*booked, *spoken, *breakin_facts.occurrences(break_ins, claims, now)], looked_at)
    relayed = relay_reading.read(session, starts, claims, relay_states, zones=zones, now=now)
    lines = _lines(session, starts) | breakin_facts.lines(break_ins, staged, claims, now)
    lines |= relayed.with_ends(lines, starts, timezone)
    starts, claims = [*starts, *relayed.occurrences(now)], claims | relayed.claims
    going_on = [claim for found in claims.values() for claim in found if not claim.over]
    named = _named(lines) | relayed.announcements | {claim.announcement_id for claim in going_on}
    known = standings(session, named)
    lines |= relayed.lines(known, now, timezone)
    known |= relayed.standings(claims)
    words = announcing.words(starts, lines, known, station_name=station_name, timezone=timezone)
    known |= fillings.filled(session, known, words, claimed=(claim.clip_sha256 for claim in going_on))
    orders = breakin_facts.orders(break_ins, staged, places.rehearsal(session))
    there = announcing.standings_there(words, known) | orders | live_facts.orders(talks)
    for place, found in relay_facts.standings_there(starts, relayed.items, relayed.known).items():
        there[place] = {**there.get(place, {}), **found}
    hours = guarding.in_zones(session, looked_at)
    return Facts(
        occurrences=starts,
        lines=lines,
        standings=known,
        claims=claims,
        standings_there=there,
        changed=_changed(session, starts),
        zones=looked_at,
        stopped_because=stopped_because,
        barred=guarding.barred(hours, since, now + LOOK_AHEAD + LONGEST, timezone),
        limits=guarding.limits(hours, todays, timezone),
        relays=relayed.facts,
    )


def _lines(session: Session, starts: Iterable[Occurrence]) -> dict[str, tuple[Line, ...]]:
    playlists = plans.all_lines(session, (each.playlist_id for each in starts if each.playlist_id))
    return {each.key: playlists.get(each.playlist_id, ()) for each in starts}


def _named(lines: Mapping[str, Sequence[Line]]) -> set[int]:
    return {line.announcement_id for found in lines.values() for line in found if line.announcement_id}


def _in_zones(starts: Iterable[Occurrence], zones: frozenset[int]) -> list[Occurrence]:
    """Return the occurrences as far as these zones hear them."""
    return [
        each if each.zones <= zones else replace(each, zones=each.zones & zones)
        for each in starts
        if not zones.isdisjoint(each.zones)
    ]


def _changed(session: Session, starts: Sequence[Occurrence]) -> dict[int, datetime]:
    wanted = {each.playlist_id for each in starts}
    rows = session.scalars(select(Playlist).where(Playlist.id.in_(wanted)))
    return {row.id: row.changed_at for row in rows}
