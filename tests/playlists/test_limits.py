"""The guard's caps while playing: the session that is one too many, and the minute after the last allowed one."""

from datetime import datetime, time, timedelta

from playlists import guarding
from playlists.guard import Bounds, Window, limits
from playlists.timetable import Occurrence
from station import clock
from tests.conftest import NOW, SAIGON

DAY = clock.local(NOW, SAIGON).date()
BOUNDS = Bounds((Window(time(5), time(20)),), sessions_a_day=2, session_minutes=30)


def at(hour: int, day: int = 0) -> datetime:
    return clock.instant(DAY + timedelta(days=day), time(hour), SAIGON)


def test_a_session_is_over_after_its_minutes_and_the_third_does_not_begin() -> None:
    starts = [("c", at(17)), ("a", at(6)), ("b", at(11)), ("tomorrow", at(6, 1))]

    found = limits(BOUNDS, starts, SAIGON)

    assert found["a"][0] == at(6) + timedelta(minutes=30)
    assert found["c"][0] == at(17) and "2 buổi" in found["c"][2]
    assert found["tomorrow"][0] == at(6, 1) + timedelta(minutes=30)


def test_each_zone_counts_its_own_sessions() -> None:
    starts = [
        Occurrence(number, "x", 1, at(hour), frozenset(zones), 0, NOW)
        for number, (hour, zones) in enumerate([(6, {1}), (7, {1, 2}), (8, {1, 2})])
    ]

    found = guarding.limits({1: BOUNDS, 2: BOUNDS}, starts, SAIGON)

    assert [key for key, limit in found.items() if "buổi phát một ngày" in limit[2]] == [(starts[2].key, 1)]
