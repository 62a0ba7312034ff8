"""On which days a foreign repetition falls: compared with a well-known library, and with the station's own rules."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from playlists.daytypes import EVERY_DAY_ORDINARY
from playlists.interchange import firing, station_rules
from playlists.interchange.firing import NotUnderstood
from playlists.recurring import recurrence

TODAY = date(2026, 11, 22)
WORDS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def foreign(draw: st.DrawFn) -> dict[str, list[str]]:
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
@given(foreign(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_a_repetition_falls_on_the_days_that_a_well_known_library_names(
    parts: dict[str, list[str]], start: date
) -> None:
    last = start + timedelta(days=500)
    text = ";".join(f"{name}={','.join(values)}" for name, values in parts.items())
    begin, end = datetime.combine(start, time(5)), datetime.combine(last, time(5))

    ours = firing.dates(firing.rule_of(parts, until=None), start, start, last, most=1000)

    theirs = rrulestr(text, dtstart=begin).between(begin, end, inc=True)
    assert ours == [each.date() for each in theirs]


@settings(max_examples=100, deadline=None)
@given(foreign(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_stations_own_rule_falls_on_the_same_days(parts: dict[str, list[str]], start: date) -> None:
    rule = firing.rule_of({name: values for name, values in parts.items() if name != "COUNT"}, until=None)
    own, last = station_rules.of(rule, start), start + timedelta(days=800)

    if own is not None:
        theirs = firing.dates(rule, start, start, last, most=1000)
        assert list(recurrence.days(own, start, start, last, EVERY_DAY_ORDINARY)) == theirs


def test_a_count_from_long_ago_is_not_followed() -> None:
    rule = firing.rule_of({"FREQ": ["DAILY"], "COUNT": ["99999"]}, until=None)

    with pytest.raises(NotUnderstood):
        firing.dates(rule, date(1900, 1, 1), TODAY, TODAY, most=10)
