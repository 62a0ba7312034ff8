"""Judging as a rule: red exactly where something would not air as planned, and never for another reason."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from broadcaster.facts import Facts
from broadcaster.preflight import judging
from broadcaster.preflight.judging import Places
from broadcaster.preflight.reasons import Known
from broadcaster.preflight.values import Finding, Kind, Row
from content.clearance import Barred, Standing
from tests.broadcaster.airvalues import EARLY, START, cleared, lines, programme
from tests.conftest import SAIGON

HOW = ("fine", "pending", "withdrawn", "expired", "elsewhere", "later", "damaged")
FINE = {"fine", "elsewhere", "later"}
YESTERDAY, NEXT_WEEK = START.date() - timedelta(days=1), START.date() + timedelta(days=7)


def stands(number: int, how: str) -> Standing:
    """An announcement that stands so."""
    approved = cleared(number, 10)
    return {
        "pending": Barred(number, "Nháp", "chờ duyệt", is_pending=True),
        "withdrawn": Barred(number, "Cũ", "thu hồi"),
        "expired": replace(approved, valid_until=YESTERDAY),
        "elsewhere": replace(approved, zones=frozenset({9})),
        "later": replace(approved, valid_from=NEXT_WEEK),
    }.get(how, approved)


def judged(hows: list[str], *, complaint: bool = False) -> Row:
    """Judge one occurrence of announcements that stand so."""
    known: dict[int, Standing] = {number: stands(number, how) for number, how in enumerate(hows, 1)}
    facts = Facts([programme(1)], {"p1": lines(*known)}, known, {}, {}, {}, frozenset({1}))
    damaged = {f"{number:064}": "hỏng" for number, how in enumerate(hows, 1) if how == "damaged"}
    output = (Finding(Kind.OUTPUT, "Đầu ra hỏng."),) if complaint else ()
    laid = judging.lay_out(facts, now=EARLY, timezone=SAIGON)
    places = Places({1: "Xã"}, {}, {1: output})
    (row,) = judging.judge(laid, facts, Known(damaged, {}), places, now=EARLY, timezone=SAIGON)
    return row


@given(st.lists(st.sampled_from(HOW), min_size=1, max_size=8))
def test_red_exactly_where_something_would_not_air_as_planned(hows: list[str]) -> None:
    row = judged(hows)

    airs_something = any(how in ("fine", "damaged") for how in hows)
    assert row.is_red is (not airs_something or any(how not in FINE for how in hows))


@given(st.lists(st.sampled_from(HOW), min_size=1, max_size=8))
def test_every_reason_is_one_sentence_that_says_what_to_do(hows: list[str]) -> None:
    for finding in judged(hows, complaint=True).findings:
        assert finding.sentence.endswith(".") and finding.sentence.count(". ") == 0
        assert finding.kind is Kind.OUTPUT or "hãy" in finding.sentence


@given(st.lists(st.sampled_from(HOW), min_size=1, max_size=8))
def test_what_is_wrong_with_a_zone_is_wrong_whatever_is_aired(hows: list[str]) -> None:
    without, with_it = judged(hows), judged(hows, complaint=True)

    assert with_it.is_red
    assert with_it.findings[:-1] == without.findings
