"""The days of a series: every rule, and what no rule can say."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from playlists.daytypes import EVERY_DAY_ORDINARY, Calendar
from playlists.recurring import recurrence, rules
from playlists.recurring.recurrence import (
    LAST,
    BadRule,
    HolidayEves,
    Holidays,
    LunarDays,
    MonthDays,
    MonthWeekday,
    Once,
    Rule,
    Weekly,
    Yearly,
)

MONDAY = date(2026, 11, 23)
TET = Calendar(public_holidays=frozenset(date(2027, 2, day) for day in range(5, 10)))
SOLAR = st.one_of(
    st.builds(Weekly, st.frozensets(st.integers(0, 6), min_size=1), st.integers(1, 6)),
    st.builds(MonthDays, st.frozensets(st.integers(1, 31) | st.just(LAST), min_size=1, max_size=5)),
    st.builds(MonthWeekday, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6)),
    st.builds(Yearly, st.integers(1, 12), st.integers(1, 28)),
)
RULES = st.one_of(
    SOLAR,
    st.just(Once()),
    st.builds(LunarDays, st.frozensets(st.integers(1, 30), min_size=1, max_size=4)),
    st.just(Holidays()),
    st.just(HolidayEves()),
)
DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 1))


def fall(rule: Rule, first: date, last: date, anchor: date = MONDAY, calendar: Calendar = TET) -> list[str]:
    return [f"{day:%d/%m}" for day in recurrence.days(rule, anchor, first, last, calendar)]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (MonthDays(frozenset({31})), ["31/01", "31/03"]),
        (MonthDays(frozenset({29, 30})), ["29/01", "30/01", "29/03", "30/03", "29/04", "30/04"]),
        (MonthDays(frozenset({LAST})), ["31/01", "28/02", "31/03", "30/04"]),
        (MonthWeekday(2, 1), ["12/01", "09/02", "09/03", "13/04"]),
        (MonthWeekday(LAST, 4), ["29/01", "26/02", "26/03", "30/04"]),
        (Yearly(2, 28), ["28/02"]),
        (Yearly(2, 29), []),
        (LunarDays(frozenset({1, 15})), ["08/01", "22/01", "06/02", "20/02", "08/03", "22/03", "07/04", "21/04"]),
        (Holidays(), ["05/02", "06/02", "07/02", "08/02", "09/02"]),
        (HolidayEves(), ["04/02"]),
        (Once(), []),
    ],
)
def test_each_rule_falls_on_its_days_in_the_first_months_of_2027(rule: Rule, found: list[str]) -> None:
    assert fall(rule, date(2027, 1, 1), date(2027, 4, 30)) == found


def test_the_29th_of_february_falls_in_leap_years_only() -> None:
    found = recurrence.days(Yearly(2, 29), MONDAY, MONDAY, date(2036, 12, 31), EVERY_DAY_ORDINARY)

    assert [day.year for day in found] == [2028, 2032, 2036]


def test_every_second_week_counts_from_the_week_of_the_first_day() -> None:
    rule = Weekly(frozenset({0, 2}), 2)

    assert fall(rule, MONDAY, date(2026, 12, 20), anchor=date(2026, 11, 25)) == ["23/11", "25/11", "07/12", "09/12"]
    assert fall(rule, MONDAY, date(2026, 12, 20), anchor=date(2026, 11, 18)) == ["30/11", "02/12", "14/12", "16/12"]


def test_lunar_days_fall_in_a_leap_month_too() -> None:
    found = fall(LunarDays(frozenset({1})), date(2025, 7, 1), date(2025, 9, 30))

    assert found == ["25/07", "23/08", "22/09"]  # the first is of the leap sixth month of 2025


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Weekly(frozenset()), "ít nhất một thứ"),
        (lambda: Weekly(frozenset({7})), "đánh số từ 0"),
        (lambda: Weekly(frozenset({0}), 0), "từ 1 đến 52"),
        (lambda: MonthDays(frozenset()), "ngày trong tháng"),
        (lambda: MonthDays(frozenset({32})), "ngày trong tháng"),
        (lambda: MonthWeekday(5, 0), "tuần thứ nhất đến thứ tư"),
        (lambda: Yearly(2, 30), "Tháng 2 không có ngày 30"),
        (lambda: Yearly(13, 1), "tháng từ 1 đến 12"),
        (lambda: LunarDays(frozenset({31})), "ngày âm lịch"),
    ],
)
def test_a_rule_that_falls_on_no_day_cannot_be_made(make: object, sentence: str) -> None:
    with pytest.raises(BadRule, match=sentence):
        make()  # type: ignore[operator]


@given(RULES, DAYS, st.integers(0, 200), st.integers(0, 200), DAYS)
def test_the_days_of_a_stretch_are_those_of_its_parts(
    rule: Rule, first: date, size: int, more: int, anchor: date
) -> None:
    middle, last = first + timedelta(days=size), first + timedelta(days=size + more)

    parts = [
        *recurrence.days(rule, anchor, first, middle, TET),
        *recurrence.days(rule, anchor, middle + timedelta(days=1), last, TET),
    ]

    assert parts == list(recurrence.days(rule, anchor, first, last, TET))


@given(SOLAR, DAYS)
def test_the_rrule_of_a_rule_says_the_same_days(rule: Rule, anchor: date) -> None:
    until = anchor + timedelta(days=500)
    told = recurrence.rrule(rule)

    assert told is not None
    # RFC 5545 counts the first day in whether it fits or not; here it is only where counting begins.
    theirs = rrulestr(told, dtstart=datetime(anchor.year, anchor.month, anchor.day)).between(  # noqa: DTZ001
        datetime(anchor.year, anchor.month, anchor.day),  # noqa: DTZ001
        datetime(until.year, until.month, until.day),  # noqa: DTZ001
        inc=True,
    )

    assert [each.date() for each in theirs] == list(recurrence.days(rule, anchor, anchor, until, EVERY_DAY_ORDINARY))


@given(RULES)
def test_a_rule_is_read_back_as_it_was_kept(rule: Rule) -> None:
    assert rules.read(rules.kept(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Once(), "Một lần"),
        (Weekly(frozenset(range(7))), "Hằng ngày"),
        (Weekly(frozenset({0, 6}), 2), "Cứ 2 tuần một lần: thứ Hai, Chủ nhật"),
        (MonthDays(frozenset({LAST, 1, 15})), "Hằng tháng, ngày 1, 15, ngày cuối"),
        (MonthWeekday(LAST, 4), "Hằng tháng, thứ Sáu cuối cùng"),
        (Yearly(9, 2), "Hằng năm, ngày 2/9"),
        (LunarDays(frozenset({1, 15})), "Hằng tháng âm lịch, ngày 1, 15"),
        (HolidayEves(), "Hôm trước mỗi ngày nghỉ lễ"),
    ],
)
def test_a_rule_can_be_said(rule: Rule, words: str) -> None:
    assert rules.said(rule) == words
