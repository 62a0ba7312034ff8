"""What a check finds wrong with the coming day, zone by zone, and the one sentence that it says of it."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import delete

from broadcaster.models import Lease
from broadcaster.preflight import checking, probing
from broadcaster.preflight.judging import groups
from broadcaster.preflight.values import Kind
from content import actions as contents
from content import decisions
from content.shelf import Shelf
from playlists import guarding, relay_sources
from playlists.actions import Entry
from playlists.catchup import CatchUp
from playlists.guard import Bounds, Window
from playlists.relay_items import RelayEntry
from station import clock, preferences
from station.preferences import Preferences
from tests.broadcaster.preflight.conftest import DAY, MINUTE_OF_FRAMES, Day
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


def test_what_does_not_fit_before_the_hard_end_is_named_together(day: Day) -> None:
    said = [day.announce(f"Tin {number}") for number in range(4)]
    day.book("Bản tin sáng", *said, hard_end=time(5, 32))

    (sentence,) = day.reasons()

    assert sentence.startswith("«Tin 2», «Tin 3»: không kịp xong trước giờ phải kết thúc 05:32;")


def test_what_the_guard_will_not_let_sound_is_told(day: Day) -> None:
    day.book("Bản tin trưa", day.announce("Tiêm chủng"), at=time(12))
    window = Bounds((Window(time(5), time(8)),), 0, 0, 0)
    guarding.set_rule(day.session, day.zones["thon-tay"], window, by=day.people.chief, now=NOW)

    report = day.check()

    (red,) = [row for row in report.rows if row.is_red]
    assert red.zone_name == "Thôn Tây"
    assert red.findings[0].kind is Kind.GUARD and "ngoài khung giờ được phát (05:00–08:00)" in red.findings[0].sentence


def test_too_many_sessions_and_too_many_minutes_are_told(day: Day) -> None:
    for hour in (5, 12):
        day.book(f"Bản tin {hour} giờ", day.announce("Tin", frames=4 * MINUTE_OF_FRAMES), at=time(hour))
    rules = {
        "xa": Bounds((Window(time(0), time(0)),), 1, 0, 0),
        "thon-tay": Bounds((Window(time(0), time(0)),), 0, 0, 7),
    }
    for zone, bounds in rules.items():
        guarding.set_rule(day.session, day.zones[zone], bounds, by=day.people.chief, now=NOW)

    report = day.check()

    found = {row.zone_name: row.findings[0].sentence for row in report.rows if row.is_red}
    assert "quá 1 buổi phát một ngày" in found["Toàn xã"]
    assert "đã phát 8 phút trong ngày, quá mức 7 phút" in found["Thôn Tây"]


def test_a_programme_that_another_covers_is_red_and_background_music_is_not(day: Day) -> None:
    long, short = day.announce("Dài", frames=5 * MINUTE_OF_FRAMES), day.announce("Ngắn")
    day.book("Thường", short, at=time(5, 31), catch_up=CatchUp.SKIP)
    day.book("Nhạc nền", short, at=time(5, 31), priority=-100, catch_up=CatchUp.SKIP)
    day.book("Ưu tiên", long, priority=500)

    report = day.check()

    assert {row.programme_name for row in report.rows if any(each.kind is Kind.COVERED for each in row.findings)} == {
        "Thường"
    }


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"enabled": False}, "Mọi đầu ra của khu vực đang tắt"),
        ({"state": "failing", "state_sentence": "Sai mật khẩu."}, "không nhận được tiếng (Sai mật khẩu)"),
        ({"state": "ok"}, ""),
        ({"state": "unknown"}, ""),
    ],
)
def test_how_the_sound_gets_out_is_judged_zone_by_zone(day: Day, how: dict[str, object], sentence: str) -> None:
    day.book("Bản tin sáng", day.announce("Tiêm chủng"))
    day.output("thon-tay", **how)

    report = day.check()

    found = {row.zone_name: row.findings[0].sentence for row in report.rows if row.is_red}
    assert list(found) == (["Thôn Tây"] if sentence else [])
    assert sentence in found.get("Thôn Tây", "")


def test_a_relay_that_nobody_approved_and_one_that_cannot_be_reached_are_told(day: Day) -> None:
    people, session = day.people, day.session
    first = relay_sources.save(session, "VOV1", "http://127.0.0.1:9/vov1", by=people.minh, now=NOW)
    second = relay_sources.save(session, "VOV2", "http://127.0.0.1:9/vov2", by=people.minh, now=NOW)
    relay_sources.approve(session, second.id, second.address, by=people.hung, now=NOW)
    day.book("Tiếp sóng", *(Entry(relay=RelayEntry(each.id, seconds=60)) for each in (first, second)))

    unapproved, unreachable = day.reasons(listens=True)

    assert unapproved.startswith("«Tiếp sóng VOV1»: nguồn tiếp sóng chưa được duyệt; hãy nhờ người có quyền duyệt")
    assert unreachable.startswith("«Tiếp sóng VOV2»: ") and "khu vực sẽ im lặng trong giờ đó" in unreachable


def test_a_greeting_that_is_not_voiced_yet_is_told_once_it_should_be(day: Day) -> None:
    terms, wording = contents.Terms([day.zones["xa"]]), contents.Wording("Lời chào", "Đây là {đài}, {ngày}.")
    line = contents.write_line(day.session, wording, terms, by=day.people.lan, now=NOW)
    day.session.flush()
    line.current.clip_sha256 = day.announce("Mẫu").current.clip_sha256
    day.session.flush()
    day.session.expire(line)
    contents.submit(day.session, line.id, by=day.people.lan, now=NOW)
    day.approve(line)
    day.book("Bản tin sáng", line, day.announce("Tiêm chủng"))

    early, (sentence,) = day.reasons(NOW - timedelta(days=1)), day.reasons(EVENING)

    assert early == []
    assert sentence.startswith("«Lời chào»: lời dẫn chưa đọc xong; hãy xem bộ đọc")


def test_a_station_that_does_not_play_is_told_whatever_its_programmes(day: Day) -> None:
    day.session.execute(delete(Lease))
    day.session.commit()

    report = checking.check(day.database, day.settings, DAY, now=NOW, listens=False)

    assert "Trình phát không chạy" in report.station[0].sentence


def test_a_full_disk_is_told(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "LEAST_FREE", 10**18)

    (finding,) = probing.disk(day.settings)

    assert finding.is_red and "MB; hãy xóa bớt" in finding.sentence


def test_a_clock_that_nothing_keeps_right_is_a_note_and_calls_nobody() -> None:
    assert all(not each.is_red for each in probing.wall_clock())


def test_today_is_checked_from_now_on(day: Day) -> None:
    day.book("Sáng", day.announce("Tiêm chủng"), weekdays=range(7))
    day.book("Chiều", day.announce("Thu thuế"), at=time(17), weekdays=range(7))

    report = day.check(clock.instant(DAY, time(9), SAIGON))

    assert {row.programme_name for row in report.rows} == {"Chiều"}


def test_zones_with_the_same_reasons_are_told_together(day: Day) -> None:
    day.book("Bản tin sáng", day.announce("Thu thuế", approved=False))
    day.output("thon-tay", enabled=False)

    found = groups(day.check().rows)

    assert [(len(each.zone_names), each.is_everywhere) for each in found] == [(3, False), (1, False)]


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
