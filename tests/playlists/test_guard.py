"""The guard: when a zone may sound, and the sentence that says why not. 03:15 is never a time for a loudspeaker."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playlists.guard import (
    ALWAYS,
    DEFAULT,
    MIDNIGHT,
    BadWindow,
    Bounds,
    Session,
    Window,
    barred,
    bounds_of,
    check_windows,
    nearest,
    refusal,
    too_many,
)
from station import clock
from tests.conftest import SAIGON

MONDAY = date(2026, 11, 23)
SHORT = timedelta(minutes=10)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return clock.instant(day, time(hour, minute), SAIGON)


@pytest.mark.parametrize(
    ("hour", "minute", "minutes", "allowed"),
    [
        (5, 30, 10, True),
        (5, 29, 10, False),
        (6, 20, 10, True),
        (6, 25, 10, False),  # its end lies outside
        (3, 15, 1, False),
        (12, 0, 10, False),
        (17, 15, 45, True),
        (17, 15, 46, False),  # 45 minutes a session
    ],
)
def test_a_session_may_sound_only_where_it_lies_wholly_inside_a_window(
    hour: int, minute: int, minutes: int, *, allowed: bool
) -> None:
    reason = refusal(DEFAULT, at(hour, minute), timedelta(minutes=minutes), SAIGON)

    assert (reason is None) is allowed


def test_the_reason_names_the_windows_of_that_day() -> None:
    assert refusal(DEFAULT, at(3, 15), SHORT, SAIGON) == "ngoài khung giờ được phát (05:30–06:30, 16:45–18:00)"


def test_half_past_five_in_the_commune_is_the_evening_before_in_utc() -> None:
    start = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)

    assert refusal(DEFAULT, start, SHORT, SAIGON) is None


def test_a_window_of_weekdays_is_closed_at_the_weekend() -> None:
    bounds = Bounds((Window(time(5, 30), time(6, 30), frozenset(range(5))),))

    assert refusal(bounds, at(5, 30, MONDAY), SHORT, SAIGON) is None
    assert refusal(bounds, at(5, 30, MONDAY - timedelta(days=1)), SHORT, SAIGON) == "ngày này không được phát"


def test_near_a_school_the_morning_begins_at_six() -> None:
    bounds = Bounds(DEFAULT.windows, is_sensitive=True)

    assert refusal(bounds, at(5, 45), SHORT, SAIGON) == "ngoài khung giờ được phát (06:00–06:30, 16:45–18:00)"
    assert refusal(bounds, at(6, 0), SHORT, SAIGON) is None


@pytest.mark.parametrize(
    ("hour", "minute", "wanted"),
    [(3, 15, (5, 30)), (5, 30, (5, 30)), (6, 25, (6, 20)), (12, 30, (16, 45)), (11, 0, (6, 20)), (23, 0, (17, 50))],
)
def test_the_nearest_allowed_start_is_offered(hour: int, minute: int, wanted: tuple[int, int]) -> None:
    found = nearest(DEFAULT, at(hour, minute), SHORT, SAIGON)

    assert found is not None
    assert (found.hour, found.minute, found.date()) == (*wanted, MONDAY)


def test_what_fits_into_no_window_has_no_nearest_start() -> None:
    assert nearest(Bounds(DEFAULT.windows, session_minutes=0), at(5, 30), timedelta(hours=2), SAIGON) is None


def test_the_fourth_session_of_a_day_is_one_too_many_and_the_next_day_begins_anew() -> None:
    sessions = [Session(str(hour), at(hour), SHORT) for hour in (5, 6, 17, 18)]
    tomorrow = Session("t", at(5, 30, MONDAY + timedelta(days=1)), SHORT)

    refused = too_many(DEFAULT, [*sessions, tomorrow], SAIGON)

    assert refused == {"18": "quá 3 buổi phát một ngày"}


def test_minutes_of_a_day_are_counted_and_a_shorter_session_still_fits() -> None:
    bounds = Bounds(DEFAULT.windows, sessions_a_day=0, session_minutes=0, day_minutes=60)
    lengths = [40, 30, 20]
    sessions = [Session(str(each), at(5 + turn), timedelta(minutes=each)) for turn, each in enumerate(lengths)]

    assert too_many(bounds, sessions, SAIGON) == {"30": "quá 60 phút phát một ngày"}


def test_a_zone_follows_its_own_rule_then_the_one_above_it_then_the_stations() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: None}
    rules = {None: ALWAYS, 2: DEFAULT}

    assert [bounds_of(zone, parents, rules) for zone in (1, 2, 3, 4)] == [ALWAYS, DEFAULT, DEFAULT, ALWAYS]
    assert bounds_of(1, parents, {}) == DEFAULT


@pytest.mark.parametrize(
    "window",
    [Window(time(6), time(6)), Window(time(22), time(5)), Window(time(5), time(6), frozenset())],
)
def test_a_window_that_cannot_be_meant_is_refused(window: Window) -> None:
    with pytest.raises(BadWindow):
        check_windows([window])


TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    starts, ends = sorted([draw(TIMES), draw(TIMES)])
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return Window(starts, ends if ends > starts else MIDNIGHT, days)


@given(st.lists(windows(), max_size=4), st.integers(0, 7 * 24 * 4), st.integers(1, 300))
def test_refused_is_exactly_what_touches_a_barred_minute(found: list[Window], quarter: int, minutes: int) -> None:
    bounds = Bounds(tuple(found), sessions_a_day=0, session_minutes=0, day_minutes=0)
    start = at(0) + quarter * timedelta(minutes=15)

    inside = all(_open(found, start + minute * timedelta(minutes=1)) for minute in range(minutes))

    assert (refusal(bounds, start, timedelta(minutes=minutes), SAIGON) is None) is inside


@given(st.lists(windows(), min_size=1, max_size=4), st.integers(0, 7 * 24 * 4), st.integers(1, 90))
def test_the_nearest_start_is_itself_allowed(found: list[Window], quarter: int, minutes: int) -> None:
    bounds = Bounds(tuple(found), sessions_a_day=0, session_minutes=0, day_minutes=0)
    length = timedelta(minutes=minutes)

    start = nearest(bounds, at(0) + quarter * timedelta(minutes=15), length, SAIGON)

    assert start is None or refusal(bounds, start, length, SAIGON) is None


def test_barred_stretches_are_clipped_to_what_was_asked() -> None:
    assert barred(DEFAULT, at(5), at(5, 45), SAIGON) == [
        (at(5), at(5, 30), barred(DEFAULT, at(5), at(6), SAIGON)[0][2])
    ]


def _open(found: list[Window], moment: datetime) -> bool:
    local = clock.local(moment, SAIGON)
    todays = [each for each in found if local.weekday() in each.weekdays and each.starts <= local.time()]
    return any(each.ends == MIDNIGHT or local.time() < each.ends for each in todays)
