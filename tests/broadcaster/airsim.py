"""One zone's air stepped through by the pure rules and a real feed: no database, no clock."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

import pytest

from broadcaster import airplan, claims, closing, written
from broadcaster.airplan import Plan
from broadcaster.claims import Event
from broadcaster.facts import Facts
from broadcaster.happening import SOUNDING, Happening
from broadcaster.outcome import Outcome
from broadcaster.stretch import Stretch, under
from broadcaster.transmitter.cue import Cue, Note
from broadcaster.transmitter.feed import Feed
from content.clearance import Barred, Cleared, Standing
from playlists.placing import Barring
from playlists.priority import Priority
from playlists.queueing import draws
from playlists.queueing.queue import Airing, History, Queue
from playlists.rundown import Claim, Line
from playlists.timetable import Occurrence
from tests.broadcaster.airvalues import FRAME, SECOND, SILENCE, SIZE, START, TICK, Numbered, Row, at, lines, programme
from tests.conftest import SAIGON
from tests.fakes import FakeOutput


@dataclass
class Air:
    """What is booked, what the log says, what was heard; `now` in seconds after START."""

    standings: dict[int, Standing]
    now: float = -12.0
    barred: Mapping[int, Sequence[Barring]] = field(default_factory=dict)
    stopped_because: str = ""
    queue: Queue = field(default_factory=Queue)
    occurrences: list[Occurrence] = field(default_factory=list)
    lines: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_running: bool = True
    _told: list[Stretch] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.output = FakeOutput()
        self._start_feed()

    def add(self, occurrence: Occurrence, *items: float, begins: Mapping[int, float] | None = None) -> None:
        """Book something; what begins on the dot by its place among the items, in seconds after START."""
        self.occurrences.append(occurrence)
        dots = begins or {}
        self.lines[occurrence.key] = tuple(
            line._replace(begins=at(dots[place])) if place in dots else line for place, line in enumerate(lines(*items))
        )
        self.look()

    def break_in(self, number: int, *items: float, ahead_of_the_look: bool = True) -> None:
        """Break in now: the first item is claimed with the order, and sounds before the ordinary look."""
        occurrence = programme(number, self.now, priority=Priority.URGENT, booked=at(self.now))
        self.occurrences.append(occurrence)
        its_lines = self.lines[occurrence.key] = lines(*items)
        stands = self.standings[int(items[0])]
        if isinstance(stands, Cleared):
            row = self._row(occurrence, its_lines[0].key, stands, at(self.now))
            if ahead_of_the_look and self.is_running and not self._other_break_in(occurrence):
                over = Stretch(row.id, row.clip_sha256, row.planned_at, 0, row.frames, row.frames, begun=False)
                self._tell([*under(self._told, over.starts_at, over.ends_at), over], {})
        self.look()

    def _other_break_in(self, mine: Occurrence) -> bool:
        urgent = [row for row in self.rows.values() if row.occurrence.priority == Priority.URGENT and not row.is_over]
        return any(row.occurrence.key != mine.key for row in urgent)

    def _row(self, occurrence: Occurrence, key: str, stands: Cleared, planned_at: datetime) -> Row:
        number = len(self.rows) + 1
        told = (stands.announcement_id, stands.title, stands.clip_sha256, stands.frames)
        row = self.rows[number] = Row(number, occurrence, key, *told, planned_at)
        return row

    def withdraw(self, number: int) -> None:
        """Take an announcement back."""
        self.standings[number] = Barred(number, f"Bản tin {number}", "thu hồi")
        self.look()

    def kill(self) -> None:
        """End play-out at once."""
        self.is_running = False

    def revive(self, beat_ago: float = 0.0) -> None:
        """Start play-out again: what was on air fell silent when it was last alive."""
        self.is_running = True
        self._start_feed()
        for row in self._unended():
            self._write(closing.silenced(_unended(row), beat_at=at(self._died_at), now=at(self.now)))
        self.look()

    def _start_feed(self) -> None:
        self._feed = Feed(SILENCE, self._noted)
        self._feed.outputs.append(self.output)
        self._told = []

    def facts(self) -> Facts:
        """Return what a look would read."""
        found: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        for row in self.rows.values():
            found[row.occurrence.key, 1].append(claims.claim_of(row.claimed, row.events))
        kept = {place: tuple(rows) for place, rows in found.items()}
        known = Facts(list(self.occurrences), dict(self.lines), dict(self.standings), kept, {}, {}, frozenset({1}))
        drawn = {"lines_there": self._drawn(kept)}
        return Facts(**vars(known) | {"stopped_because": self.stopped_because, "barred": self.barred} | drawn)

    def _drawn(self, kept: Mapping[draws.Place, tuple[Claim, ...]]) -> Mapping[draws.Place, tuple[Line, ...]]:
        """Draw as a look does: of what may still be aired, after what the log has of everything else."""
        booked = [each for each in self.occurrences if each.priority < Priority.URGENT]
        if not any(draws.is_drawing(self.lines[each.key]) for each in booked):
            return {}
        cleared = {number: each for number, each in self.standings.items() if isinstance(each, Cleared)}
        queue = replace(
            self.queue, candidates=tuple(each for each in self.queue.candidates if each.announcement_id in cleared)
        )
        rows = [row for row in self.rows.values() if row.frames and row.story.outcome is not Outcome.MISSED]
        rows.sort(key=lambda row: row.planned_at)
        aired = [Airing(row.announcement_id, row.planned_at, row.planned_at.date(), row.frames) for row in rows]
        lately = tuple((row.occurrence.key, airing) for row, airing in zip(rows, aired, strict=True))
        frames = {number: each.frames for number, each in cleared.items()}
        facts = draws.Facts(queue, self.lines, {1: History((), lately)}, kept, frames)
        return draws.fill(booked, facts, timezone=SAIGON).lines

    def look(self) -> None:
        """Look as the planner does: write down what is wanted, follow the plan, answer its cuts."""
        if not self.is_running:
            return
        now, known = at(self.now), self.facts()
        plan = airplan.make(known, now=now, timezone=SAIGON)
        assert plan == airplan.make(known, now=now, timezone=SAIGON)
        if plan.to_write():
            plan = self._written(known, plan, now)
        self.plans.append(plan)
        self._tell(plan.stretches[1], {number: cut.reason for number, cut in plan.cuts.items()})
        for number, cut in plan.cuts.items():
            if not self.rows[number].is_over:
                happening = Happening.ENDED if cut.begun else Happening.MISSED
                self.rows[number].events.append(Event(happening, now, 0, cut.reason))
        if plan.overdue:
            self.close_overdue()
        if plan.cuts:
            self.look()

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
        after = airplan.make(written.down(known, plan, numbers, now=now), now=now, timezone=SAIGON)
        assert after == airplan.make(self.facts(), now=now, timezone=SAIGON), "what is written is not what is read"
        return after

    def _tell(self, stretches: Sequence[Stretch], reasons: Mapping[int, str]) -> None:
        self._told = sorted(stretches, key=lambda each: each.starts_at)
        assert all(one.ends_at < two.starts_at + FRAME for one, two in pairwise(self._told)), "two sounds at once"
        cues = [Cue(each, Numbered(each.as_run_id), (each.starts_at - START) / SECOND) for each in self._told]
        self._feed.load(cues, now=self.now, reasons=reasons)

    def _noted(self, note: Note) -> None:
        self.notes.append(note)
        self.rows[note.as_run_id].events.append(Event(note.happening, at(note.at), note.frame, note.reason))

    def close_overdue(self) -> None:
        """End what should be over and is not on air."""
        for row in self._unended():
            if self._feed.cue is None or self._feed.cue.stretch.as_run_id != row.id:
                self._write(closing.overdue_end(_unended(row), now=at(self.now)))

    def _unended(self) -> list[Row]:
        return [row for row in self.rows.values() if not row.is_over]

    def _write(self, entry: closing.Entry | None) -> None:
        if entry is not None:
            event = Event(entry.happening, entry.at, entry.frame, entry.reason)
            self.rows[entry.as_run_id].events.append(event)

    def run(self, seconds: float) -> None:
        """Let so much time pass."""
        until = self.now + seconds
        while self.now < until - 1e-9:
            if self.is_running:
                self._died_at = self.now
                if not self.plans or at(self.now) >= self.plans[-1].look_again[1]:
                    self.look()
                self._push(self.now + TICK)
            self.now += TICK

    def _push(self, horizon: float) -> None:
        now = self.now
        while now < horizon - 1e-9:
            wake = self._feed.push(now, horizon)
            now = min(horizon, wake) if wake is not None else horizon

    def heard(self) -> list[tuple[int, int]]:
        """Return every frame that was heard: whose, and which."""
        sound = self.output.sound
        cut = (sound[place : place + SIZE] for place in range(0, len(sound), SIZE))
        return [(int.from_bytes(each[:4], "big"), int.from_bytes(each[4:], "big")) for each in cut if each != SILENCE]

    def told(self) -> list[tuple[str, str]]:
        """Return what the log says of each item in order: «programme/item», and what became of it."""
        rows = sorted(self.rows.values(), key=lambda row: (row.planned_at, row.id))
        return [(f"{row.occurrence.key}/{row.announcement_id}", str(row.story.outcome)) for row in rows]

    def began(self, number: int) -> list[float]:
        """Return when an announcement began to sound from its first frame, in seconds after START."""
        own = {row.id for row in self.rows.values() if row.announcement_id == number}
        found = [n for n in self.notes if n.as_run_id in own and n.happening in SOUNDING and n.frame == 0]
        return [pytest.approx(note.at, abs=0.03) for note in found]

    def reasons(self, number: int) -> str:
        """Return the reasons that the log gives for an announcement."""
        return "; ".join(row.story.reason for row in self.rows.values() if row.announcement_id == number)


def _unended(row: Row) -> closing.Unended:
    return closing.unended(row.id, row.frames, row.planned_at, row.events)
