from datetime import UTC, date, datetime, time

from station import clock
from tests.conftest import SAIGON


def test_five_on_monday_in_the_commune_is_twenty_two_on_sunday_utc() -> None:
    moment = clock.instant(date(2026, 11, 23), time(5, 0), SAIGON)

    assert moment == datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
    assert clock.local(moment, SAIGON).date() == date(2026, 11, 23)
