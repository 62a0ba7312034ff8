"""Calendars of other programs: events become programmes or single dates, and no repetition is followed for ever."""

import time as stopwatch
from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from playlists.interchange import firing
from playlists.interchange.entry import Entry
from playlists.interchange.firing import NotUnderstood
from playlists.interchange.intake import reading
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
        ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20261221", [23, 37, 51]),
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


WORDS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def rules(draw: st.DrawFn) -> dict[str, list[str]]:
    """Draw a repetition of the kinds that are followed."""
    freq = draw(st.sampled_from(firing.FREQUENCIES))
    parts = {"FREQ": [freq], "INTERVAL": [str(draw(st.integers(1, 4)))]}
    days = draw(st.lists(st.sampled_from(WORDS), max_size=3, unique=True))
    if freq == "MONTHLY" and days and draw(st.booleans()):
        days = [f"{draw(st.sampled_from([1, 2, 4, 5, -1, -2]))}{day}" for day in days]
    monthdays = draw(st.lists(st.sampled_from([1, 15, 28, 29, 31, -1, -3]), max_size=2, unique=True))
    months = draw(st.lists(st.integers(1, 12), max_size=3, unique=True))
    parts |= {"BYDAY": days} if days else {}
    parts |= {"BYMONTHDAY": [str(day) for day in monthdays]} if monthdays and freq != "WEEKLY" else {}
    parts |= {"BYMONTH": [str(month) for month in months]} if months else {}
    if draw(st.booleans()):
        parts["COUNT"] = [str(draw(st.integers(1, 30)))]
    return parts | {"WKST": [draw(st.sampled_from(["MO", "SU"]))]}


@settings(max_examples=150, deadline=None)
@given(rules(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_repetition_falls_on_the_days_that_a_well_known_library_names(
    parts: dict[str, list[str]], start: date
) -> None:
    last = start + timedelta(days=500)
    text = ";".join(f"{name}={','.join(values)}" for name, values in parts.items())
    begin, end = datetime.combine(start, time(5)), datetime.combine(last, time(5))

    ours = firing.dates(firing.rule_of(parts, until=None), start, start, last, most=1000)

    theirs = rrulestr(text, dtstart=begin).between(begin, end, inc=True)
    assert ours == [each.date() for each in theirs]


def test_a_count_from_long_ago_is_not_followed() -> None:
    rule = firing.rule_of({"FREQ": ["DAILY"], "COUNT": ["99999"]}, until=None)

    with pytest.raises(NotUnderstood):
        firing.dates(rule, date(1900, 1, 1), TODAY, TODAY, most=10)
