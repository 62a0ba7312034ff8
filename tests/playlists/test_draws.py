"""Draws of whole occurrences: what was claimed of them, what goes before them, and which zones share one."""

from datetime import time, timedelta

from playlists.queueing.queue import Queue
from playlists.rundown import FRAME, Line
from tests.playlists.queue_values import DAY, airing, begins, candidate, claim, filled, occurrence, queue, room

ONE_DAY = timedelta(days=1)
START = occurrence(1, begins())
NO_GAP = timedelta(0)


def drawn(known: Queue, lines: list[Line], claimed: list[tuple[str, int]] | None = None) -> list[str]:
    """Return the keys of what is drawn in zone 1, after these were claimed, a minute each."""
    claims = [
        claim(Line(key, number), START.starts_at + place * timedelta(minutes=1), round(60 / 0.024), number=place + 1)
        for place, (key, number) in enumerate(claimed or [])
    ]
    found = filled([START], {START.key: lines}, known, claims={(START.key, 1): tuple(claims)})
    return [line.key for line in found.lines[START.key, 1]]


def test_what_is_due_every_day_comes_before_what_has_days_to_spare() -> None:
    spare = candidate(1, total=2, a_day=1, last_day=DAY + 9 * ONE_DAY)
    daily = candidate(2, a_day=1, last_day=DAY + 9 * ONE_DAY)

    assert drawn(queue([spare, daily]), [room(60)]) == ["q1.2.1"]


def test_what_was_claimed_is_not_drawn_again_though_it_might_be_heard_again_today() -> None:
    known = queue([candidate(1, a_day=3, gap=NO_GAP), candidate(2, a_day=3, gap=NO_GAP)])

    assert drawn(known, [room(600)], [("q1.1.1", 1)]) == ["q1.1.1", "q1.2.1"]


def test_nothing_new_is_drawn_before_what_was_claimed_after_it() -> None:
    known = queue([candidate(1), candidate(2)])

    assert drawn(known, [room(600), Line("9.1", 9)], [("q1.1.1", 1), ("9.1", 9)]) == ["q1.1.1", "9.1"]


def test_two_queue_items_of_one_start_draw_different_announcements() -> None:
    known = queue([candidate(number, a_day=3, gap=NO_GAP) for number in (1, 2, 3)])

    assert drawn(known, [room(60), room(120, number=2)]) == ["q1.1.1", "q2.2.1", "q2.3.1"]


def test_a_second_reading_still_owed_follows_what_was_claimed() -> None:
    known = queue([candidate(1, at_once=2), candidate(2)])

    assert drawn(known, [room(180)], [("q1.1.1", 1)]) == ["q1.1.1", "q1.1.2", "q1.2.1"]


def test_a_hard_end_leaves_what_follows_its_time() -> None:
    start = occurrence(1, begins(), ends_by=begins() + timedelta(minutes=3))
    known = queue([candidate(1), candidate(2), candidate(3)])

    found = filled([start], {start.key: [room(600), Line("9.1", 9)]}, known, frames={9: 60_000 // 24})

    assert [line.key for line in found.lines[start.key, 1]] == ["q1.1.1", "q1.2.1", "9.1"]


def test_an_earlier_start_is_drawn_first_and_the_later_one_knows_of_it() -> None:
    early, late = occurrence(2, begins()), occurrence(1, begins(at=time(6)))
    known = queue([candidate(1, a_day=1, gap=NO_GAP)])

    found = filled([late, early], {early.key: [room(60)], late.key: [room(60)]}, known)

    assert [len(found.lines[each.key, 1]) for each in (early, late)] == [1, 0]


def test_zones_that_heard_the_same_share_a_draw_and_others_do_not() -> None:
    start = occurrence(1, begins(), frozenset({1, 2, 3}))
    known = queue([candidate(1, zones=frozenset({1, 2, 3})), candidate(2, zones=frozenset({3}))])

    found = filled([start], {start.key: [room(600)]}, known, [("p9", airing(1, DAY - ONE_DAY))])

    one, two, three = (found.told[start.key, zone_id][1] for zone_id in (1, 2, 3))
    assert one is two
    assert [each.candidate.announcement_id for each in three.drawn] == [2, 1]


def test_what_is_drawn_begins_after_what_goes_before_it() -> None:
    known = queue([candidate(1, not_before=time(5, 31)), candidate(2, not_before=time(5, 32))])
    lines = [Line("pause.0", None, round(timedelta(seconds=61) / FRAME)), room(60)]

    assert drawn(known, lines) == ["pause.0", "q1.1.1"]
