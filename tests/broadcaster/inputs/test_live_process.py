"""The process of a live talk: airs, records, and comes to an end by itself whatever happens around it."""

import os
import socket
import threading
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from broadcaster.halts import halt
from broadcaster.inputs import live as process
from broadcaster.inputs import live_ending, live_line
from broadcaster.inputs.live_line import LIMIT, LOST, SPOKEN, Chunk
from broadcaster.inputs.live_recording import Recording, recording_of
from broadcaster.models import LiveTalk
from broadcaster.talks import live
from broadcaster.talks import sound as live_sound
from broadcaster.talks import sweep as live_sweep
from content.airformat import SPEECH, check_frames, silent_frame
from content.models import Clip
from content.shelf import Shelf
from playlists import guard, guarding
from station import clock, queries, settings
from station.database import Database
from station.settings import Settings
from tests.broadcaster.inputs.transmitter import Transmitter
from tests.conftest import SAIGON, People

CHUNK = b"\1\2" * 2400  # a tenth of a second


@pytest.fixture
def told(tmp_path: Path, database: Database) -> Settings:
    return settings.load({"LOA_HOME": str(tmp_path), "LOA_DATABASE_URL": str(database.engine.url)})


@pytest.fixture
def transmitter(tmp_path: Path) -> Iterator[Transmitter]:
    transmitter = Transmitter(tmp_path)
    yield transmitter
    transmitter.end()


@pytest.fixture
def talk(session: Session, people: People, zones: dict[str, int]) -> LiveTalk:
    """A talk that hung has just begun."""
    now = clock.now()
    begun = live.start(session, [zones["xa"]], by=people.hung, now=now, timezone=SAIGON, minutes=1)
    session.commit()
    return begun


def run(told: Settings, seconds: float) -> tuple[threading.Thread, process.Talk, socket.socket]:
    """Air talk 1 in a thread of this process."""
    ear, speaking = live_line.listen(told.home, 1), process.begun(told, 1, seconds)
    thread = threading.Thread(target=process.serve, args=(ear, speaking, told.home))
    thread.start()
    return thread, speaking, ear


def test_sound_goes_to_the_transmitter_and_into_the_recording(told: Settings, transmitter: Transmitter) -> None:
    thread, speaking, ear = run(told, 60)

    for number in range(10):
        live_line.send(told.home, 1, Chunk(at=number * 2400, rate=24000, pcm=CHUNK))
        live_line.send(told.home, 1, Chunk(at=number * 2400, rate=24000, pcm=CHUNK))  # its answer was lost
    last = live_line.send(told.home, 1, Chunk(at=24000, rate=24000, last=True))
    thread.join()
    speaking.end()
    ear.close()

    recorded = recording_of(told.home, 1).read_bytes()
    transmitter.wait(lambda: len(transmitter.frames) == len(recorded))
    assert (last.over, last.wanted, last.on_air) == (SPOKEN, 24000, True)
    assert transmitter.heads == [b'{"source": "live:1"}\n']
    assert bytes(transmitter.frames) == recorded
    check_frames(recorded, SPEECH)
    assert 42 <= len(recorded) // SPEECH.frame_bytes <= 46  # a second, and what encoding adds


@pytest.mark.parametrize(("seconds", "reason"), [(0.3, LIMIT), (60, LOST)], ids=["limit", "silence"])
def test_a_talk_ends_by_its_limit_and_by_silence(
    told: Settings, monkeypatch: pytest.MonkeyPatch, seconds: float, reason: str
) -> None:
    monkeypatch.setattr(process, "SILENCE_SECONDS", 0.4)

    thread, speaking, ear = run(told, seconds)
    thread.join(5)
    ear.close()

    assert speaking.over == reason


def test_an_order_that_silences_the_station_ends_the_talk(told: Settings) -> None:
    thread, speaking, ear = run(told, 60)

    halt.halt(told.home, "hung", clock.now(), "nhầm")
    thread.join(5)
    ear.close()

    assert speaking.over == "«hung» đã dừng phát toàn đài: nhầm"


def test_a_full_disk_does_not_stop_a_talk(tmp_path: Path) -> None:
    (tmp_path / "live").write_text("in the way")
    recording = Recording(recording_of(tmp_path, 1))

    recording.write(silent_frame(SPEECH))

    assert recording.broken


