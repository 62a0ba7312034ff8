"""Rules of recurrence in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playlists.interchange.moments import Unreadable
from playlists.interchange.repeats import rule_of
from playlists.recurring import rules
from playlists.recurring.recurrence import (
    LAST,
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

WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
ANY_RULE: st.SearchStrategy[Rule] = st.one_of(
    st.sampled_from([Once(), HolidayEves(), Holidays()]),
    st.builds(Weekly, WEEKDAYS, st.integers(1, 52)),
    st.builds(MonthDays, st.frozensets(st.sampled_from([*range(1, 32), LAST]), min_size=1, max_size=12)),
    st.builds(MonthWeekday, st.sampled_from([1, 2, 3, 4, LAST]), st.integers(0, 6)),
    st.builds(Yearly, st.integers(1, 12), st.integers(1, 28)),
    st.builds(LunarDays, st.frozensets(st.integers(1, 30), min_size=1, max_size=12)),
)


@given(ANY_RULE)
def test_every_rule_said_in_words_is_read_back(rule: Rule) -> None:
    assert rule_of(rules.said(rule)) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("T2, T4", Weekly(frozenset({0, 2}))),
        ("hang ngay", Weekly(frozenset(range(7)))),
        ("Âm lịch hằng tháng, mồng 1, rằm", LunarDays(frozenset({1, 15}))),
    ],
)
def test_peoples_own_words_are_read_too(text: str, rule: Rule) -> None:
    assert rule_of(text) == rule


@pytest.mark.parametrize("text", ["thỉnh thoảng", "Hằng tháng", "Hằng năm, ngày 31/2", "Cứ 99 tuần một lần: thứ Hai"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        rule_of(text)
