"""Everything the air plan is computed from, read in one consistent look at the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from functools import partial
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import claims as claimed
from broadcaster import drawn, mourned
from broadcaster.breakin import facts as breakin_facts
from broadcaster.breakin import scripts as breakin_scripts
from broadcaster.breakin.scripts import Staged
from broadcaster.drawn import Drawn
from broadcaster.fresh import fresh
from broadcaster.models import BreakIn, LiveTalk
from broadcaster.relaying import reading as relay_reading
from broadcaster.relaying.facts import Relays
from broadcaster.relaying.reading import Relayed
from broadcaster.relaying.states import RelayState
from broadcaster.talks import facts as live_facts
from content.clearance import Fillable, Standing
from content.queries import standings
from playlists import announcing, fillings, guarding, hardtimes, settling
from playlists import queries as plans
from playlists.placing import Barring
from playlists.rundown import Claim, Line
from playlists.settling import Settlement
from playlists.timetable import Occurrence, occurrences
from station import clock, tree
from station import zones as places

LOOK_BACK = timedelta(hours=12)
LOOK_AHEAD = timedelta(hours=1)
LONGEST = timedelta(hours=6)  # that what begins within the look may last
NO_RELAYS = Relays()
NO_STATES: Mapping[int, RelayState] = MappingProxyType({})


Claims = Mapping[tuple[str, int], tuple[Claim, ...]]
Below = Mapping[int, frozenset[int]]
Lines = dict[str, tuple[Line, ...]]


@dataclass(frozen=True)
class Facts:
    """One consistent look: what should start, what it consists of, what may air, what was claimed.

    `standings_there` says for one occurrence in one zone what may air whatever its standing elsewhere: the filling
    of a line for exactly this start, and what a break-in's own order allows or forbids. `zones`: those looked at.
    While there is `stopped_because`, nothing sounds. `barred`: by zone, from when to when nothing below khẩn cấp may
    sound, and why; `limits`: from when on a cap of the guard forbids one occurrence in one zone, till when, and why.
    `relays`: which sources may sound, and how they are just now, which the database does not know. `spoken`: the live
    slots that somebody has taken, by place. `lines_there`: the lines of an occurrence in a zone where some were drawn
    from the queue. `quieter`: by how many dB some zones are to be quieter.
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
    spoken: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)
    lines_there: Mapping[tuple[str, int], tuple[Line, ...]] = field(default_factory=dict)
    quieter: Mapping[int, int] = field(default_factory=dict)

    def lines_in(self, place: tuple[str, int]) -> Sequence[Line]:
        """Return what an occurrence consists of in one zone, with the live slots in which somebody spoke there."""
        lines = self.lines_there.get(place) or self.lines.get(place[0], ())
        spoken = self.spoken.get(place)
        return [line._replace(is_spoken=True) if line.key in spoken else line for line in lines] if spoken else lines


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
    """Read what is on the air, what was within `look_back`, and what comes within the hour; all zones, or some."""
    below = tree.below(places.parents(session))
    looked_at, since, ordered = frozenset(below) if zones is None else zones, now - look_back, _ordered(session, now)
    todays = _todays(session, since, now, timezone, zones, below)
    booked = drawn.in_zones(fresh(session, todays, since=since, now=now, is_usual=look_back == LOOK_BACK), looked_at)
    claims = claimed.read(session, [*(each.key for each in booked), *ordered.keys], zones)
    starts = [*booked, *drawn.in_zones(ordered.occurrences(claims, now), looked_at)]
    relayed = relay_reading.read(session, starts, claims, relay_states, zones=zones, now=now)
    lines = relayed.with_ends(_lines(session, starts, timezone), starts, timezone) | ordered.lines(claims, now)
    starts, claims = [*starts, *relayed.occurrences(now)], {**claims, **relayed.claims}
    known, lines = _stand(partial(standings, session, below=below), starts, claims, lines, relayed, now, timezone)
    settled = settling.read(session, starts, lines, known, now=now)
    draws = drawn.read(session, booked, settled.lines, claims, below=below, timezone=timezone)
    known, said = _said(session, starts, settled, draws, known, claims, station_name, timezone)
    there = settled.places(relayed.standings_there(starts, said | ordered.orders(session)), draws.lines, known)
    mute = mourned.read(session, starts, known, since=since, now=now, timezone=timezone)
    barred, limits, quieter = _guard(session, looked_at, todays, since, now, timezone)
    told = (starts, settled.lines, known, claims, mute.there(there), settled.edited, looked_at, stopped_because)
    return Facts(*told, *mute.of(barred, limits), relayed.facts, live_facts.spoken(ordered.talks), draws.lines, quieter)


def _said(
    session: Session,
    starts: Sequence[Occurrence],
    settled: Settlement,
    draws: Drawn,
    known: Mapping[int, Standing],
    claims: Claims,
    station_name: str,
    timezone: tzinfo,
) -> tuple[dict[int, Standing], dict[tuple[str, int], dict[int, Standing]]]:
    """Return how everything stands, the lines with their fillings, and which of those each place airs."""
    known, there = {**draws.standings, **known}, settling.spoken_lines(draws.lines)
    say = partial(announcing.words, station_name=station_name, timezone=timezone, late=settled.late, there=there)
    words = say(starts, settled.lines, known)
    known |= fillings.filled(session, known, words, claimed=(each.clip_sha256 for each in _going_on(claims)))
    return known, announcing.standings_there(words, known)


