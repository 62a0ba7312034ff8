"""The caps of a year: the quick look refuses exactly what judging every day one by one refuses."""

from datetime import time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from playlists import guard
from playlists.booking import caps
from playlists.booking.room import Room
from playlists.guard import Bounds, Window
from playlists.timetable import Booking, DayChange
from tests.conftest import SAIGON
from tests.playlists.test_clashes import BOOKINGS, CALENDAR, DAILY, NOW, TODAY, minutes
from tests.playlists.test_timetable import booking

ALL_DAY = (Window(guard.MIDNIGHT, guard.MIDNIGHT),)
CAPS = st.builds(
    lambda sessions, day_minutes: Bounds(ALL_DAY, sessions, 0, day_minutes),
    st.integers(0, 4),
    st.sampled_from([0, 30, 61, 1440]),
)


def one_by_one(allowed: Bounds, wanted: Booking, room: Room) -> set[int]:
    """Judge every session of the year in every zone."""
    found = set()
    for zone_id in wanted.zones:
        there = [each for each in room.bookings if zone_id in each.zones]
        before = guard.too_many(allowed, caps.sessions(there, room, since=room.midnight), SAIGON)
        mine = caps.sessions([wanted], room, since=room.now)
        both = [*caps.sessions(there, room, since=room.midnight), *mine]
        if guard.too_many(allowed, both, SAIGON).keys() - before.keys():
            found.add(zone_id)
    return found


@settings(max_examples=60)
@given(CAPS, BOOKINGS, st.lists(BOOKINGS, max_size=5))
def test_the_quick_look_refuses_what_every_day_by_itself_would(
    allowed: Bounds, asked: dict[str, object], others: list[dict[str, object]]
) -> None:
    wanted = booking(99, first_day=TODAY, **asked)
    there = [booking(number, first_day=TODAY, **each) for number, each in enumerate(others, 1)]
    room = Room(there, minutes, CALENDAR, NOW, SAIGON)

    refused = one_by_one(allowed, wanted, room)
    found = caps.exceeded(allowed, sorted(wanted.zones), caps.sessions([wanted], room, since=NOW), room)

    assert (found is not None) == bool(refused)
    assert found is None or found[0] == min(refused)


def test_what_was_moved_to_a_day_counts_there_beside_what_the_day_has_anyway() -> None:
    tomorrow, after = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    moved = {tomorrow: DayChange(day=after, at=time(17))}
    room = Room([booking(1, rule=DAILY, first_day=TODAY, changes=moved)], minutes, CALENDAR, NOW, SAIGON)
    mine = caps.sessions([booking(2, first_day=after, starts_at=time(20))], room, since=NOW)

    assert caps.exceeded(Bounds(ALL_DAY, 3, 0, 0), [1], mine, room) is None
    assert caps.exceeded(Bounds(ALL_DAY, 2, 0, 0), [1], mine, room) == (1, "quá 2 buổi phát một ngày")


def test_minutes_of_a_whole_day_add_up() -> None:
    daily = {"rule": booking().rule, "first_day": TODAY + timedelta(days=1)}
    room = Room([booking(1, playlist_id=2, **daily)], minutes, CALENDAR, NOW, SAIGON)
    mine = caps.sessions([booking(2, playlist_id=3, **daily)], room, since=NOW)

    assert caps.exceeded(Bounds(ALL_DAY, 0, 0, 61), [1], mine, room) is None
    assert caps.exceeded(Bounds(ALL_DAY, 0, 0, 60), [1], mine, room) == (1, "quá 60 phút phát một ngày")
