"""Invariants 1 to 3 with real processes, a real stream and a real listener."""

from datetime import timedelta
from itertools import pairwise

import pytest

from broadcaster import queries
from broadcaster.breakin import breakins
from broadcaster.models import AsRun, AsRunEvent
from broadcaster.outcome import Outcome
from content import decisions
from station import clock, ledger
from station.models import AuditEntry
from tests.broadcaster.conftest import Listener, Station, soon, wait_for
from tests.broadcaster.noise import frames_of
from tests.conftest import SAIGON


def log(station: Station) -> list[queries.LogRow]:
    now = clock.now()
    with station.database.reading() as session:
        return queries.log(session, since=now - timedelta(hours=1), until=now + timedelta(hours=1))


def listen(station: Station, zone: str) -> Listener:
    listener = Listener(f"http://127.0.0.1:{station.port}/stream/{zone}.mp3")
    listener.start()
    return listener


def heard_of(sound: bytes, clip: bytes) -> list[int]:
    """Return which frames of a clip were heard, in order."""
    place = {frame: number for number, frame in enumerate(frames_of(clip))}
    return [place[frame] for frame in frames_of(sound) if frame in place]


def over(station: Station, items: int) -> bool:
    return len([row for row in log(station) if row.ended_at or row.outcome is Outcome.MISSED]) >= items


def test_a_programme_is_heard_whole_on_time_and_gapless_and_the_log_says_so(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        ids = [station.announce(session, 1.0).id, station.announce(session, 0.8).id]
        starts_at = soon()
        station.book(session, ids, starts_at, "thon-dong")
    east, west = listen(station, "thon-dong"), listen(station, "thon-tay")

    wait_for(lambda: over(station, 4), seconds=15)  # two items in the hamlet and in the cluster below it

    sound = east.stop()
    first, second = station.clips[ids[0]], station.clips[ids[1]]
    assert first + second in sound
    assert heard_of(west.stop(), first) == []
    rows = log(station)
    assert {row.outcome for row in rows} == {Outcome.AIRED}
    assert all(row.late_ms is not None and abs(row.late_ms) < 500 for row in rows)
    assert {row.zone_name for row in rows} == {"Thôn Đông", "Cụm cổng thôn Đông"}


def test_after_kill_9_in_mid_programme_nothing_is_aired_twice_and_nothing_silently_missing(
    station: Station,
) -> None:
    process = station.broadcast()
    with station.database.writing() as session:
        ids = [station.announce(session, 3.0).id, station.announce(session, 14.0).id, station.announce(session, 1.0).id]
        starts_at = soon()
        station.book(session, ids, starts_at, "thon-tay")
    listener = listen(station, "thon-tay")
    wait_for(lambda: len(heard_of(bytes(listener.heard), station.clips[ids[1]])) > 60, seconds=15)

    process.kill()
    process.wait()
    station.broadcast()
    wait_for(lambda: over(station, 3), seconds=40)

    sound = listener.stop()
    for announcement_id in ids:
        frames = heard_of(sound, station.clips[announcement_id])
        assert all(one < two for one, two in pairwise(frames)), "a frame was heard twice"
    cut = next(row for row in log(station) if row.announcement_id == ids[1])
    assert cut.outcome is Outcome.PARTIAL
    assert "bị dừng" in cut.reason
    assert abs(cut.aired_seconds - 0.024 * len(heard_of(sound, station.clips[ids[1]]))) < 1.0
    assert len(heard_of(sound, station.clips[ids[2]])) == len(frames_of(station.clips[ids[2]]))
    with station.database.reading() as session:
        assert [ledger.first_break(session, table) for table in (AsRun, AsRunEvent, AuditEntry)] == [None] * 3


def test_withdrawal_silences_within_a_second_even_on_air(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        announcement = station.announce(session, 8.0)
        station.book(session, [announcement.id], soon(), "thon-tay")
    listener = listen(station, "thon-tay")
    clip = station.clips[announcement.id]
    wait_for(lambda: bool(heard_of(bytes(listener.heard), clip)), seconds=15)

    with station.database.writing() as session:
        decisions.withdraw(session, announcement.id, "đổi giờ", by=station.people.hung, now=clock.now())
    at_withdrawal = len(heard_of(bytes(listener.heard), clip))
    wait_for(lambda: over(station, 1), seconds=5)

    heard = heard_of(listener.stop(), clip)
    assert len(heard) - at_withdrawal < 1.2 / 0.024
    row = log(station)[0]
    assert (row.outcome, row.reason) == (Outcome.INTERRUPTED, "bản tin ở trạng thái «Thu hồi»")


def test_what_is_not_approved_is_not_heard_but_written_down(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        announcement = station.announce(session, 1.0)
        good = station.announce(session, 1.0)
        station.book(session, [announcement.id, good.id], soon(), "thon-tay")
        decisions.withdraw(session, announcement.id, "sai ngày", by=station.people.hung, now=clock.now())
    listener = listen(station, "thon-tay")

    wait_for(lambda: over(station, 2), seconds=15)

    sound = listener.stop()
    assert heard_of(sound, station.clips[announcement.id]) == []
    assert station.clips[good.id] in sound
    assert [row.outcome for row in log(station)] == [Outcome.MISSED, Outcome.AIRED]


def test_a_break_in_interrupts_and_the_interrupted_goes_on(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        long, alarm = station.announce(session, 5.0), station.announce(session, 1.0)
        station.book(session, [long.id], soon(), "thon-tay")
    listener = listen(station, "thon-tay")
    wait_for(lambda: bool(heard_of(bytes(listener.heard), station.clips[long.id])), seconds=15)

    with station.database.writing() as session:
        zone_ids = [station.zones["xa"]]
        breakins.order(session, alarm.id, zone_ids, by=station.people.minh, now=clock.now(), timezone=SAIGON)
    wait_for(lambda: over(station, 5), seconds=15)  # four zones' break-in, and the programme

    sound = listener.stop()
    assert station.clips[alarm.id] in sound
    frames = heard_of(sound, station.clips[long.id])
    assert all(one < two for one, two in pairwise(frames))
    assert frames[-1] == len(frames_of(station.clips[long.id])) - 1
    interrupted = next(row for row in log(station) if row.announcement_id == long.id)
    assert interrupted.outcome is Outcome.PARTIAL


def test_a_second_play_out_stands_by_while_the_first_one_lives(station: Station) -> None:
    station.broadcast()

    station.broadcast()  # answers "ready" because the first one does

    with pytest.raises(AssertionError):
        wait_for(lambda: any(process.poll() is not None for process in station.processes), seconds=2)


def test_a_damaged_clip_is_never_aired(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        announcement = station.announce(session, 1.0)
        station.book(session, [announcement.id], soon(), "thon-tay")
        path = station.home / "clips" / f"{announcement.current.clip_sha256}.mp3"
    path.write_bytes(path.read_bytes()[:-192] + bytes(192))
    listener = listen(station, "thon-tay")

    wait_for(lambda: over(station, 1), seconds=15)

    assert heard_of(listener.stop(), station.clips[announcement.id]) == []
    assert "hỏng" in log(station)[0].reason
