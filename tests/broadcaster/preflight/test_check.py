"""What a check finds wrong with the coming day, zone by zone, and the one sentence that it says of it."""

from dataclasses import replace
from datetime import date, time

import pytest

from broadcaster.preflight.judging import groups
from broadcaster.preflight.values import Kind
from content import decisions
from content.shelf import Shelf
from station import clock, preferences
from station.preferences import Preferences
from tests.broadcaster.preflight.conftest import DAY, Day
from tests.conftest import NOW, SAIGON

TODAY = date(2026, 11, 22)
EVENING = clock.instant(TODAY, time(20), SAIGON)


def test_a_day_that_is_in_order_is_green_everywhere(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Tiêm chủng"))

    report = day.check()

    assert [(row.zone_name, row.is_red) for row in report.rows] == [
        ("Toàn xã", False),
        ("Thôn Đông", False),
        ("Thôn Tây", False),
        ("Cụm cổng thôn Đông", False),
    ]
    assert report.red == sum(each.is_red for each in report.station)


def test_what_nobody_has_approved_is_red_with_its_deadline(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", approved=False), day.announce("Tiêm chủng"))

    (sentence,) = day.reasons()

    assert sentence == (
        "«Thu thuế»: bản tin ở trạng thái «Chờ duyệt»; hãy duyệt trước 05:00 ngày 23/11, quá hạn mục này sẽ bị bỏ."
    )


def test_an_approval_after_the_deadline_is_told_to_be_too_late(day: Day) -> None:
    late = day.announce("Thu thuế", approved=False)
    day.book("Bản tin sáng", late, day.announce("Tiêm chủng"))
    now = clock.instant(DAY, time(5, 10), SAIGON)
    day.approve(late, at=now)

    (sentence,) = day.reasons(now)

    assert sentence.startswith("«Thu thuế»: chưa duyệt lúc T-30 phút")
    assert "đã quá hạn chót, mục này sẽ bị bỏ" in sentence


def test_nobody_left_to_approve_it_is_said(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", approved=False))
    day.people.hung.active = False

    assert "không còn ai có quyền duyệt" in day.reasons()[0]


def test_validity_is_judged_on_the_day_of_the_occurrence(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Hạn nộp", until=TODAY), day.announce("Tiêm chủng"))

    (sentence,) = day.reasons()

    assert sentence.startswith("«Hạn nộp»: hết hiệu lực sau ngày 22/11/2026;")


def test_what_is_meant_for_another_zone_or_a_later_day_is_left_out_without_a_word(day: Day) -> None:
    elsewhere = day.announce("Cụm cổng họp", zone="cong-dong")
    later = day.announce("Tháng sau", since=date(2026, 12, 1))
    day.book("Bản tin sáng", day.announce("Tiêm chủng"), elsewhere, later)

    assert day.reasons() == []


def test_a_zone_in_which_nothing_would_sound_is_red(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Cụm cổng họp", zone="cong-dong"))

    report = day.check()

    red = {row.zone_name: [each.kind for each in row.findings] for row in report.rows if row.is_red}
    assert red == {name: [Kind.EMPTY] for name in ("Toàn xã", "Thôn Đông", "Thôn Tây")}


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_a_file_that_is_gone_or_damaged_is_found_by_reading_it(day: Day, harm: str) -> None:
    day.book("Bản tin sáng", day.announce("Tiêm chủng"))
    path = Shelf(day.settings.clips).path(day.made[0])
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(b"hong")

    (sentence,) = day.reasons()

    assert sentence.startswith("«Tiêm chủng»: tệp âm thanh ") and "cho đọc lại" in sentence


def test_withdrawn_is_told_and_not_waited_for(day: Day) -> None:
    gone = day.announce("Tin sai")
    day.book("Bản tin sáng", gone, day.announce("Tiêm chủng"))
    decisions.withdraw(day.session, gone.id, "sai", by=day.people.hung, now=NOW)

    (sentence,) = day.reasons()

    assert "«Thu hồi»" in sentence and "hãy bỏ khỏi danh sách phát" in sentence


def test_today_is_checked_from_now_on(day: Day) -> None:
    day.book("Sáng", day.announce("Tiêm chủng"), weekdays=range(7))
    day.book("Chiều", day.announce("Thu thuế"), at=time(17), weekdays=range(7))

    report = day.check(clock.instant(DAY, time(9), SAIGON))

    assert {row.programme_name for row in report.rows} == {"Chiều"}


def test_zones_with_the_same_reasons_are_told_together(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", approved=False))
    day.output("thon-tay", enabled=False)

    found = groups(day.check().rows)

    (group,) = found
    assert [(len(zones.names), zones.is_everywhere) for _, zones in group.reasons] == [(4, True), (4, True), (1, False)]
    assert group.zones.is_everywhere


def test_a_station_may_settle_nothing_beforehand(day: Day) -> None:
    late = day.announce("Thu thuế", approved=False)
    day.book("Bản tin sáng", late)
    preferences.save(day.session, Preferences(cut_off_minutes=0), by=day.people.chief, now=NOW)
    before = day.reasons()
    now = clock.instant(DAY, time(5, 29), SAIGON)
    day.approve(late, at=now)

    after = day.reasons(now)

    assert "hãy duyệt trước 05:30 ngày 23/11" in before[0]
    assert after == []


def test_the_same_facts_give_the_same_report(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", approved=False), day.announce("Tiêm chủng"))

    first, second = day.check(), day.check()

    assert replace(first, station=()) == replace(second, station=())
