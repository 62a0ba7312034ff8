"""Calendars of other programs: events become programmes or single dates, and no repetition is followed for ever."""

import time as stopwatch
from datetime import date, time, timedelta

import pytest

from playlists.interchange.entry import Entry
from playlists.interchange.intake import reading
from playlists.recurring import rules
from playlists.recurring.recurrence import MonthDays, MonthWeekday, Weekly, Yearly
from playlists.recurring.recurrence import Rule as StationRule
from tests.conftest import SAIGON
from tests.playlists.interchange.books import calendar

TODAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)
ZONE = "TZID=Asia/Ho_Chi_Minh"
START = f"UID:1\nSUMMARY:Bản tin sáng\nDTSTART;{ZONE}:20261123T053000\nDTEND;{ZONE}:20261123T054500"


def read(*events: str) -> tuple[Entry, ...]:
    return reading("lich.ics", calendar(*events), today=TODAY, timezone=SAIGON).entries


def test_an_event_becomes_a_programme_of_one_day() -> None:
    (entry,) = read(START + "\nLOCATION:Thôn Đông")

    assert (entry.name, entry.zones, entry.seconds) == ("Bản tin sáng", "Thôn Đông", 900)
    assert (entry.first_day, entry.starts_at, entry.weekdays, entry.problems) == (MONDAY, time(5, 30), (), ())


@pytest.mark.parametrize(
    ("rule", "weekdays", "last_day"),
    [
        ("FREQ=DAILY", tuple(range(7)), None),
        ("FREQ=WEEKLY", (0,), None),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", (0, 2, 4), None),
        ("FREQ=DAILY;BYDAY=SA,SU", (5, 6), None),
        ("FREQ=WEEKLY;UNTIL=20261231T165959Z", (0,), date(2026, 12, 31)),
        ("FREQ=WEEKLY;UNTIL=20261231", (0,), date(2026, 12, 31)),
        ("FREQ=WEEKLY;INTERVAL=1;WKST=SU", (0,), None),
    ],
)
def test_a_repetition_of_every_week_becomes_a_weekly_programme(
    rule: str, weekdays: tuple[int, ...], last_day: date | None
) -> None:
    (entry,) = read(f"{START}\nRRULE:{rule}")

    assert (entry.weekdays, entry.last_day, entry.first_day) == (weekdays, last_day, MONDAY)


def test_an_event_told_in_another_zone_falls_on_the_communes_own_days() -> None:
    (entry,) = read(
        "UID:1\nSUMMARY:Sáng\nDTSTART:20261122T223000Z\nRRULE:FREQ=WEEKLY;BYDAY=SU,TU;UNTIL=20261229T230000Z"
    )

    assert (entry.starts_at, entry.first_day, entry.weekdays) == (time(5, 30), MONDAY, (0, 2))
    assert entry.last_day == date(2026, 12, 30)


def test_a_zone_with_summer_time_is_taken_apart_into_days_at_the_right_hours() -> None:
    entries = read("UID:1\nSUMMARY:Berlin\nDTSTART;TZID=Europe/Berlin:20261123T120000\nRRULE:FREQ=WEEKLY")

    assert {(each.first_day.month, each.starts_at) for each in entries if each.first_day} >= {
        (12, time(18)),
        (7, time(17)),
    }


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", [23, 24, 25]),
        ("FREQ=WEEKLY;COUNT=2;INTERVAL=2", [23, 37]),
        ("FREQ=DAILY;INTERVAL=10;COUNT=2", [23, 33]),
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=1", [30]),
        ("FREQ=DAILY;COUNT=2\nEXDATE;TZID=Asia/Ho_Chi_Minh:20261124T053000", [23]),
        ("FREQ=DAILY;COUNT=1\nRDATE;TZID=Asia/Ho_Chi_Minh:20261125T053000", [23, 25]),
    ],
)
def test_any_other_repetition_becomes_single_days(rule: str, days: list[int]) -> None:
    entries = read(f"{START}\nRRULE:{rule}")

    assert [each.first_day for each in entries] == [MONDAY + timedelta(days=day - 23) for day in days]
    assert all(not each.weekdays and each.starts_at == time(5, 30) for each in entries)


