"""What the queue items of a look air: reads the queue and the log, where a playlist has such an item at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy.orm import Session

from broadcaster import airings
from content.clearance import Cleared, Standing
from playlists import draws, queued
from playlists.draws import Claims, Draws, is_drawing
from playlists.queue import Queue
from playlists.rundown import Line
from playlists.timetable import Occurrence
from station import clock

LATELY = timedelta(hours=24)  # the longest gap between two airings


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
    lines: Mapping[str, Sequence[Line]],
    claims: Claims,
    *,
    below: Mapping[int, frozenset[int]],
    timezone: tzinfo,
) -> Drawn:
    """Draw for these occurrences; `lines` and `claims` are those of their whole look."""
    drawing = [each for each in starts if is_drawing(lines.get(each.key, ()))]
    if not drawing:
        return Drawn()
    facts, known = _facts(session, drawing, lines, claims, below, timezone)
    zones = frozenset[int]().union(*(each.zones for each in drawing))
    found = draws.fill((each for each in starts if each.zones & zones), facts, timezone=timezone)
    numbers = {line.announcement_id for drawn in found.lines.values() for line in drawn}
    return Drawn(found, facts, {number: stands for number, stands in known.items() if number in numbers})


def _facts(
    session: Session,
    drawing: Iterable[Occurrence],
    lines: Mapping[str, Sequence[Line]],
    claims: Claims,
    below: Mapping[int, frozenset[int]],
    timezone: tzinfo,
) -> tuple[draws.Facts, dict[int, Standing]]:
    drawing = list(drawing)
    first = min(each.starts_at for each in drawing)
    fixed = {line.announcement_id or 0 for each in drawing for line in lines[each.key]}
    day = clock.local(first, timezone).date()
    queue, known = queued.read(session, on=day, below=below, besides=fixed)
    zones = frozenset[int]().union(*(each.zones for each in drawing))
    heard = airings.histories(session, asked_of(queue), since=lately(first, timezone), timezone=timezone, zones=zones)
    frames = {number: stands.frames for number, stands in known.items() if isinstance(stands, Cleared)}
    return draws.Facts(queue, lines, heard, claims, frames), known


def asked_of(queue: Queue) -> set[int]:
    """Return the announcements of which a draw must know how often they were heard."""
    return {each.announcement_id for each in queue.candidates} | queue.campaigns.keys()


def lately(first: datetime, timezone: tzinfo) -> datetime:
    """Return since when each airing counts by itself, where the first start is then: a whole day, and its gap."""
    return clock.instant(clock.local(first - LATELY, timezone).date(), time(0), timezone)
