"""Play-out sees to it that lines are read ahead: by itself, after every change, through the database alone."""

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from broadcaster import ahead
from broadcaster.outcome import Outcome
from content import actions as contents
from content import decisions
from content.airformat import SPEECH, frame_count
from content.models import Announcement, Clip, Filling
from content.shelf import Shelf
from station import clock, settings
from station.database import Database
from tests.broadcaster.conftest import Listener, Station, soon, wait_for
from tests.broadcaster.noise import noise
from tests.broadcaster.test_playout import log
from tests.conftest import NOW, People
from tests.playlists.line_station import LineStation


@pytest.fixture
def lines(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def test_what_is_missing_is_asked_for_and_where_nothing_is_nothing_is_locked(
    database: Database, lines: LineStation
) -> None:
    lines.book("Chiều", lines.line(), lines.speech("Tiêm chủng"))
    lines.session.commit()
    told, begun = settings.load({}), []
    event.listen(database.engine, "begin", lambda connection: begun.append(connection.get_execution_options()))

    counts = [ahead.ask_for_lines(database, told, now=NOW) for _ in range(2)]

    assert counts == [1, 0]
    assert [bool(options.get("write")) for options in begun] == [False, True, False]
    assert lines.fillings()[0].text.startswith(f"Đây là {told.station_name}, Chủ nhật")


def approved_line(station: Station, session: Session) -> Announcement:
    """Approve a line that says only who speaks; its example's sound is of no use here."""
    speech = station.announce(session, 0.5, "Ví dụ")
    terms, now = contents.Terms([station.zones["xa"]]), clock.now()
    line = contents.write_line(session, contents.Wording("Lời chào", "{đài}."), terms, by=station.people.lan, now=now)
    line.current.clip_sha256 = speech.current.clip_sha256
    session.flush()
    session.expire(line)
    contents.submit(session, line.id, by=station.people.lan, now=now)
    decisions.approve(session, line.id, line.current.clip_sha256 or "", by=station.people.hung, now=now)
    return line


def read(station: Station, sound: bytes) -> bool:
    """Do the voicing worker's work, once there is some."""
    with station.database.writing() as session:
        filling = session.scalars(select(Filling)).one_or_none()
        if filling is None:
            return False
        sha, frames = Shelf(station.home / "clips").keep(sound), frame_count(sound, SPEECH)
        clip = Clip(sha256=sha, frames=frames, air_format="64k", lufs=-16, true_peak_dbtp=-2, voice="x", made_at=NOW)
        session.add(clip)
        session.flush()
        filling.clip_sha256 = sha
    return True


def test_a_programme_booked_now_has_its_line_asked_for_and_heard(station: Station) -> None:
    station.broadcast()
    with station.database.writing() as session:
        line, speech = approved_line(station, session), station.announce(session, 0.5)
        station.book(session, [line.id, speech.id], soon(6), "thon-tay")
    listener = Listener(f"http://127.0.0.1:{station.port}/stream/thon-tay.mp3")
    listener.start()
    sound = noise(1.0, 77)

    wait_for(lambda: read(station, sound), seconds=4)
    wait_for(lambda: len([row for row in log(station) if row.ended_at]) == 2, seconds=15)

    assert sound + station.clips[speech.id] in listener.stop()
    assert {row.outcome for row in log(station)} == {Outcome.AIRED}
