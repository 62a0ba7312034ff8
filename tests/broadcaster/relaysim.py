"""A relay, its source and its fall-back, stepped through by the pure rules and a real feed: no database, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from broadcaster import airplan, written
from broadcaster.airplan import Plan
from broadcaster.claims import Event
from broadcaster.facts import Facts
from broadcaster.happening import SOUNDING, Happening
from broadcaster.inputs.condition import Condition, Report
from broadcaster.relaying import facts as relay_facts
from broadcaster.relaying.reading import Relayed
from broadcaster.relaying.states import Away, RelayState, away_of, opened
from broadcaster.stretch import Stretch
from playlists import relay_items
from playlists.relay_items import RelayLine
from playlists.relay_sources import Approved, Unapproved
from playlists.rundown import Line
from tests.broadcaster.airsim import Air
from tests.broadcaster.airvalues import SECOND, START, Row, at, cleared, programme
from tests.conftest import SAIGON

SOURCE, LENGTH = 3, 60.0
NUMBER, KEY = relay_items.named(SOURCE, {})
LAG = 0.8  # seconds: a tick, a frame, and what a feed may run behind
G, N, S, D = Condition.GOOD, Condition.OPENING, Condition.SILENT, Condition.DEAD


class RelayAir(Air):
    """A programme that is one relay of a minute; announcements 1 and 2 are its fall-back, 9 follows it."""

    def __init__(self, *fallback: int, follows: bool = False) -> None:
        super().__init__({1: cleared(1, 4), 2: cleared(2, 7), 9: cleared(9, 5), 8: cleared(8, 3)})
        self.now = -35.0
        self.source: Approved | Unapproved = Approved(SOURCE, "VOV1", "http://vov/", 77)
        self.state: RelayState = opened(at=at(self.now))
        self.away: list[Away] = []
        self.items = {1: {KEY: RelayLine(NUMBER, SOURCE, LENGTH, None, fallback)}}
        self.occurrences.append(programme(1))
        self.lines["p1"] = (Line(KEY, NUMBER), *((Line("9.1", 9),) if follows else ()))
        self.look()

    def facts(self) -> Facts:
        known, now = super().facts(), at(self.now)
        going_on = relay_facts.going_on(self.occurrences, self.items, known.claims)
        names = {row.occurrence.key for row in self.rows.values() if "/" in row.occurrence.key}
        states, sources = {SOURCE: self.state}, {SOURCE: self.source}
        failures = relay_facts.failures(going_on, names, states, now)
        relayed = Relayed(self.items, sources, states, failures, known.claims)
        starts = [*self.occurrences, *relayed.occurrences(now)]
        return replace(
            known,
            occurrences=starts,
            lines=known.lines | relayed.lines(known.standings, now, SAIGON),
            standings=known.standings | relayed.standings(known.claims),
            standings_there=relayed.standings_there(starts, known.standings_there),
            relays=relayed.facts,
        )

    def _written(self, known: Facts, plan: Plan, now: datetime) -> Plan:
        numbers = []
        for each in plan.wanted:
            slot, number = each.slot, len(self.rows) + 1
            told = (slot.key, slot.announcement_id, slot.title, slot.clip_sha256, slot.frames)
            row = self.rows[number] = Row(number, each.occurrence, *told, slot.planned)
            numbers.append(number)
            if each.missed_because:
                row.events.append(Event(Happening.MISSED, min(now, slot.ends_at), 0, each.missed_because))
            elif slot.starts_at > slot.planned:
                row.events.append(Event(Happening.MOVED, slot.starts_at, 0, slot.put_off_because))
        for move in plan.moves:
            self.rows[move.as_run_id].events.append(Event(Happening.MOVED, move.to, 0, move.reason))
        for silent in plan.unheard:
            self.rows[silent.as_run_id].events.append(Event(Happening.PAUSED, silent.at, silent.frame, silent.reason))
        return airplan.make(written.down(known, plan, numbers, now=now), now=now, timezone=SAIGON)

    def _tell(self, stretches: Sequence[Stretch], reasons: Mapping[int, str]) -> None:
        super()._tell(stretches, self.plans[-1].makes_way | dict(reasons))

    def report(self, condition: Condition, reason: str = "") -> None:
        """Let the source say how it is."""
        reason = reason or ("" if condition is G else f"nguồn {condition}")
        self.state = self.state.after(Report(condition, reason), at=at(self.now))
        self.look()

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds / 0.24)):
            super().run(0.24)
            away = away_of(self.state, now=at(self.now))
            if away is not None:
                self.away = [*(each for each in self.away if each.since != away.since), away]

    def play(self, *reports: tuple[Condition, float]) -> "RelayAir":
        """Let each report come and so much time pass after it, then all be over."""
        self.report(G)
        self.run(35)
        for condition, seconds in reports:
            self.report(condition)
            self.run(seconds)
        self.run(max(0.0, LENGTH + 10 - self.now))
        return self

    def rows_of(self, *numbers: int) -> list[Row]:
        return [row for row in self.rows.values() if row.announcement_id in numbers]

    def spans(self, *numbers: int) -> list[tuple[float, float]]:
        """Return when these sounded, in seconds after START."""
        found = []
        for row in self.rows_of(*numbers):
            begun = None
            for event in row.events:
                second = (event.at - START) / SECOND
                if event.happening in SOUNDING:
                    begun = second
                elif begun is not None:
                    found.append((begun, second))
                    begun = None
        return sorted(found)
