"""When a person is called, and what they are told."""

from datetime import datetime, timedelta

from broadcaster.alarms import Kind
from broadcaster.ear.claims import Claim, Event
from broadcaster.ear.watch import Due, ZoneNow, causes
from broadcaster.happening import Happening
from tests.conftest import NOW

DUE = Due("p1", "Sáng", NOW, NOW + timedelta(minutes=5), frozenset({7}))


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def zone(silent_since: datetime | None, unreached_since: datetime | None = None, **strange: int) -> ZoneNow:
    return ZoneNow(7, "Thôn Đông", silent_since, unreached_since, **strange)


def claim(*events: Event, frames: int = 5000) -> Claim:
    return Claim(1, "p1", 7, "Tiêm chủng", "a" * 64, frames, NOW, list(events))


def test_nobody_is_called_before_ten_seconds_of_silence() -> None:
    silent = zone(after(-600))

    assert causes([silent], [claim()], [DUE], now=after(9)) == []
    (cause,) = causes([silent], [claim()], [DUE], now=after(10))
    assert (cause.kind, cause.zone_id) == (Kind.SILENT, 7)
    assert "«Thôn Đông» im lặng hơn 10 giây trong lúc phải phát «Tiêm chủng»" in cause.sentence


def test_an_occurrence_that_play_out_never_took_up_is_noticed_by_the_timetable_alone() -> None:
    (cause,) = causes([zone(after(-600))], [], [DUE], now=after(11))

    assert "buổi «Sáng» (trình phát chưa nhận buổi này)" in cause.sentence


def test_the_reason_that_the_log_gives_is_told() -> None:
    missed = claim(Event(Happening.MISSED, NOW, 0, "chưa được duyệt"))

    (cause,) = causes([zone(after(-600))], [missed], [DUE], now=after(11))

    assert cause.sentence.endswith("phải phát buổi «Sáng» (chưa được duyệt).")


def test_silence_between_two_items_or_after_the_last_calls_nobody() -> None:
    aired = claim(Event(Happening.STARTED, NOW, 0, ""), Event(Happening.ENDED, after(120), 5000, ""))

    assert causes([zone(after(120))], [aired], [DUE], now=after(200)) == []
    assert causes([zone(after(0))], [], [DUE], now=after(301)) == []


def test_a_zone_that_cannot_be_reached_is_told_apart_from_a_play_out_that_is_gone() -> None:
    gone, fine = zone(None, unreached_since=after(-11)), ZoneNow(8, "Thôn Tây", after(-600), None)

    one = causes([gone, fine], [], [], now=NOW)
    all_of_them = causes([gone], [], [], now=NOW)

    assert [(cause.kind, cause.zone_id) for cause in one] == [(Kind.UNREACHABLE, 7)]
    assert [(cause.kind, cause.zone_id) for cause in all_of_them] == [(Kind.UNREACHABLE, None)]


def test_strange_and_repeated_sound_calls_a_person_and_a_splice_does_not() -> None:
    found = causes([zone(NOW, strange_frames=21, repeated_frames=21)], [], [], now=NOW)

    assert [cause.kind for cause in found] == [Kind.FOREIGN, Kind.REPEATED]
    assert causes([zone(NOW, strange_frames=20, repeated_frames=20)], [], [], now=NOW) == []
