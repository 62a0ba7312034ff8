"""The cut-off: what was approved in time airs, what was not is replaced or left out, whoever approves it later."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.clearance import Barred, Cleared, Fillable, Standing
from content.models import Form
from playlists import cutoff
from playlists.recurring.daychange import DayChange
from playlists.rundown import Line
from tests.broadcaster.airvalues import START, cleared, lines, programme

MINUTE = timedelta(minutes=1)
HALF_HOUR = 30 * MINUTE
OCCURRENCE = programme(1)
LEFT_OUT = "chưa duyệt lúc T-30 phút, duyệt sau đó không còn kịp"
PENDING = Barred(7, "Nháp", "bản tin ở trạng thái «Chờ duyệt»", is_pending=True)


def approved(minutes_before: float, number: int = 7) -> Cleared:
    return replace(cleared(number, 10), decided_at=START - minutes_before * MINUTE)


def gaps(stands: Standing, *, now: datetime = START, edited: datetime | None = None) -> list[cutoff.Gap]:
    last = {1: edited} if edited else {}
    its_lines = {OCCURRENCE.key: lines(7, 8)}
    known = {7: stands, 8: cleared(8, 10)}
    return cutoff.gaps([OCCURRENCE], its_lines, known, last, cut_off=HALF_HOUR, now=now)


@pytest.mark.parametrize(("minutes", "found"), [(600, 0), (30, 0), (29.99, 1), (5, 1), (-5, 1)])
def test_an_approval_counts_until_half_an_hour_before_the_start(minutes: float, found: int) -> None:
    assert len(gaps(approved(minutes))) == found


def test_before_it_is_settled_an_approval_may_still_come() -> None:
    assert gaps(PENDING, now=START - HALF_HOUR - MINUTE) == []
    assert len(gaps(PENDING, now=START - HALF_HOUR)) == 1


def test_what_was_approved_before_it_was_put_there_airs_however_late_that_was() -> None:
    assert gaps(approved(6), edited=START - 5 * MINUTE) == []
    assert len(gaps(approved(4), edited=START - 5 * MINUTE)) == 1


def test_a_programme_booked_in_the_last_minutes_airs_what_is_approved() -> None:
    late = replace(OCCURRENCE, booked_at=START - 10 * MINUTE)
    known: dict[int, Standing] = {7: approved(11)}

    assert cutoff.gaps([late], {late.key: lines(7)}, known, {}, cut_off=HALF_HOUR, now=START) == []


def test_a_day_that_was_changed_in_the_last_minutes_is_settled_then() -> None:
    moved = replace(OCCURRENCE, change=DayChange(at=START.time(), made_at=START - 10 * MINUTE))

    assert cutoff.settled_at(moved, None, HALF_HOUR) == START - 10 * MINUTE


@pytest.mark.parametrize("reason", ["thu hồi", "hết hiệu lực"])
def test_what_somebody_decided_against_is_left_out_as_ever(reason: str) -> None:
    assert gaps(Barred(7, "Cũ", reason)) == []


def test_with_no_minutes_set_nothing_is_settled_beforehand() -> None:
    known: dict[int, Standing] = {7: PENDING}

    found = cutoff.gaps([OCCURRENCE], {OCCURRENCE.key: lines(7)}, known, {}, cut_off=timedelta(0), now=START)

    assert found == []


def test_it_leaves_room_for_another_of_its_length_and_the_log_will_say_which() -> None:
    stands = approved(5)
    found = gaps(stands)
    changed, _ = cutoff.settle(found, {OCCURRENCE.key: lines(7, 8)}, cut_off=HALF_HOUR)
    room = changed["p1"][1].room
    assert room is not None
    drawn = {("p1", 1): (*changed["p1"][:1], Line(f"q{room.number}.9.1", 9), *changed["p1"][2:])}

    there = cutoff.places({}, found, drawn, {9: cleared(9, 5)}, cut_off=HALF_HOUR)

    assert [line.key for line in changed["p1"]] == ["7.0", f"q{room.number}", "8.1"]
    assert room.frames == stands.frames
    late = there["p1", 1][7]
    assert late.refusal(zone_id=1, on=START.date()) == "chưa duyệt lúc T-30 phút, thay bằng «Bản tin 9»"
    assert cutoff.stand_ins("7.0", drawn["p1", 1]) == [9]


def test_where_nothing_is_drawn_it_is_left_out() -> None:
    found = gaps(approved(5))

    there = cutoff.places({}, found, {}, {}, cut_off=HALF_HOUR)

    assert there["p1", 1][7].refusal(zone_id=1, on=START.date()) == LEFT_OUT


def test_what_was_claimed_of_it_goes_on() -> None:
    stands = approved(5)

    _, late = cutoff.settle(gaps(stands), {"p1": lines(7, 8)}, cut_off=HALF_HOUR)

    assert not late["p1"][7].objection(stands.clip_sha256, zone_id=1, on=START.date())
    assert late["p1"][7].objection("f" * 64, zone_id=1, on=START.date())


@pytest.mark.parametrize(("form", "may"), [(Form.SPEECH, True), (Form.RECORDING, True), (Form.JINGLE, False)])
def test_only_an_announcement_is_replaced_by_another(form: Form, may: bool) -> None:
    (gap,) = gaps(replace(PENDING, form=form))

    assert (gap.room is not None) is may


def test_a_greeting_that_comes_too_late_is_left_out_and_not_replaced() -> None:
    (gap,) = gaps(Fillable(replace(approved(5), form=Form.LINE), 1, "Xin chào"))

    assert gap.room is None


@given(st.integers(1, 2**31 - 1), st.integers(1, 99), st.integers(1, 2**31 - 1), st.integers(1, 99))
def test_every_item_leaves_a_room_of_its_own_that_no_playlist_has(a: int, first: int, b: int, second: int) -> None:
    rooms = [cutoff.room_number(f"{a}.{first}"), cutoff.room_number(f"{b}.{second}")]

    assert (rooms[0] == rooms[1]) is ((a, first) == (b, second))
    assert min(rooms) >= cutoff.FIRST_ROOM
    assert all(cutoff.is_stand_in(Line(f"q{room}.5.1", 5)) for room in rooms)
    assert not cutoff.is_stand_in(Line("q3.5.1", 5)) and not cutoff.is_stand_in(Line(f"{a}.1", a))


@given(
    decided=st.integers(-60, 90),
    booked=st.integers(-60, 90),
    edited=st.integers(-60, 90),
    looks=st.lists(st.integers(-60, 90), min_size=2, max_size=6),
)
def test_once_settled_the_answer_never_changes(decided: int, booked: int, edited: int, looks: list[int]) -> None:
    """Minutes before the start; whatever is known at a later look, an approval after the settling changes nothing."""
    at = [START - minutes * MINUTE for minutes in sorted(looks, reverse=True)]
    occurrence = replace(OCCURRENCE, booked_at=START - booked * MINUTE)
    settled = cutoff.settled_at(occurrence, START - edited * MINUTE, HALF_HOUR)
    answers = [
        bool(
            cutoff.gaps(
                [occurrence],
                {occurrence.key: (Line("7.0", 7),)},
                {7: approved(decided) if START - decided * MINUTE <= now else PENDING},
                {1: START - edited * MINUTE},
                cut_off=HALF_HOUR,
                now=now,
            )
        )
        for now in at
        if now >= settled
    ]

    assert len(set(answers)) <= 1
