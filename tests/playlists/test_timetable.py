from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from playlists.booking.clashes import first_clash
from playlists.recurring import rules
from playlists.recurring.recurrence import Once, Weekly
from playlists.timetable import Booking, occurrences
from tests.conftest import SAIGON

MONDAY = date(2026, 11, 23)
EARLY = datetime(2026, 11, 1, tzinfo=UTC)
WEEK = (datetime(2026, 11, 22, 17, tzinfo=UTC), datetime(2026, 11, 29, 17, tzinfo=UTC))  # Monday to Sunday, commune


def quarter(_playlist: int, _at: time) -> timedelta:
    return timedelta(minutes=15)


def booking(number: int = 1, **changes: object) -> Booking:
    told: dict[str, object] = {
        "programme_id": number,
        "name": f"Chương trình {number}",
        "playlist_id": 1,
        "starts_at": time(5, 30),
        "first_day": MONDAY,
        "last_day": None,
        "rule": Once(),
        "zones": frozenset({1}),
        "priority": 0,
        "booked_at": EARLY,
        "ended_at": None,
    }
    return Booking(**(told | changes))  # type: ignore[arg-type]


def days(found: Booking) -> list[date]:
    return [each.starts_at.astimezone(SAIGON).date() for each in occurrences([found], *WEEK, SAIGON)]


def test_a_programme_without_weekdays_airs_once() -> None:
    assert days(booking()) == [MONDAY]


def test_a_weekly_programme_airs_on_its_weekdays() -> None:
    assert days(booking(rule=Weekly(frozenset({0, 2, 4})))) == [MONDAY + timedelta(days=n) for n in (0, 2, 4)]


def test_a_series_keeps_to_its_first_and_last_day() -> None:
    series = booking(rule=Weekly(frozenset(range(7))), first_day=date(2026, 11, 25), last_day=date(2026, 11, 26))

    assert days(series) == [date(2026, 11, 25), date(2026, 11, 26)]


def test_half_past_five_in_the_commune_is_the_evening_before_in_utc() -> None:
    found = occurrences([booking()], *WEEK, SAIGON)

    assert found[0].starts_at == datetime(2026, 11, 22, 22, 30, tzinfo=UTC)


def test_nothing_airs_that_was_booked_after_its_time_or_ended_before_it() -> None:
    start = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)

    assert days(booking(booked_at=start + timedelta(minutes=1))) == []
    assert days(booking(ended_at=start - timedelta(minutes=1))) == []


@given(st.lists(st.integers(0, 6), max_size=7), st.integers(0, 23), st.integers(0, 59))
def test_the_same_facts_give_the_same_names(weekdays: list[int], hour: int, minute: int) -> None:
    found = booking(rule=rules.weekly(frozenset(weekdays)), starts_at=time(hour, minute))

    once = occurrences([found], *WEEK, SAIGON)
    parts = occurrences([found], WEEK[0], WEEK[0] + timedelta(days=3), SAIGON)
    parts += occurrences([found], WEEK[0] + timedelta(days=3), WEEK[1], SAIGON)

    assert [each.key for each in once] == [each.key for each in parts]
    assert len({each.key for each in once}) == len(once)


def test_a_clash_is_found_in_the_whole_series_and_only_in_shared_zones() -> None:
    weekly = booking(1, rule=Weekly(frozenset({2})))
    wanted = booking(2, starts_at=time(5, 40), first_day=date(2026, 11, 25))
    elsewhere = booking(3, starts_at=time(5, 40), first_day=date(2026, 11, 25), zones=frozenset({2}))
    now = WEEK[0]

    clash = first_clash(wanted, [weekly], quarter, now=now, timezone=SAIGON)

    assert clash is not None
    assert clash.booked.programme_id == 1
    assert first_clash(elsewhere, [weekly], quarter, now=now, timezone=SAIGON) is None


def test_programmes_back_to_back_do_not_clash() -> None:
    wanted = booking(2, starts_at=time(5, 45))

    assert first_clash(wanted, [booking(1)], quarter, now=WEEK[0], timezone=SAIGON) is None
