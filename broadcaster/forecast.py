"""What will be drawn in the days to come, if nothing changes: reads, changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from broadcaster import drawn
from playlists import queries
from playlists.queueing import draws
from playlists.queueing.draws import Draws
from playlists.rundown import Line
from playlists.timetable import Occurrence
from station import clock, tree
from station import zones as places

FIXED = "có sẵn trong danh sách phát"
SURE_DAYS = timedelta(days=90)  # that are drawn whatever it costs
NAMED_DAYS = 14  # on one paper: whoever signs for a fortnight reads every line
Titles = Mapping[str, Mapping[int, tuple[str, ...]]]  # by occurrence, and by the number of its queue item
MOST_LOOKS = 100_000  # at candidates, for what lies further ahead: about two seconds


@dataclass(frozen=True)
class Coming:
    """One airing to come: in which programme, in which zones (of those with none below them), and why then."""

    announcement_id: int
    title: str
    programme_name: str
    starts_at: datetime
    zones: tuple[int, ...]
    reason: str
    everywhere: bool


@dataclass(frozen=True)
class Forecast:
    """The starts until some instant, what each airs in the zones at the ends of the tree, and what was known before."""

    starts: tuple[Occurrence, ...]
    facts: draws.Facts
    draws: Draws
    titles: Mapping[int, str]
    ends: frozenset[int]
    until: datetime

    def coming(self, announcement_ids: Iterable[int]) -> list[Coming]:
        """Return the airings to come of these announcements, in order of time."""
        wanted, found = frozenset(announcement_ids), list[Coming]()
        for start in self.starts:
            there: dict[tuple[int, str], list[int]] = defaultdict(list)
            for zone_id in sorted(start.zones):
                for number, reason in self._airing(start, zone_id).items():
                    if number in wanted:
                        there[number, reason].append(zone_id)
            for (number, reason), zones in there.items():
                told = (number, self.titles.get(number, "?"), start.programme_name, start.starts_at)
                found.append(Coming(*told, tuple(zones), reason, len(zones) == len(self.ends)))
        return found

    def titles_drawn(self) -> Titles:
        """Return by occurrence, and by the number of its queue item, what is drawn in any of its zones."""
        found: dict[str, dict[int, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        for (key, _), items in self.draws.told.items():
            for number, drawing in items.items():
                found[key][number] |= dict.fromkeys(each.candidate.title for each in drawing.drawn)
        return {key: {number: tuple(told) for number, told in items.items()} for key, items in found.items()}

    def passed_over(self, announcement_id: int) -> list[tuple[Occurrence, str]]:
        """Return the starts that draw and pass an announcement over, each with why."""
        found = []
        for start in self.starts:
            told = [draw for zone_id in start.zones for draw in self.draws.told.get((start.key, zone_id), {}).values()]
            reasons = dict.fromkeys(why for draw in told if (why := draw.passed.get(announcement_id)))
            if reasons:
                found.append((start, "; ".join(reasons)))
        return found

    def _airing(self, start: Occurrence, zone_id: int) -> dict[int, str]:
        """Return what a start airs in a zone, and why; what may not be aired is left out."""
        lines: Iterable[Line] = self.draws.lines.get((start.key, zone_id)) or self.facts.lines.get(start.key, ())
        found = {each.announcement_id: FIXED for each in lines if each.announcement_id in self.titles}
        drawings = self.draws.told.get((start.key, zone_id), {}).values()
        reasons = {one.candidate.announcement_id: one.reason for each in drawings for one in each.drawn}
        return {number: reasons.get(number, reason) for number, reason in found.items() if number} | reasons


def read(session: Session, *, now: datetime, days: int, timezone: tzinfo) -> Forecast:
    """Draw for everything that starts in so many days from now; in fewer, but never fewer than 90, if that is much."""
    below = tree.below(places.parents(session))
    ends = frozenset(zone_id for zone_id, heard in below.items() if heard == {zone_id})
    booked = queries.coming(session, now, now + timedelta(days=days), timezone)
    starts = tuple(each for each in drawn.in_zones(booked, ends) if each.zones)
    playlists = queries.all_lines(session, {each.playlist_id for each in starts})
    lines = {each.key: playlists.get(each.playlist_id, ()) for each in starts}
    facts, known = drawn.read_facts(session, starts, now, ends, lines, {}, below=below, timezone=timezone)
    titles = {number: stands.title for number, stands in known.items() if number in facts.frames}
    until = _affordable(starts, len(facts.queue.candidates), now + SURE_DAYS, now + timedelta(days=days))
    starts = tuple(each for each in starts if each.starts_at < until)
    return Forecast(starts, facts, draws.fill(starts, facts, timezone=timezone), titles, ends, until)


def titles_between(session: Session, first: date, last: date, *, now: datetime, timezone: tzinfo) -> Titles:
    """Return what will be drawn from one day to another, to be named on paper: nothing where these are many or far."""
    today = clock.local(now, timezone).date()
    ahead = (last - today).days + 1
    if (last - first).days >= NAMED_DAYS or not 0 < ahead <= SURE_DAYS.days:
        return {}
    return read(session, now=now, days=ahead, timezone=timezone).titles_drawn()


def _affordable(starts: Iterable[Occurrence], candidates: int, sure: datetime, until: datetime) -> datetime:
    """Return the instant until which drawing costs no more than it may; zones that air the same share their draws."""
    ahead = sorted(starts, key=lambda each: each.starts_at)
    aired: dict[int, list[str]] = defaultdict(list)
    for each in ahead:
        for zone_id in each.zones:
            aired[zone_id].append(each.key)
    alike = {zone_id: hash(tuple(keys)) for zone_id, keys in aired.items()}
    looks = 0
    for each in ahead:
        looks += len({alike[zone_id] for zone_id in each.zones}) * candidates
        if looks > MOST_LOOKS and each.starts_at >= sure:
            return each.starts_at
    return until