def test_the_end_is_written_down_and_the_sound_put_on_the_shelf(
    session: Session, database: Database, told: Settings, talk: LiveTalk
) -> None:
    sound, now = silent_frame(SPEECH) * 50, clock.now()
    Recording(recording_of(told.home, talk.id)).write(sound + b"half")

    live_ending.write_down(database, talk.id, LOST, now=now)
    sha256 = live_ending.keep(database, told, talk.id, now=now)
    again = live_ending.keep(database, told, talk.id, now=now)

    session.expire_all()
    kept = session.get_one(LiveTalk, talk.id)
    assert (kept.end_reason, kept.ended_by, kept.clip_sha256) == (LOST, "loa", sha256)
    assert Shelf(told.clips).read(sha256 or "") == sound
    assert session.get_one(Clip, sha256).frames == 50
    assert again is None
    recorded, _ = queries.deeds(session, subject=f"live/{talk.id}")[:2]
    assert (recorded.deed, recorded.detail["clip"]) == ("live_recorded", sha256)


def test_a_talk_that_nobody_airs_any_more_is_ended_by_the_sweep(
    database: Database, told: Settings, talk: LiveTalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(live_sound, "start", lambda part, _told, *words: started.append((part, *words)))
    begun = talk.starts_at

    early = live_sweep.sweep(database, told, now=begun + timedelta(seconds=5))
    with live_line.listen(told.home, talk.id):
        aired = live_sweep.sweep(database, told, now=begun + timedelta(seconds=30))
    left = live_sweep.sweep(database, told, now=begun + timedelta(seconds=30))
    over = live_sweep.sweep(database, told, now=begun + timedelta(seconds=61))

    assert (early, aired, left, over) == ([], [], [talk.id], [talk.id])
    assert started == [("live_ending", str(talk.id), LOST), ("live_ending", str(talk.id), LIMIT)]


def test_a_talk_whose_zones_hours_are_closed_while_it_runs_is_ended_in_the_guards_own_words(
    session: Session, database: Database, told: Settings, talk: LiveTalk, people: People
) -> None:
    later = talk.starts_at + timedelta(seconds=5)
    with live_line.listen(told.home, talk.id):
        live_sweep.sweep(database, told, now=later)
        went_on = [each.id for each in live.running(session, now=later)]
        hour = (clock.local(later, SAIGON) + timedelta(hours=6)).time().replace(minute=0, second=0, microsecond=0)
        guarding.set_rule(session, None, opens_at(hour), by=people.chief, now=later)
        session.commit()
        live_sweep.sweep(database, told, now=later)

    session.expire_all()
    ended = session.get_one(LiveTalk, talk.id)
    assert went_on == [talk.id]
    assert ended.ended_by == "loa" and "ngoài giờ chỉ được phát khẩn" in ended.end_reason


def opens_at(hour: time) -> guard.Bounds:
    """Hours that last a minute."""
    return guard.Bounds((guard.Window(hour, hour.replace(minute=1)),), 0, 0, 0)


def test_sound_that_a_crash_left_behind_is_put_on_the_shelf_by_the_sweep(
    session: Session, database: Database, told: Settings, talk: LiveTalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(live_sound, "start", lambda part, _told, *words: started.append(part))
    live.close(session, talk, SPOKEN, by="hung", now=clock.now())
    session.commit()
    path = recording_of(told.home, talk.id)
    Recording(path).write(silent_frame(SPEECH))
    (told.home / "live" / "999.mp3").write_bytes(b"of a talk that nobody knows")
    long_ago = clock.now().timestamp() - 3600
    os.utime(path, (long_ago, long_ago))

    assert live_sweep.sweep(database, told, now=talk.starts_at + timedelta(minutes=5)) == [talk.id]
    assert started == ["live_ending"]


def test_a_process_ends_by_itself_and_has_its_end_written_down(
    session: Session, told: Settings, talk: LiveTalk
) -> None:
    live_sound.begin(told, talk, now=talk.starts_at + timedelta(seconds=58.5))

    heard = live_sound.pass_on(told, talk, Chunk(at=0, rate=24000, pcm=CHUNK), now=clock.now())
    deadline = clock.monotonic() + 20
    while live_line.is_there(told.home, talk.id):
        assert clock.monotonic() < deadline
        threading.Event().wait(0.1)

    session.expire_all()
    kept = session.get_one(LiveTalk, talk.id)
    assert 0 < heard.seconds_left < 1.5
    assert (kept.end_reason, kept.ended_by) == (LIMIT, "loa")
    assert kept.clip_sha256 and Shelf(told.clips).has(kept.clip_sha256)
