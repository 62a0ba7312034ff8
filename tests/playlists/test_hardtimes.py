"""Times of day of items: which instant, in which order, and the room that they leave."""

from datetime import UTC, datetime, time, timedelta

import pytest

from playlists import hardtimes
from playlists.rundown import Line
from tests.conftest import SAIGON

STARTS = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # half past five on the 23rd in the commune
SECOND = timedelta(seconds=1)
A_MINUTE = 2500  # frames


@pytest.mark.parametrize(
    ("starts", "hard_start", "seconds"),
    [
        ("05:30", "06:00", 1800),
        ("05:30", "05:30", 0),
        ("05:30", "05:00", -1800),
        ("23:50", "00:10", 1200),
        ("00:10", "23:50", -1200),
        ("05:30", "17:29", 12 * 3600 - 60),
        ("05:30", "17:31", 60 - 12 * 3600),
    ],
)
def test_a_time_of_day_is_the_nearest_to_the_start(starts: str, hard_start: str, seconds: int) -> None:
    begin = datetime.combine(STARTS.astimezone(SAIGON).date(), time.fromisoformat(starts), tzinfo=SAIGON)

    found = hardtimes.instant(begin.astimezone(UTC), time.fromisoformat(hard_start), SAIGON)

    assert (found - begin) / SECOND == seconds
    assert hardtimes.is_ahead(time.fromisoformat(starts), time.fromisoformat(hard_start)) == (seconds >= 0)


def test_only_lines_with_a_time_get_an_instant() -> None:
    lines = (Line("1.1", 1), Line("2.1", 2, hard_start=time(6)))

    plain, on_the_dot = hardtimes.timed(lines, STARTS, SAIGON)

    assert plain == lines[0]
    assert on_the_dot.begins == STARTS + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("times", "problem"),
    [
        ([], None),
        (["06:00"], None),
        (["05:45", "06:00"], None),
        (["23:50", "00:10", "05:00"], None),
        (["06:00", "05:45"], ("06:00", "05:45")),
        (["06:00", "06:00"], ("06:00", "06:00")),
        (["05:00", "12:00", "17:30"], ("12:00", "17:30")),
    ],
)
def test_times_of_day_come_in_order_and_may_cross_midnight_once(times: list[str], problem: object) -> None:
    found = hardtimes.order_problem(map(time.fromisoformat, times))

    assert (found and tuple(f"{each:%H:%M}" for each in found)) == problem


def line(key: str, minute: int | None = None, *, pause: int = 0) -> Line:
    begins = None if minute is None else STARTS + timedelta(minutes=minute)
    return Line(key, None if pause else 1, pause * A_MINUTE, begins=begins)


@pytest.mark.parametrize(
    ("lines", "lengths", "ends_by", "minutes"),
    [
        (["q"], {}, None, None),
        (["q"], {}, 30, 30),
        (["a", "q", "b"], {"a": 5, "b": 4}, 30, 21),
        (["a", "q", "b", "relay@30", "c"], {"a": 5, "b": 4, "relay": 30, "c": 1}, None, 21),
        (["a", "q", "relay@30"], {"a": 5}, 20, 15),  # what is refused takes no time and bounds nothing
        (["a", "q", "b"], {"a": 50, "b": 4}, 30, 0),
        (["a", "news@10", "q", "relay@30"], {"a": 5, "news": 5, "relay": 15}, None, 15),
        (["a", "q@10", "b", "relay@30"], {"a": 5, "b": 5, "relay": 15}, None, 15),
        (["q", "-2", "relay@30"], {"relay": 15}, None, 30),
        (["q", "-2", "b", "relay@30"], {"relay": 15, "b": 3}, None, 25),
        (["q", "late@-5", "relay@30"], {"late": 2, "relay": 15}, None, 28),
    ],
)
def test_a_line_may_fill_what_the_others_leave_up_to_the_next_fixed_time(
    lines: list[str], lengths: dict[str, int], ends_by: int | None, minutes: int | None
) -> None:
    parts = [each.partition("@") for each in lines]
    found = [
        line(key, pause=-int(key)) if key.startswith("-") else line(key, int(minute) if minute else None)
        for key, _, minute in parts
    ]
    place = [each.key for each in found].index("q")

    room = hardtimes.room_left(
        found,
        place,
        {key: length * A_MINUTE for key, length in lengths.items()},
        starts_at=STARTS,
        ends_by=None if ends_by is None else STARTS + timedelta(minutes=ends_by),
    )

    assert room == (None if minutes is None else timedelta(minutes=minutes))
