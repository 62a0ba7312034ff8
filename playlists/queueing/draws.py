"""What the queue items of all starts of programmes air, zone by zone, one start after the other; pure.

A zone's draw knows what was heard there before its programme starts, and what earlier programmes have yet to air. What
was claimed of a draw stays in it whatever happens; only the rest is drawn anew. Zones that heard the same share.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from playlists.hardtimes import room_left
from playlists.queueing.drawing import Draw, draw
from playlists.queueing.eligible import Turn
from playlists.queueing.queue import Airing, Candidate, Heard, History, Queue
from playlists.rundown import FRAME, Claim, Line, Room
from playlists.timetable import Occurrence
from station import clock

NO_END = 10**9
Place = tuple[str, int]  # an occurrence's key and a zone
Claims = Mapping[Place, tuple[Claim, ...]]


@dataclass(frozen=True)
class Facts:
    """What the draws are made from. `frames`: of every announcement that may be aired, besides the queue's.

    `silent`: by occurrence, the music that may not sound in it because the nation mourns.
    """

    queue: Queue
    lines: Mapping[str, Sequence[Line]]
    histories: Mapping[int, History]
    claims: Claims = field(default_factory=dict)
    frames: Mapping[int, int] = field(default_factory=dict)
    silent: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass
class Draws:
    """The lines of every place in which something is drawn, and the draws behind them, by the number of the item.

    `heard`: what each zone will have heard when all of it was aired.
    """

    lines: dict[Place, tuple[Line, ...]] = field(default_factory=dict)
    told: dict[Place, dict[int, Draw]] = field(default_factory=dict)
    heard: dict[int, Heard] = field(default_factory=dict)


def is_drawing(lines: Iterable[Line]) -> bool:
    """Is there a queue item among the lines?"""
    return any(line.room is not None for line in lines)


def fill(occurrences: Iterable[Occurrence], facts: Facts, *, timezone: tzinfo) -> Draws:
    """Return what is drawn for each of these occurrences, in each of its zones."""
    there: dict[int, list[Occurrence]] = defaultdict(list)
    for each in sorted(occurrences, key=lambda each: (each.starts_at, each.key)):
        for zone_id in each.zones:
            there[zone_id].append(each)
    found, known = Draws(), dict[object, tuple[int, Draws]]()
    allowed = _allowed(facts.queue.candidates)
    for zone_id, starts in there.items():
        alike = _alike(zone_id, starts, facts, allowed)
        if alike not in known:
            known[alike] = (zone_id, _Zone(zone_id, facts, timezone, starts).filled())
        first, drawn = known[alike]
        found.heard[zone_id] = drawn.heard[first]
        for (key, _), lines in drawn.lines.items():
            found.lines[key, zone_id] = lines
            found.told[key, zone_id] = drawn.told[key, first]
    return found


def _allowed(candidates: Iterable[Candidate]) -> dict[frozenset[int], list[int]]:
    by_zones: dict[frozenset[int], list[int]] = defaultdict(list)
    for each in candidates:
        by_zones[each.zones].append(each.announcement_id)
    return by_zones


def _alike(
    zone_id: int, starts: Sequence[Occurrence], facts: Facts, allowed: Mapping[frozenset[int], list[int]]
) -> object:
    """Return what makes a zone's draws: where it is the same, they are."""
    claimed = tuple(
        (each.key, each.frames, each.over, each.was_begun, each.planned)
        for start in starts
        for each in facts.claims.get((start.key, zone_id), ())
    )
    here = frozenset(zones for zones in allowed if zone_id in zones)
    return tuple(each.key for each in starts), here, facts.histories.get(zone_id), claimed


