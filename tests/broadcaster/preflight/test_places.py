"""What a check finds wrong around what is said: hours, caps, outputs, relays, the disk and the clock."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import delete

from broadcaster.models import Lease
from broadcaster.preflight import checking, probing
from broadcaster.preflight.values import Kind
from content import campaigns
from content.campaigns import CampaignAsked
from content.models import Form
from playlists import guarding, relay_sources
from playlists.actions import Entry
from playlists.catchup import CatchUp
from playlists.guard import Bounds, Window
from playlists.relay_items import RelayEntry
from station import clock
from tests.broadcaster.preflight.conftest import DAY, MINUTE_OF_FRAMES, Day
from tests.conftest import NOW, SAIGON

EVENING = clock.instant(date(2026, 11, 22), time(20), SAIGON)


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
    line = day.greet("Đây là {đài}, {ngày}.")
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


def test_a_goal_that_will_be_missed_is_told_for_the_whole_station(day: Day) -> None:
    asked = CampaignAsked("Tiêm chủng", "KH 12", DAY, DAY, "Y tế, dân số", "Trạm y tế", [day.zones["xa"]], 50)
    campaign = campaigns.start(day.session, asked, by=day.people.minh, now=NOW)

    (finding,) = [each for each in day.check().station if each.kind is Kind.GOAL]

    assert finding.is_red and (finding.where, finding.number) == ("campaign", campaign.id)
    assert "thiếu 50 lượt" in finding.sentence and "; hãy thêm giờ phát" in finding.sentence


def test_music_that_mourning_silences_is_silent_on_purpose(day: Day) -> None:
    jingle = day.announce("Nhạc hiệu")
    jingle.form = Form.JINGLE
    day.book("Bản tin sáng", jingle, day.announce("Tiêm chủng"))
    day.book("Nhạc", jingle, at=time(12))
    day.mourn()

    found = [each for row in day.check().rows for each in row.findings]
    assert {each.kind for each in found} == {Kind.MOURNING}
    assert not any(each.is_red for each in found)
