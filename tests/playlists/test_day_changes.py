"""A timetable with exceptions and kinds of days: nothing twice, nothing lost, whatever is changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from playlists.daytypes import Calendar, DayType
from playlists.recurring.recurrence import Holidays, Weekly
from playlists.timetable import Booking, DayChange, Occurrence, occurrences
from station import clock
from tests.conftest import SAIGON
from tests.playlists.test_recurrence import RULES
from tests.playlists.test_timetable import booking

FIRST = date(2026, 11, 1)
SPAN = (datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC))
DAILY = Weekly(frozenset(range(7)))
HOLIDAY, MOURNED = date(2026, 11, 20), date(2026, 11, 24)
CALENDAR = Calendar({HOLIDAY: DayType.HOLIDAY, MOURNED: DayType.MOURNING}, frozenset({HOLIDAY}))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.dates(date(2026, 11, 2), date(2027, 1, 31))
CHANGES = st.builds(DayChange, st.booleans(), st.none() | DAYS, st.none() | TIMES, st.none() | st.integers(10, 12))
SERIES = st.builds(
    lambda number, rule, at, changes, kinds: booking(
        number, rule=rule, starts_at=at, first_day=FIRST, changes=changes, by_type=kinds
    ),
    st.integers(1, 3),
    RULES,
    TIMES,
    st.dictionaries(DAYS, CHANGES, max_size=5),
    st.dictionaries(st.sampled_from([DayType.HOLIDAY, DayType.MOURNING]), st.none() | st.integers(20, 22)),
)


def found(series: Booking, span: tuple[datetime, datetime] = SPAN) -> list[Occurrence]:
    return occurrences([series], *span, SAIGON, CALENDAR)


def daily(**changes: Any) -> Booking:
    return booking(rule=DAILY, first_day=FIRST, last_day=date(2026, 11, 30), **changes)


def at(day: int, hour: int = 5, minute: int = 30) -> datetime:
    return clock.instant(date(2026, 11, day), time(hour, minute), SAIGON)


def changed(changes: Mapping[date, DayChange]) -> list[datetime]:
    return [each.starts_at for each in found(daily(changes=changes))]


def test_a_skip_leaves_out_one_day_and_nothing_else() -> None:
    usual = changed({})

    assert changed({HOLIDAY: DayChange(skips=True)}) == [each for each in usual if each != at(20)]


def test_a_move_to_another_day_keeps_the_name_of_the_day_it_came_from() -> None:
    series = daily(changes={HOLIDAY: DayChange(day=date(2026, 11, 21), at=time(17))})

    moved = next(each for each in found(series) if each.starts_at == at(21, 17, 0))

    assert moved.key == "p1@20261119T223000Z"
    assert moved.day == HOLIDAY


def test_a_move_onto_the_time_of_another_occurrence_is_still_told_apart_from_it() -> None:
    series = daily(changes={HOLIDAY: DayChange(day=date(2026, 11, 21), at=time(5, 30))})

    twins = [each for each in found(series) if each.starts_at == at(21)]

    assert [each.day for each in twins] == [HOLIDAY, date(2026, 11, 21)]
    assert len({each.key for each in twins}) == 2


def test_what_was_moved_is_found_on_the_day_it_was_moved_to_alone() -> None:
    series = daily(changes={HOLIDAY: DayChange(day=date(2026, 12, 15), at=time(17))})

    there = found(series, (clock.instant(date(2026, 12, 15), time(0), SAIGON), SPAN[1]))

    assert [each.day for each in there] == [HOLIDAY]


def test_a_hard_end_moves_with_what_it_ends() -> None:
    series = daily(hard_end=time(6), changes={HOLIDAY: DayChange(at=time(17))})

    moved = next(each for each in found(series) if each.day == HOLIDAY)

    assert moved.ends_by == at(20, 17, 30)


def test_kinds_of_days_choose_another_playlist_or_none() -> None:
    series = daily(by_type={DayType.HOLIDAY: 20, DayType.MOURNING: None})

    played = {each.day: each.playlist_id for each in found(series)}

    assert played[HOLIDAY] == 20
    assert MOURNED not in played
    assert set(played.values()) == {1, 20}


def test_a_persons_word_about_a_day_outranks_what_kind_of_day_it_is() -> None:
    changes = {HOLIDAY: DayChange(playlist_id=12), MOURNED: DayChange(at=time(17))}
    series = daily(by_type={DayType.HOLIDAY: 20, DayType.MOURNING: None}, changes=changes)

    played = {each.day: (each.playlist_id, each.starts_at) for each in found(series)}

    assert played[HOLIDAY] == (12, at(20))
    assert played[MOURNED] == (1, at(24, 17, 0))


def test_a_change_of_a_day_beyond_the_last_of_the_series_has_no_effect() -> None:
    series = daily(changes={date(2026, 12, 5): DayChange(day=date(2026, 11, 20), at=time(17))})

    assert found(series) == found(daily())


def test_what_was_moved_past_the_end_of_its_programme_does_not_air() -> None:
    series = daily(changes={HOLIDAY: DayChange(at=time(17))}, ended_at=at(20, 12, 0))

    assert HOLIDAY not in {each.day for each in found(series)}


@given(SERIES, st.integers(0, 150 * 24).map(lambda hours: SPAN[0] + timedelta(hours=hours)))
def test_the_occurrences_of_a_stretch_are_those_of_its_parts(series: Booking, middle: datetime) -> None:
    parts = [*found(series, (SPAN[0], middle)), *found(series, (middle, SPAN[1]))]

    assert parts == found(series)


@given(st.lists(SERIES, max_size=4))
def test_no_two_occurrences_share_a_name_and_the_same_facts_give_the_same_ones(several: list[Booking]) -> None:
    several = list({each.programme_id: each for each in several}.values())

    once = occurrences(several, *SPAN, SAIGON, CALENDAR)

    assert len({each.key for each in once}) == len(once)
    assert once == occurrences(reversed(several), *SPAN, SAIGON, CALENDAR)
    assert [each.starts_at for each in once] == sorted(each.starts_at for each in once)


@given(SERIES, st.data())
def test_a_skip_removes_exactly_one_occurrence(series: Booking, data: st.DataObject) -> None:
    before = found(series)
    assume(before)
    gone = data.draw(st.sampled_from(before))
    assert gone.day is not None

    after = found(replace(series, changes={**series.changes, gone.day: DayChange(skips=True)}))

    assert after == [each for each in before if each.key != gone.key]


@given(SERIES, DAYS, TIMES, st.data())
def test_a_move_never_duplicates_and_never_loses(series: Booking, day: date, at: time, data: st.DataObject) -> None:
    before = found(series)
    assume(before)
    moved = data.draw(st.sampled_from(before))
    assert moved.day is not None

    after = found(replace(series, changes={**series.changes, moved.day: DayChange(day=day, at=at)}))

    assert sorted(each.key for each in after) == sorted(each.key for each in before)
    there = next(each for each in after if each.key == moved.key)
    assert there.starts_at == clock.instant(day, at, SAIGON)


def test_a_programme_of_holidays_falls_on_them_alone() -> None:
    assert [each.day for each in found(booking(rule=Holidays(), first_day=FIRST))] == [HOLIDAY]


def test_a_year_of_days_is_computed_once_for_all_that_share_it() -> None:
    several = [booking(number, rule=DAILY, first_day=FIRST - timedelta(days=number)) for number in range(1, 50)]

    assert len(occurrences(several, *SPAN, SAIGON, CALENDAR)) == 49 * 120