def _guard(
    session: Session,
    zones: frozenset[int],
    todays: Sequence[Occurrence],
    since: datetime,
    now: datetime,
    timezone: tzinfo,
) -> tuple[dict[int, Sequence[Barring]], dict[tuple[str, int], Barring], dict[int, int]]:
    """Return when nothing below khẩn cấp may sound in each zone, what the caps forbid, and which are to be quieter."""
    hours = guarding.in_zones(session, zones)
    barred = guarding.barred(hours, since, now + LOOK_AHEAD + LONGEST, timezone)
    return barred, guarding.limits(hours, todays, timezone), guarding.quieter(hours)


def _stand(
    standings: Callable[[Iterable[int]], dict[int, Standing]],
    starts: Iterable[Occurrence],
    claims: Claims,
    lines: Lines,
    relayed: Relayed,
    now: datetime,
    timezone: tzinfo,
) -> tuple[dict[int, Standing], Lines]:
    """Return how everything stands that may yet sound, and the lines with what is aired in place of failing relays.

    What has been aired is not asked for again, but where a line speaks of its whole programme.
    """
    named = {number for each in starts for number in _to_come(each, lines.get(each.key, ()), claims)}
    known = standings(named | relayed.announcements | {each.announcement_id for each in _going_on(claims)})
    speaking = {number for number, each in known.items() if isinstance(each, Fillable)}
    whole = (_numbers(found) for found in lines.values() if speaking and not speaking.isdisjoint(_numbers(found)))
    if rest := {number for numbers in whole for number in numbers} - known.keys():
        known |= standings(rest)
    return known | relayed.standings(claims), lines | relayed.lines(known, now, timezone)


def _to_come(occurrence: Occurrence, lines: Sequence[Line], claims: Claims) -> set[int]:
    """Return what some zone has not claimed yet of an occurrence."""
    places = {line.key: place for place, line in enumerate(lines)}
    first = len(lines)
    for zone_id in occurrence.zones:
        claimed_there = claims.get((occurrence.key, zone_id), ())
        first = min(first, 1 + max((places.get(each.key, -1) for each in claimed_there), default=-1))
    return _numbers(lines[first:])


def _numbers(lines: Iterable[Line]) -> set[int]:
    return {line.announcement_id for line in lines if line.announcement_id}


def _going_on(claims: Claims) -> list[Claim]:
    return [claim for found in claims.values() for claim in found if not claim.over]


def _todays(
    session: Session, since: datetime, now: datetime, timezone: tzinfo, zones: frozenset[int] | None, below: Below
) -> list[Occurrence]:
    """Return what starts within the look, and before it on the day that it begins in."""
    midnight = clock.instant(clock.local(since, timezone).date(), time(0), timezone)
    until = now + LOOK_AHEAD
    booked = plans.bookings(session, since=since, until=until, zones_heard=zones, below=below)
    return occurrences(booked, midnight, until, timezone, plans.days_of(session, midnight, until, timezone))


@dataclass(frozen=True)
class _Ordered:
    """What was ordered on the spot: break-ins with what they say, and live talks."""

    break_ins: Sequence[BreakIn]
    staged: Mapping[int, Staged]
    talks: Sequence[LiveTalk]

    @property
    def keys(self) -> list[str]:
        return [
            *(breakin_facts.key(each.id) for each in self.break_ins),
            *(live_facts.key(each.id) for each in self.talks),
        ]

    def occurrences(self, claims: breakin_facts.Claims, now: datetime) -> list[Occurrence]:
        spoken = map(live_facts.occurrence, self.talks)
        return [*spoken, *breakin_facts.occurrences(self.break_ins, claims, now)]

    def lines(self, claims: breakin_facts.Claims, now: datetime) -> dict[str, tuple[Line, ...]]:
        return breakin_facts.lines(self.break_ins, self.staged, claims, now)

    def orders(self, session: Session) -> dict[tuple[str, int], dict[int, Standing]]:
        orders = breakin_facts.orders(self.break_ins, self.staged, places.rehearsal(session))
        return orders | live_facts.orders(self.talks)


def _ordered(session: Session, now: datetime) -> _Ordered:
    break_ins = breakin_scripts.remembered(session, now=now)
    talks = session.scalars(select(LiveTalk).where(LiveTalk.starts_at > now - LOOK_BACK)).all()
    return _Ordered(break_ins, breakin_scripts.stage(session, break_ins), talks)


def _lines(session: Session, starts: Iterable[Occurrence], timezone: tzinfo) -> dict[str, tuple[Line, ...]]:
    playlists = plans.all_lines(session, (each.playlist_id for each in starts if each.playlist_id))
    on_the_dot = {number for number, found in playlists.items() if any(line.hard_start for line in found)}
    return {
        each.key: hardtimes.timed(playlists[each.playlist_id], each.starts_at, timezone)
        if each.playlist_id in on_the_dot
        else playlists.get(each.playlist_id, ())
        for each in starts
    }