class _Zone:
    """One zone, living through its occurrences in order."""

    def __init__(self, zone_id: int, facts: Facts, timezone: tzinfo, starts: Sequence[Occurrence]) -> None:
        self.zone_id, self.facts, self.timezone, self.starts = zone_id, facts, timezone, starts
        self.by_number = {each.announcement_id: each for each in facts.queue.candidates}
        self.heard = Heard(facts.queue.campaigns)
        history = facts.histories.get(zone_id, History())
        self.heard.take_before(history.before)
        mine = {each.key for each in starts if (each.key, zone_id) in facts.claims}
        self.lately = [airing for key, airing in history.lately if key not in mine]
        self.claimed = [
            (number, airing)
            for number, each in enumerate(starts)
            if (claims := self._claims(each))
            for airing in self._claimed(each, claims)
        ]
        self.found = Draws()

    def filled(self) -> Draws:
        """Return what is drawn here."""
        for number, each in enumerate(self.starts):
            while self.lately and self.lately[0].at < each.starts_at:
                self.heard.take(self.lately.pop(0))
            lines = self.facts.lines.get(each.key, ())
            if is_drawing(lines):
                self._draw(each, lines, self._later(number))
            else:
                self._take_fixed(each, lines, self._claims(each))
        for airing in self.lately:
            self.heard.take(airing)
        self.found.heard[self.zone_id] = self.heard
        return self.found

    def _later(self, number: int) -> list[Airing]:
        """Return what is known to be heard after this one has begun, besides what it airs itself."""
        return self.lately + [airing for place, airing in self.claimed if place > number]

    def _claims(self, occurrence: Occurrence) -> tuple[Claim, ...]:
        return self.facts.claims.get((occurrence.key, self.zone_id), ())

    def _claimed(self, occurrence: Occurrence, claims: Iterable[Claim]) -> list[Airing]:
        """Return the airings that were claimed: also what came to nothing, or another's draw would change for it."""
        day = self._at(occurrence).date()
        return [
            Airing(each.announcement_id, each.planned, day, each.frames, 0 if is_second(each.key) else 1)
            for each in claims
            if each.announcement_id > 0
        ]

    def _at(self, occurrence: Occurrence) -> datetime:
        return clock.local(occurrence.starts_at, self.timezone)

    def _take_fixed(self, occurrence: Occurrence, lines: Sequence[Line], claims: Sequence[Claim]) -> None:
        """Count what an occurrence airs whatever is drawn: what was claimed, and what is still to come."""
        for airing in self._claimed(occurrence, claims):
            self.heard.take(airing)
        first, before = _first_to_come(lines, claims), 0
        for place, line in enumerate(lines):
            frames = self._frames(line.announcement_id)
            before += line.pause_frames
            if frames and place >= first:
                self._take(occurrence, line.announcement_id or 0, before, frames)
            before += frames

    def _take(self, occurrence: Occurrence, number: int, before: int, frames: int, counts: int = 1) -> None:
        at = occurrence.starts_at + before * FRAME
        self.heard.take(Airing(number, at, self._at(occurrence).date(), frames, counts))

    def _frames(self, number: int | None) -> int:
        candidate = self.by_number.get(number or 0)
        return candidate.frames if candidate else self.facts.frames.get(number or 0, 0)

    def _draw(self, occurrence: Occurrence, lines: Sequence[Line], later: Sequence[Airing]) -> None:
        """Draw for every queue item of an occurrence, each after what goes before it."""
        claims = self._claims(occurrence)
        self._take_fixed(occurrence, lines, claims)
        fixed = [line.pause_frames + self._frames(line.announcement_id) for line in lines]
        aired = frozenset(line.announcement_id for line in lines if line.announcement_id)
        aired |= {claim.announcement_id for claim in claims}
        silent = self.facts.silent.get(occurrence.key, frozenset())
        first = _first_to_come(lines, claims)
        before, told, found, spents = 0, dict[int, Draw](), list[Line](), dict[str, int]()
        for place, line in enumerate(lines):
            before += fixed[place]
            if line.room is None:
                found.append(line)
                continue
            frames = min(line.room.frames, self._left(occurrence, lines, place, spents))
            kept, spent = self._kept(occurrence, line.room, claims, frames)
            at, before = self._at(occurrence) + (before + spent) * FRAME, before + spent
            fields = frozenset(line.room.fields)
            turn = Turn(occurrence.starts_at, at, self.zone_id, frames - spent, fields, aired, later, silent)
            drawn = draw(turn, self.facts.queue, self.heard) if place >= first else Draw()
            found += _timed(line, [*kept, *(each for one in drawn.drawn for each in _lines(line.room, one.candidate))])
            for each in drawn.drawn:
                self._take(occurrence, each.candidate.announcement_id, before, each.candidate.needs)
                before += each.candidate.needs
            aired |= {each.candidate.announcement_id for each in drawn.drawn}
            spents[line.key] = spent + sum(each.candidate.needs for each in drawn.drawn)
            told[line.room.number] = drawn
        self.found.lines[occurrence.key, self.zone_id] = tuple(found)
        self.found.told[occurrence.key, self.zone_id] = told

    def _left(self, occurrence: Occurrence, lines: Sequence[Line], place: int, spents: Mapping[str, int]) -> int:
        """Return the frames that fixed times leave to a draw when everything else has its own; earlier draws too."""
        fixed = {each.key: each.live_frames or self._frames(each.announcement_id) for each in lines}
        relays = {each.key: 1 for each in lines if (each.announcement_id or 0) < 0 and not each.live_frames}
        frames = {**fixed, **relays, **spents}  # of a relay no more is known than that it sounds
        left = room_left(lines, place, frames, starts_at=occurrence.starts_at, ends_by=occurrence.ends_by)
        return NO_END if left is None else left // FRAME

    def _kept(self, occurrence: Occurrence, room: Room, claims: Iterable[Claim], frames: int) -> tuple[list[Line], int]:
        """Return the lines that were claimed of a draw, with a second reading still owed, and the frames they take."""
        mine = [claim for claim in claims if claim.key.startswith(f"q{room.number}.")]
        mine.sort(key=lambda claim: (claim.planned, claim.as_run_id))
        kept = [Line(claim.key, claim.announcement_id) for claim in mine]
        spent = sum(claim.frames or self._frames(claim.announcement_id) for claim in mine)
        if mine and not is_second(mine[-1].key):
            told = self.by_number.get(mine[-1].announcement_id)
            if told and told.at_once > 1 and spent + told.frames <= frames:
                self._take(occurrence, told.announcement_id, spent, told.frames, counts=0)
                return [*kept, _lines(room, told)[1]], spent + told.frames
        return kept, spent


def is_second(key: str) -> bool:
    """Is this the key of a second reading in one draw? Both are one airing."""
    return key.startswith("q") and key.endswith(".2")


def _lines(room: Room, drawn: Candidate) -> list[Line]:
    number = drawn.announcement_id
    return [Line(f"q{room.number}.{number}.{turn}", number) for turn in range(1, drawn.at_once + 1)]


def _first_to_come(lines: Sequence[Line], claims: Iterable[Claim]) -> int:
    """Return the place of the first line of which something may still come: what was passed by does not come back."""
    keys = {claim.key for claim in claims}
    rooms = {key.partition(".")[0] for key in keys if key.startswith("q")}
    last = -1
    for place, line in enumerate(lines):
        if line.key in keys:
            last = place + 1
        elif line.room is not None and line.key in rooms:
            last = place
    return max(last, 0)


def _timed(item: Line, lines: Sequence[Line]) -> list[Line]:
    """Return what was drawn for an item, the first of it beginning when the item does."""
    timed = [each._replace(hard_start=item.hard_start, begins=item.begins) for each in lines[:1]]
    return [*timed, *lines[1:]]
