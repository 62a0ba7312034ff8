"""What the queue items of a look air: reads the queue and the log, where a playlist has such an item at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from broadcaster import airings, mourned
from broadcaster import claims as claimed
from content.clearance import Cleared, Standing
from playlists.queueing import draws, queued
from playlists.queueing.draws import Claims, Draws, is_drawing
from playlists.rundown import Line
from playlists.timetable import Occurrence
from station import clock, tree
from station import zones as places

LATELY = timedelta(hours=24)  # the longest gap between two airings
Lines = Mapping[str, Sequence[Line]]


@dataclass(frozen=True)
class Drawn:
    """The draws of some occurrences, what they were made from, and how everything stands that was drawn."""

    found: Draws = field(default_factory=Draws)
    facts: draws.Facts | None = None
    standings: Mapping[int, Standing] = field(default_factory=dict)

    @property
    def lines(self) -> Mapping[draws.Place, tuple[Line, ...]]:
        """The lines of every place in which something is drawn."""
        return self.found.lines


def read(
    session: Session,
    starts: Sequence[Occurrence],
    lines: Lines,
    claims: Claims,
    *,
    below: Mapping[int, frozenset[int]],
    timezone: tzinfo,
) -> Drawn:
    """Draw for these occurrences, where any of them draws; `lines` and `claims` are those of their whole look."""
    drawing = [each for each in starts if is_drawing(lines.get(each.key, ()))]
    if not drawing:
        return Drawn()
    zones = frozenset[int]().union(*(each.zones for each in drawing))
    first = min(each.starts_at for each in drawing)
    facts, known = read_facts(session, starts, first, zones, lines, claims, below=below, timezone=timezone)
    found = draws.fill((each for each in starts if each.zones & zones), facts, timezone=timezone)
    numbers = {line.announcement_id for drawn in found.lines.values() for line in drawn}
    return Drawn(found, facts, {number: stands for number, stands in known.items() if number in numbers})


def lines_of(
    session: Session, starts: Sequence[Occurrence], lines: Lines, *, timezone: tzinfo
) -> Mapping[draws.Place, tuple[Line, ...]]:
    """Return the lines of every place in which these starts draw, what was claimed already among them."""
    below = tree.below(places.parents(session))
    claims = claimed.read(session, [each.key for each in starts], None)
    return read(session, starts, lines, claims, below=below, timezone=timezone).lines


def read_facts(
    session: Session,
    starts: Sequence[Occurrence],
    first: datetime,
    zones: frozenset[int],
    lines: Lines,
    claims: Claims,
    *,
    below: Mapping[int, frozenset[int]],
    timezone: tzinfo,
) -> tuple[draws.Facts, dict[int, Standing]]:
    """Return what these starts draw from, at `first` or later, in these zones, and how everything stands."""
    fixed = {line.announcement_id or 0 for found in lines.values() for line in found}
    queue, known = queued.read(session, on=clock.local(first, timezone).date(), below=below, besides=fixed)
    since = clock.instant(clock.local(first - LATELY, timezone).date(), time(0), timezone)
    heard = airings.histories(
        session, queued.asked(), since=since, timezone=timezone, zones=zones, begins=queue.begins()
    )
    frames = {number: stands.frames for number, stands in known.items() if isinstance(stands, Cleared)}
    silent = mourned.silent(session, starts, frames, timezone=timezone)
    return draws.Facts(queue, lines, heard, claims, frames, silent), known


def in_zones(starts: Iterable[Occurrence], zones: frozenset[int]) -> list[Occurrence]:
    """Return the occurrences as far as these zones hear them."""
    return [
        each if each.zones <= zones else replace(each, zones=each.zones & zones)
        for each in starts
        if not zones.isdisjoint(each.zones)
    ]
