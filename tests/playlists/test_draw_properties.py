"""Whatever is queued and booked: what no draw may ever do, and whom it may never forget."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from playlists.queueing.draws import Draws
from playlists.queueing.queue import Airing, Candidate, Goal, Queue
from playlists.rundown import FRAME, Line
from playlists.timetable import Occurrence
from station import clock
from tests.conftest import SAIGON
from tests.playlists.queue_values import DAY, begins, candidate, claim, filled, goal, occurrence, queue, room

ONE_DAY = timedelta(days=1)
HOURS = (time(5, 30), time(11), time(17))
Week = list[tuple[Occurrence, list[Line], Draws]]

days = st.integers(-1, 6).map(lambda number: DAY + number * ONE_DAY)
candidates = st.builds(
    lambda number, seconds, first, lasts, a_day, total, hours, urgency, twice, campaign, until: candidate(
        number,
        seconds,
        first_day=first,
        last_day=first + lasts * ONE_DAY if lasts else None,
        a_day=a_day,
        total=total,
        gap=timedelta(hours=hours),
        urgency=urgency,
        at_once=twice,
        campaign_id=campaign,
        not_after=until,
    ),
    st.just(0),
    st.integers(5, 300),
    days,
    st.integers(0, 5),
    st.integers(1, 3),
    st.integers(0, 4),
    st.sampled_from([0, 3, 12, 24]),
    st.integers(0, 1),
    st.integers(1, 2),
    st.integers(0, 2),
    st.sampled_from([None, None, time(5, 35), time(12)]),
)
queues = st.lists(candidates, min_size=1, max_size=12).map(
    lambda found: queue(
        [each._replace(announcement_id=number) for number, each in enumerate(found, 1)],
        [goal(1, airings=9), goal(2, frames=20_000)],
    )
)
seconds = st.integers(10, 900)


def lived(known: Queue, lengths: Sequence[int], fixed: int) -> Week:
    """Live through a week of three programmes a day, each with a fixed item and two queue items, in order."""
    aired: list[tuple[str, Airing]] = []
    week: Week = []
    for day in range(6):
        for number, (at, length) in enumerate(zip(HOURS, lengths, strict=True), 1):
            start = occurrence(number, begins(DAY + day * ONE_DAY, at))
            lines = [room(length), Line(f"{fixed}.1", fixed), room(60, number=2)]
            found = filled([start], {start.key: lines}, known, aired)
            week.append((start, lines, found))
            aired += airings(start, found, known)
    return week


def airings(start: Occurrence, found: Draws, known: Queue) -> Iterator[tuple[str, Airing]]:
    """Everything of a start is aired as drawn."""
    lengths = {each.announcement_id: each.frames for each in known.candidates}
    at = start.starts_at
    for line in found.lines[start.key, 1]:
        number = line.announcement_id or 0
        if frames := lengths.get(number, 0):
            yield (
                start.key,
                Airing(number, at, clock.local(at, SAIGON).date(), frames, int(not line.key.endswith(".2"))),
            )
        at += frames * FRAME


@settings(max_examples=60, deadline=None, derandomize=True)
@given(queues, st.tuples(seconds, seconds, seconds), st.integers(1, 20))
def test_no_draw_breaks_a_date_a_cap_a_gap_an_hour_or_its_time(
    known: Queue, lengths: tuple[int, int, int], fixed: int
) -> None:
    week = lived(known, lengths, fixed)

    by_number = {each.announcement_id: each for each in known.candidates}
    drawn: list[tuple[Candidate, Occurrence, date]] = []
    for start, lines, found in week:
        day = clock.local(start.starts_at, SAIGON).date()
        for line in lines:
            if line.room is not None:
                draw = found.told[start.key, 1][line.room.number]
                assert draw.frames <= line.room.frames
                drawn += [(each.candidate, start, day) for each in draw.drawn]
    for told, start, day in drawn:
        assert (told.first_day or day) <= day <= (told.last_day or day)
        assert told.not_after is None or clock.local(start.starts_at, SAIGON).time() < told.not_after
    heard = [airing for start, _, found in week for _, airing in airings(start, found, known)]
    check_caps(by_number, heard, {told.announcement_id for told, _, _ in drawn} - {fixed})


def check_caps(by_number: dict[int, Candidate], heard: list[Airing], drawn: set[int]) -> None:
    """What is only ever drawn keeps its caps of a day and in all, and its gap."""
    a_day = Counter((each.announcement_id, each.day) for each in heard if each.counts)
    in_all = Counter(each.announcement_id for each in heard if each.counts)
    for number in drawn:
        told = by_number[number]
        assert all(times <= told.a_day for (which, _), times in a_day.items() if which == number)
        assert not told.total or in_all[number] <= told.total
        begun = [each.at for each in heard if each.announcement_id == number and each.counts]
        assert all(two - one >= told.gap for one, two in pairwise(begun))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(queues, seconds, st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_draw_in_whatever_order_they_come(
    known: Queue, length: int, random: Random
) -> None:
    start = occurrence(1, begins())
    shuffled = list(known.candidates)
    random.shuffle(shuffled)

    found = filled([start], {start.key: [room(length)]}, known)
    again = filled([start], {start.key: [room(length)]}, Queue(tuple(shuffled), known.goals, known.campaigns))

    assert again.lines == found.lines
    assert [each.reason for each in again.told[start.key, 1][1].drawn] == [
        each.reason for each in found.told[start.key, 1][1].drawn
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(queues, seconds, st.integers(0, 12), st.booleans())
def test_what_was_claimed_of_a_draw_stays_and_the_rest_follows_as_before(
    known: Queue, length: int, many: int, is_withdrawn: bool
) -> None:
    start = occurrence(1, begins())
    lines = {start.key: [room(length), Line("99.1", 99)]}
    found = filled([start], lines, known).lines[start.key, 1]
    lengths = {each.announcement_id: each.frames for each in known.candidates}
    at, claims = start.starts_at, []
    for number, line in enumerate(found[: min(many, len(found) - 1)], 1):
        claims.append(claim(line, at, lengths[line.announcement_id or 0], number=number))
        at += claims[-1].frames * FRAME
    left = known
    if is_withdrawn and claims:
        taken = claims[-1].announcement_id
        rest = tuple(each for each in known.candidates if each.announcement_id != taken)
        left = Queue(rest, known.goals, known.campaigns)

    again = filled([start], lines, left, claims={(start.key, 1): tuple(claims)}).lines[start.key, 1]

    assert again[: len(claims)] == found[: len(claims)]
    assert len({line.key for line in again}) == len(again)
    assert is_withdrawn or again == found


jobs = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5), st.integers(1, 2)), min_size=1, max_size=7)


def is_feasible(wanted: Sequence[tuple[int, int, int]], slots: int) -> bool:
    """Is there any plan that airs each so often by its day, so many a day of it, and no more than the slots a day?

    Told by a flow from what is owed to the days: an exact answer, by another road than the draw's.
    """
    chosen: dict[int, list[tuple[int, int]]] = {day: [] for day in range(6)}

    def place(job: tuple[int, int], seen: set[int]) -> bool:
        _, last, a_day = wanted[job[0]]
        for day in range(last + 1):
            mine = [other for other in chosen[day] if other[0] == job[0]]
            if day in seen or len(mine) >= a_day:
                continue
            seen.add(day)
            if len(chosen[day]) < slots:
                chosen[day].append(job)
                return True
            for other in list(chosen[day]):
                if other[0] != job[0] and place(other, seen):
                    chosen[day].remove(other)
                    chosen[day].append(job)
                    return True
        return False

    return all(place((number, turn), set()) for number, (owed, _, _) in enumerate(wanted) for turn in range(owed))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(jobs, st.integers(1, 5))
def test_what_can_be_aired_in_time_by_any_plan_is_aired_in_time(wanted: list[tuple[int, int, int]], slots: int) -> None:
    numbered = [
        candidate(number, total=owed, a_day=1, last_day=DAY + last * ONE_DAY, gap=timedelta(0))
        for number, (owed, last, _) in enumerate(wanted, 1)
    ]
    aired = all_aired(queue(numbered), slots)

    counted = Counter(airing.announcement_id for _, airing in aired)
    if is_feasible([(owed, last, 1) for owed, last, _ in wanted], slots):
        assert counted == {number: owed for number, (owed, _, _) in enumerate(wanted, 1)}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(jobs, st.integers(1, 5))
def test_no_campaign_whose_goal_can_be_met_is_starved(wanted: list[tuple[int, int, int]], slots: int) -> None:
    goals, members = [], []
    for number, (owed, last, many) in enumerate(wanted, 1):
        goals.append(Goal(number, f"Đợt {number}", DAY, DAY + last * ONE_DAY, owed))
        members += [
            candidate(10 * number + each, a_day=1, gap=timedelta(0), campaign_id=number) for each in range(many)
        ]
    members = [each._replace(last_day=goals[each.campaign_id - 1].last_day) for each in members]
    aired = all_aired(queue(members, goals), slots)

    counted = Counter(airing.announcement_id // 10 for _, airing in aired)
    if is_feasible(wanted, slots):
        assert all(counted[each.campaign_id] >= each.airings for each in goals)


def all_aired(known: Queue, slots: int) -> list[tuple[str, Airing]]:
    """Air a programme a day that has time for so many minutes."""
    aired: list[tuple[str, Airing]] = []
    for day in range(6):
        start = occurrence(1, begins(DAY + day * ONE_DAY))
        found = filled([start], {start.key: [room(60 * slots)]}, known, aired)
        aired += airings(start, found, known)
    return aired
