"""Runs of the check: asked for once, kept, told as far as it is news; the evening's begins by itself."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from broadcaster.preflight import child, digest, evening, runs
from broadcaster.preflight.models import PreflightRow, PreflightRun
from broadcaster.preflight.values import Finding, Kind, Report, Row, Where
from station import clock, preferences
from station.errors import BadInput, Forbidden
from station.models import Notice
from station.preferences import Preferences
from station.roles import Role
from tests.broadcaster.preflight.conftest import DAY, Day
from tests.conftest import NOW, SAIGON

TODAY = date(2026, 11, 22)
EVENING = clock.instant(TODAY, time(20), SAIGON)
RED = Finding(Kind.UNAPPROVED, "«Thu thuế»: chưa duyệt; hãy duyệt.", Where.ANNOUNCEMENT, 7)
FULL = Finding(Kind.DISK, "Ổ đĩa sắp đầy; hãy xóa bớt.")


def row(zone_id: int = 1, *findings: Finding) -> Row:
    return Row(
        "p1@20261122T223000Z", 1, "Bản tin sáng", EVENING + timedelta(hours=9.5), zone_id, f"Thôn {zone_id}", findings
    )


REPORT = Report((row(1, RED), row(2)), (FULL,))


def finished(day: Day, report: Report, *, by: str = "minh") -> PreflightRun:
    run = runs.begin(day.session, DAY, by, now=NOW)
    told = runs.before(day.session, run)
    runs.finish(day.session, run.id, report, day.settings, now=NOW, told=told)
    day.session.commit()
    return run


def said(day: Day) -> list[Notice]:
    return list(day.session.scalars(select(Notice).order_by(Notice.id)))


def test_what_a_run_found_is_kept_as_it_was(day: Day) -> None:
    run = finished(day, REPORT)

    assert runs.kept(day.session, run).report == REPORT
    assert (run.total, run.red, run.finished_at) == (2, 2, NOW)
    assert runs.newest(day.session) is run


def test_a_run_under_way_is_not_begun_again_and_a_dead_one_is(day: Day) -> None:
    asked = [
        runs.ask(day.session, DAY, by=day.people.minh, now=NOW + wait, today=TODAY)
        for wait in (timedelta(0), timedelta(minutes=1), timedelta(minutes=4))
    ]

    assert [is_new for _, is_new in asked] == [True, False, True]
    assert asked[0][0] is asked[1][0]
    assert runs.is_lost(asked[0][0], now=NOW + timedelta(minutes=4))


@pytest.mark.parametrize("day_asked", [TODAY - timedelta(days=1), TODAY + timedelta(days=32)])
def test_only_the_coming_month_can_be_checked(day: Day, day_asked: date) -> None:
    with pytest.raises(BadInput) as refused:
        runs.ask(day.session, day_asked, by=day.people.minh, now=NOW, today=TODAY)

    assert refused.value.field == "day"


def test_an_inspector_looks_and_does_not_check(day: Day) -> None:
    day.people.minh.roles = [Role.INSPECTOR]

    with pytest.raises(Forbidden):
        runs.ask(day.session, DAY, by=day.people.minh, now=NOW, today=TODAY)


def test_red_is_told_once_and_again_only_as_far_as_it_is_news(day: Day) -> None:
    finished(day, REPORT)
    finished(day, REPORT)
    finished(day, Report((row(1, RED), row(2, RED)), (FULL,)))

    first, second = said(day)

    assert first.title == "Kiểm tra ngày 23/11/2026: 2 mục đỏ"
    assert first.body.splitlines() == [
        "• Ổ đĩa sắp đầy; hãy xóa bớt.",
        "• 05:30 Bản tin sáng, Thôn 1: «Thu thuế»: chưa duyệt; hãy duyệt.",
    ]
    assert (second.title, second.body.count("•")) == ("Kiểm tra ngày 23/11/2026: 1 mục đỏ", 1)
    assert "Thôn 2" in second.body


def test_the_evening_tells_everything_whatever_was_told_by_day(day: Day) -> None:
    finished(day, REPORT)
    finished(day, REPORT, by=runs.STATION)

    assert [each.body for each in said(day)] == [said(day)[0].body] * 2


def test_a_green_day_is_told_to_nobody(day: Day) -> None:
    finished(day, Report((row(1),)), by=runs.STATION)

    assert said(day) == []


def test_a_long_list_is_cut_and_says_so() -> None:
    rows = tuple(replace(row(1, RED), occurrence=f"p{number}") for number in range(20))

    body = digest.body(Report(rows), SAIGON)

    assert body.count("05:30") == digest.NAMED
    assert body.endswith("… và 8 buổi khác, xem trang Kiểm tra trước giờ phát.")


def test_old_runs_are_forgotten(day: Day) -> None:
    old = runs.begin(day.session, DAY, "minh", now=NOW - runs.KEPT - timedelta(days=1))
    runs.finish(day.session, old.id, REPORT, day.settings, now=NOW - runs.KEPT)

    new = finished(day, REPORT)

    assert day.session.scalars(select(PreflightRun.id)).all() == [new.id]
    assert set(day.session.scalars(select(PreflightRow.run_id))) == {new.id}


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The runs whose processes would have been started."""
    started: list[int] = []
    monkeypatch.setattr(child, "start", lambda _settings, run_id: started.append(run_id))
    return started


def test_the_evenings_check_begins_at_eight_and_only_once(day: Day, begun: list[int]) -> None:
    moments = [EVENING + timedelta(minutes=minutes) for minutes in (-1, 0, 1, 2)]

    due = [evening.begin(day.database, day.settings, now=moment) for moment in moments]

    assert due == [EVENING, *[EVENING + timedelta(days=1)] * 3]
    run = runs.newest(day.session)
    assert run and (begun, run.day, run.asked_by) == ([run.id], DAY, runs.STATION)


def test_an_evening_that_was_slept_through_is_made_up_for(day: Day, begun: list[int]) -> None:
    evening.begin(day.database, day.settings, now=EVENING + timedelta(hours=2))

    assert len(begun) == 1


def test_a_check_that_died_is_begun_again_but_not_for_ever(day: Day, begun: list[int]) -> None:
    for minutes in range(0, 60, 4):
        evening.begin(day.database, day.settings, now=EVENING + timedelta(minutes=minutes))

    assert len(begun) == evening.MOST_TRIES


def test_the_hour_is_the_administrators(day: Day, begun: list[int]) -> None:
    preferences.save(day.session, Preferences(time(18, 30), 45), by=day.people.chief, now=NOW)
    day.session.commit()

    due = evening.begin(day.database, day.settings, now=NOW)

    assert (clock.local(due, SAIGON).time(), begun) == (time(18, 30), [])
    assert preferences.read(day.session) == Preferences(time(18, 30), 45)


@pytest.mark.parametrize("minutes", [-1, 241])
def test_a_deadline_that_cannot_be_meant_is_refused(day: Day, minutes: int) -> None:
    with pytest.raises(BadInput) as refused:
        preferences.save(day.session, Preferences(cut_off_minutes=minutes), by=day.people.chief, now=NOW)

    assert refused.value.field == preferences.CUT_OFF_MINUTES
