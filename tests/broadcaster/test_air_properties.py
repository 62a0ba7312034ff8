"""Whatever is booked, broken in, killed or withdrawn: what no air may ever do."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from broadcaster.happening import SOUNDING, Happening
from broadcaster.outcome import Outcome
from content.clearance import Cleared
from playlists.catchup import CatchUp, Policy
from playlists.priority import Priority
from playlists.queueing.queue import Candidate, Queue
from tests.broadcaster.airsim import Air
from tests.broadcaster.airvalues import DRAW, at, cleared, programme

ITEMS = range(1, 9)
URGENT = range(21, 24)
QUEUED = range(31, 39)
LONGEST = 600.0  # seconds after which everything must have become something
BEFORE_A_HIGHER = (Happening.PAUSED, Happening.ENDED)


@dataclass(frozen=True)
class Booked:
    """A programme to be booked, with the numbers of its items (a pause is negative).

    `dots`: places of items, as far as there are so many, with the seconds after its start at which they begin.
    """

    begins: int
    items: tuple[int, ...]
    priority: int
    policy: Policy
    lasts: int | None
    dots: tuple[tuple[int, int], ...] = ()

    @property
    def begins_at(self) -> dict[int, float]:
        """The items that begin on the dot, by their places, in seconds after START."""
        return {place: self.begins + ahead for place, ahead in self.dots if self.items[place : place + 1] > (0,)}


@dataclass(frozen=True)
class Deed:
    """Something that somebody does, or that befalls the machine, at a second after START."""

    at: int
    kind: str
    what: int
    fast: bool


policies = st.builds(Policy, st.sampled_from(CatchUp), st.just(1))
programmes = st.builds(
    Booked,
    begins=st.integers(0, 60),
    items=st.lists(
        st.one_of(st.sampled_from(ITEMS), st.integers(-15, -1), st.integers(DRAW + 5, DRAW + 60)),
        min_size=1,
        max_size=6,
    ).map(tuple),
    priority=st.sampled_from([0, 0, 0, Priority.HIGH, Priority.FILLER]),
    policy=policies,
    lasts=st.one_of(st.none(), st.integers(5, 60)),
    dots=st.lists(st.tuples(st.integers(0, 5), st.integers(-20, 60)), max_size=2).map(tuple),
)
deeds = st.builds(
    Deed,
    at=st.integers(-5, 120),
    kind=st.sampled_from(["break in", "break in", "kill", "withdraw", "withdraw queued", "end break-in", "look"]),
    what=st.integers(1, 20),
    fast=st.booleans(),
)
lengths = st.lists(st.integers(2, 20), min_size=len(ITEMS), max_size=len(ITEMS))
urgencies = st.lists(st.sampled_from(["normal", "priority", "urgent"]), min_size=len(ITEMS), max_size=len(ITEMS))


def do(air: Air, deed: Deed) -> None:
    """Let something happen."""
    match deed.kind:
        case "break in":
            number = URGENT[deed.what % len(URGENT)]
            items = [number] * (1 + deed.what % 2)
            air.break_in(100 + len(air.occurrences), *items, ahead_of_the_look=deed.fast)
        case "kill":
            air.kill()
            air.run(deed.what)
            air.revive()
        case "withdraw":
            air.withdraw(1 + deed.what % len(ITEMS))
        case "withdraw queued":
            air.withdraw(QUEUED[deed.what % len(QUEUED)])
        case "end break-in":
            air.withdraw(URGENT[deed.what % len(URGENT)])
        case _:
            air.look()


def lived(booked: list[Booked], done: list[Deed], seconds: list[int], urgency: list[str]) -> Air:
    """Return the air after all that, when there is nothing more to come."""
    standings = {n: cleared(n, length, word) for n, length, word in zip(ITEMS, seconds, urgency, strict=True)}
    standings |= {n: cleared(n, 5 + n % 3 * 4, "urgent") for n in URGENT}
    standings |= {n: cleared(n, length) for n, length in zip(QUEUED, seconds, strict=True)}
    air = Air({**standings}, queue=queued(standings))
    for number, each in enumerate(booked, 1):
        end = None if each.lasts is None else each.begins + each.lasts
        told = programme(number, each.begins, priority=each.priority, policy=each.policy, ends_by=end)
        air.add(told, *each.items, begins=each.begins_at)
    for deed in sorted(done, key=lambda deed: deed.at):
        air.run(max(0.0, deed.at - air.now))
        do(air, deed)
    air.run(LONGEST - air.now)
    air.close_overdue()
    return air


def queued(standings: Mapping[int, Cleared]) -> Queue:
    """Some may be heard twice a day, some are read twice at once, some have only one airing in all."""
    waiting = (
        Candidate(
            n, f"Bản tin {n}", standings[n].frames, frozenset({1}), a_day=1 + n % 2, total=n % 3, gap=timedelta(0)
        )
        for n in QUEUED
    )
    return Queue(tuple(each._replace(at_once=1 + each.announcement_id // 36) for each in waiting))


def check_what_is_drawn_keeps_its_caps(air: Air) -> None:
    drawn = [row for row in air.rows.values() if row.item.startswith("q") and not row.item.endswith(".2")]
    counted = Counter(row.announcement_id for row in drawn if row.frames and row.story.outcome is not Outcome.MISSED)
    for each in air.queue.candidates:
        most = min(each.a_day, each.total or each.a_day)
        assert counted[each.announcement_id] <= most, (each, counted)


def check_nothing_airs_twice_to_the_end(air: Air) -> None:
    last = {(row.id, row.frames - 1): (row.occurrence.key, row.item) for row in air.rows.values() if row.frames}
    ends = Counter(last[frame] for frame in air.heard() if frame in last)
    assert all(count == 1 for count in ends.values())
    assert len({(row.occurrence.key, row.item) for row in air.rows.values()}) == len(air.rows)


def check_equals_never_cut_each_other(air: Air) -> None:
    sounds = [note for note in air.notes if note.happening in SOUNDING or note.happening in BEFORE_A_HIGHER]
    for one, two in pairwise(sounds):
        cut, begun = air.rows[one.as_run_id], air.rows[two.as_run_id]
        if one.happening is not Happening.PAUSED or two.happening not in SOUNDING or two.at - one.at > 0.05:
            continue
        same = cut.occurrence.key == begun.occurrence.key
        assert same or begun.occurrence.priority > cut.occurrence.priority, (cut, begun)


def check_hard_ends_are_kept(air: Air) -> None:
    for note in air.notes:
        end = air.rows[note.as_run_id].occurrence.ends_by
        if end is not None and note.happening in BEFORE_A_HIGHER:
            assert at(note.at) <= end + timedelta(seconds=0.6)  # what is found late is forgiven so much


def check_what_begins_on_the_dot_does_or_the_log_says_why(air: Air) -> None:
    dots = {
        (key, line.key): line.begins for key, lines in air.lines.items() for line in lines if line.begins is not None
    }
    for row in air.rows.values():
        begins = dots.get((row.occurrence.key, row.item))
        if begins is None or row.story.reason:
            continue
        assert row.story.outcome is Outcome.AIRED, row
        assert abs((row.planned_at - begins).total_seconds()) < 0.001, row


def check_a_dot_cuts_nothing(air: Air) -> None:
    dots = {(key, line.key) for key, lines in air.lines.items() for line in lines if line.begins is not None}
    for one, two in pairwise(air.notes):
        cut, begun = air.rows[one.as_run_id], air.rows[two.as_run_id]
        if (begun.occurrence.key, begun.item) in dots and cut.occurrence.key == begun.occurrence.key:
            is_cut = one.happening in BEFORE_A_HIGHER and two.happening in SOUNDING and two.at - one.at < 0.05
            assert not is_cut or one.frame >= cut.frames, (cut, begun)


def check_everything_became_something(air: Air) -> None:
    for row in air.rows.values():
        told = row.story
        assert told.outcome not in (Outcome.CLAIMED, Outcome.ON_AIR), row
        assert told.outcome is Outcome.AIRED or told.reason or row.story.outcome is Outcome.LATE, row
        if told.outcome in (Outcome.AIRED, Outcome.LATE):
            assert told.frames == row.frames
    for occurrence in air.occurrences:
        written = {row.item for row in air.rows.values() if row.occurrence.key == occurrence.key}
        lines = air.facts().lines_in((occurrence.key, 1))
        promised = {line.key for line in lines if line.announcement_id is not None}
        assert written == promised, (occurrence, promised - written)


def check_the_log_counts_what_was_heard(air: Air) -> None:
    if any(each for each in air.rows.values() if "bị dừng" in each.story.reason):
        return  # what was heard up to a crash is known to a tick only
    heard = Counter(number for number, _ in air.heard())
    assert {row.id: row.story.frames for row in air.rows.values() if row.story.frames} == dict(heard)


CHECKS: tuple[Callable[[Air], None], ...] = (
    check_nothing_airs_twice_to_the_end,
    check_what_is_drawn_keeps_its_caps,
    check_equals_never_cut_each_other,
    check_hard_ends_are_kept,
    check_what_begins_on_the_dot_does_or_the_log_says_why,
    check_a_dot_cuts_nothing,
    check_everything_became_something,
    check_the_log_counts_what_was_heard,
)


JOIN, LATE, RESTART = Policy(CatchUp.JOIN, 1), Policy(CatchUp.LATE, 1), Policy(CatchUp.RESTART, 1)
HIGH = [Booked(35, (-9, 3), Priority.HIGH, LATE, None)] * 2
SCRAP = [*HIGH, Booked(12, (5, 3, -12, -14, 1, -7), 0, JOIN, None), Booked(23, (2, 5, 6, 1, 6, 2), 0, JOIN, 48)]
SKIP = Policy(CatchUp.SKIP, 1)
TWINS = [Booked(35, (-2, 1, 3), Priority.HIGH, SKIP, None), Booked(35, (1, -2), Priority.HIGH, JOIN, None)]
NO_ROOM = [Booked(33, (-15, 1), 0, RESTART, None), Booked(45, (1, 1), 0, JOIN, None)]


@example(SCRAP, [Deed(68, "break in", 11, fast=False)], [14, 12, 19, 3, 8, 15, 19, 16], ["normal"] * 8)
@example([*TWINS, Booked(35, (4,), 0, LATE, None)], [], [3, 4, 5, 13, 3, 17, 4, 16], ["normal"] * 8)
@example(NO_ROOM, [], [2] * 8, ["normal"] * 8)
@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(programmes, min_size=1, max_size=4), st.lists(deeds, max_size=6), lengths, urgencies)
def test_whatever_happens_the_air_keeps_its_promises(
    booked: list[Booked], done: list[Deed], seconds: list[int], urgency: list[str]
) -> None:
    air = lived(booked, done, seconds, urgency)

    for check in CHECKS:
        check(air)


@given(lengths, st.integers(1, 8))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_undisturbed_everything_airs_whole_and_on_time(seconds: list[int], count: int) -> None:
    air = lived([Booked(0, tuple(range(1, count + 1)), 0, Policy(), None)], [], seconds, ["normal"] * len(ITEMS))

    assert [outcome for _, outcome in air.told()] == ["aired"] * count
    assert [number for number, _ in air.heard()] == sorted(number for number, _ in air.heard())
    assert air.rows[1].planned_at == at(0)