@pytest.mark.parametrize(
    ("rule", "own"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", Weekly(frozenset({0, 4}), 2)),
        ("FREQ=MONTHLY", MonthDays(frozenset({23}))),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-1", MonthDays(frozenset({1, -1}))),
        ("FREQ=MONTHLY;BYDAY=-1MO", MonthWeekday(-1, 0)),
        ("FREQ=YEARLY", Yearly(11, 23)),
        ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2", Yearly(9, 2)),
    ],
)
def test_a_repetition_that_the_station_has_itself_becomes_that_rule(rule: str, own: StationRule) -> None:
    (entry,) = read(f"{START}\nRRULE:{rule}")

    assert entry.rule is not None
    assert rules.read(entry.rule) == own


def test_days_left_out_of_a_series_and_moved_ones_are_kept_beside_it() -> None:
    series, moved = read(
        f"{START}\nRRULE:FREQ=DAILY\nEXDATE;{ZONE}:20261124T053000,20200101T053000",
        f"UID:1\nSUMMARY:Dời\nRECURRENCE-ID;{ZONE}:20261126T053000\nDTSTART;{ZONE}:20261127T170000",
    )

    assert series.weekdays == tuple(range(7))
    assert series.without == (date(2026, 11, 24), date(2026, 11, 26))
    assert (moved.first_day, moved.starts_at) == (date(2026, 11, 27), time(17))


def test_a_moved_day_takes_the_place_of_its_own() -> None:
    entries = read(
        f"{START}\nRRULE:FREQ=DAILY;COUNT=2",
        "UID:1\nSUMMARY:Bản tin dời\nRECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20261124T053000\n"
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20261124T170000",
    )

    assert [(each.name, each.starts_at) for each in entries] == [
        ("Bản tin sáng", time(5, 30)),
        ("Bản tin dời", time(17)),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=5",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;BYHOUR=5,6",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=WEEKLY\nRRULE:FREQ=DAILY",
    ],
)
def test_a_repetition_that_cannot_be_followed_is_listed_with_its_reason(rule: str) -> None:
    (entry,) = read(f"{START}\nRRULE:{rule}")

    assert len(entry.problems) == 1
    assert entry.problems[0].startswith("Không nhập được lịch lặp này: ")


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9",
        "FREQ=DAILY;INTERVAL=9999999",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6",
        "FREQ=DAILY;INTERVAL=2",
    ],
)
def test_a_repetition_that_never_falls_or_never_ends_is_answered_at_once(rule: str) -> None:
    begun = stopwatch.monotonic()

    entries = reading("a.ics", calendar(f"{START}\nRRULE:{rule}", START), today=TODAY, timezone=SAIGON).entries

    assert len(entries) <= 201
    assert stopwatch.monotonic() - begun < 2


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        ("UID:1\nSUMMARY:Cả ngày\nDTSTART;VALUE=DATE:20261123", "Sự kiện không có giờ bắt đầu."),
        ("UID:1\nSUMMARY:Không ngày", "Sự kiện không có giờ bắt đầu."),
    ],
)
def test_an_event_without_a_time_says_so(event: str, problem: str) -> None:
    (entry,) = read(event)

    assert entry.problems == (problem,)


def test_a_cancelled_event_is_left_out_and_an_unknown_zone_is_remarked() -> None:
    (entry,) = read(
        f"{START}\nSTATUS:CANCELLED",
        "UID:2\nSUMMARY:Lạ\nDTSTART;TZID=Sao Hoa:20261123T053000",
    )

    assert entry.starts_at == time(5, 30)
    assert len(entry.remarks) == 1


def test_a_files_own_time_zone_is_never_followed() -> None:
    endless = (
        b"BEGIN:VTIMEZONE\r\nTZID:Sao Hoa\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0700\r\n"
        b"TZOFFSETTO:+0800\r\nRRULE:FREQ=SECONDLY;INTERVAL=0\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    data = calendar("UID:2\nSUMMARY:Lạ\nDTSTART;TZID=Sao Hoa:20261123T053000")
    begun = stopwatch.monotonic()

    found = reading("a.ics", data.replace(b"BEGIN:VEVENT", endless + b"BEGIN:VEVENT"), today=TODAY, timezone=SAIGON)

    assert found.entries[0].starts_at == time(5, 30)
    assert stopwatch.monotonic() - begun < 2
