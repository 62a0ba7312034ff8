"""Clashes: the quick search finds what comparing everything with everything finds."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playlists.booking.clashes import LOOK_AHEAD, Lasts, clashes, first_clash, overlapping
from playlists.daytypes import Calendar, DayType
from playlists.priority import kind
from playlists.recurring.recurrence import Once, Weekly
from playlists.timetable import Booking, DayChange, Occurrence, occurrences
from station import clock
from tests.conftest import SAIGON
from tests.playlists.test_recurrence import RULES
from tests.playlists.test_timetable import booking

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TET = date(2027, 2, 6)
CALENDAR = Calendar({TET: DayType.HOLIDAY}, frozenset({TET}))
DAILY = Weekly(frozenset(range(7)))
BERLIN = ZoneInfo("Europe/Berlin")
TIMES = st.sampled_from([time(5), time(5, 30), time(5, 45), time(12), time(23, 50), time(0, 5)])
NEAR = st.dates(TODAY, TODAY + timedelta(days=60))
CHANGES = st.dictionaries(
    NEAR, st.builds(DayChange, st.booleans(), st.none() | NEAR, st.none() | TIMES, st.none() | st.integers(1, 4))
)


def series(number: int, **changes: object) -> Booking:
    return booking(number, rule=DAILY, first_day=TODAY, **changes)


BOOKINGS = st.builds(
    lambda rule, at, zones, rank, changes, holiday, hard_end: {
        "rule": rule,
        "starts_at": at,
        "zones": zones,
        "priority": rank,
        "changes": changes,
        "playlist_id": 1 + at.hour % 4,
        "by_type": {DayType.HOLIDAY: holiday},
        "hard_end": None if hard_end == at else hard_end,
    },
    RULES,
    TIMES,
    st.frozensets(st.integers(1, 3), min_size=1),
    st.sampled_from([0, 0, 50, 500]),
    CHANGES,
    st.none() | st.integers(1, 4),
    st.none() | TIMES,
)


def minutes(playlist_id: int, _at: time) -> timedelta:
    return timedelta(minutes=[0, 10, 30, 31, 60 * 25][playlist_id])


def ends(each: Occurrence, zone: tzinfo) -> datetime:
    over = each.starts_at + minutes(each.playlist_id, clock.local(each.starts_at, zone).time())
    return min(over, each.ends_by or over)


def compared(wanted: Booking, others: list[Booking], zone: tzinfo) -> set[tuple[str, str]]:
    """Compare everything with everything."""
    found = set()
    early, until = NOW - timedelta(days=3), NOW + LOOK_AHEAD
    mine = occurrences([wanted], NOW, until, zone, CALENDAR)
    for each in occurrences(others, early, until, zone, CALENDAR):
        if kind(each.priority) is kind(wanted.priority) and each.zones & wanted.zones:
            for one in mine:
                if one.starts_at < ends(each, zone) and each.starts_at < ends(one, zone):
                    found.add((one.key, each.key))
    return found


@settings(max_examples=60, deadline=None)
@given(BOOKINGS, st.lists(BOOKINGS, max_size=5), st.sampled_from([SAIGON, BERLIN]))
def test_the_search_finds_what_comparing_everything_finds(
    wanted: dict[str, object], others: list[dict[str, object]], zone: tzinfo
) -> None:
    mine = booking(99, first_day=TODAY, **wanted)
    theirs = [booking(number, first_day=TODAY, **each) for number, each in enumerate(others, 1)]

    told = {"now": NOW, "timezone": zone, "calendar": CALENDAR}
    every = list(clashes(mine, theirs, minutes, **told, is_every=True))  # type: ignore[arg-type]
    first = first_clash(mine, theirs, minutes, **told)  # type: ignore[arg-type]

    expected = compared(mine, theirs, zone)
    assert {(each.wanted.key, each.booked.key) for each in every} == expected
    assert (first is None) == (not expected)
    if first is not None:
        assert first.wanted.starts_at == min(each.wanted.starts_at for each in every)


def quick(_playlist: int, _at: time) -> timedelta:
    return timedelta(minutes=20)


def clash(wanted: Booking, *others: Booking, lasts: Lasts = quick) -> date | None:
    found = first_clash(wanted, others, lasts, now=NOW, timezone=SAIGON, calendar=CALENDAR)
    return found.wanted.day if found else None


def test_what_was_moved_leaves_its_old_time_free_and_takes_the_new_one() -> None:
    day = date(2026, 12, 1)
    moved = series(1, changes={day: DayChange(day=date(2026, 12, 2), at=time(17))})

    assert clash(booking(2, rule=Once(), first_day=day), moved) is None
    assert clash(booking(2, rule=Once(), first_day=date(2026, 12, 2), starts_at=time(17, 10)), moved) is not None


def test_a_longer_playlist_on_a_holiday_is_seen_months_before() -> None:
    long_on_holidays = series(1, by_type={DayType.HOLIDAY: 3})
    later = series(2, starts_at=time(6))

    assert clash(later, long_on_holidays, lasts=minutes) == TET


def test_a_hard_end_frees_what_comes_after_it() -> None:
    assert clash(series(2, starts_at=time(5, 40)), series(1, hard_end=time(5, 40))) is None
    assert clash(series(2, starts_at=time(5, 40)), series(1, hard_end=time(5, 41))) is not None


def test_two_hours_of_the_wall_clock_that_a_clock_change_brings_together_clash() -> None:
    night, morning = series(1, starts_at=time(1, 50)), series(2, starts_at=time(3))

    found = first_clash(morning, [night], quick, now=NOW, timezone=BERLIN)

    assert found is not None and found.wanted.day == date(2027, 3, 28)  # 02:00 is 03:00


@pytest.mark.parametrize(("rank", "is_clash"), [(0, True), (50, True), (500, False), (-100, False)])
def test_only_equals_clash(rank: int, is_clash: bool) -> None:
    assert (clash(series(2, priority=rank), series(1)) is not None) is is_clash


def test_ten_thousand_programmes_one_over_the_other_are_told_of_as_one_clash() -> None:
    crowd = [series(number, starts_at=time(5, number % 60)) for number in range(1, 10_001)]

    assert clash(series(20_000), *crowd) == date(2026, 11, 23)


def test_a_week_tells_each_occurrence_that_begins_over_another() -> None:
    start = clock.instant(date(2026, 11, 23), time(0), SAIGON)
    three = [series(1), series(2, starts_at=time(5, 40)), series(3, starts_at=time(5, 50), zones=frozenset({2}))]

    found = overlapping(occurrences(three, start, start + timedelta(days=1), SAIGON), quick, SAIGON)

    assert [(each.wanted.programme_id, each.booked.programme_id) for each in found] == [(2, 1)]
