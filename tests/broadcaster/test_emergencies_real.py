"""Emergencies with real processes: the siren waits for no voice, and silence for no database."""

import pytest
from sqlalchemy import select

from broadcaster.breakin import report as breakin_report
from broadcaster.breakin import templates
from broadcaster.breakin.breakins import Manner
from broadcaster.halts import halt
from broadcaster.models import AsRun, BreakIn
from broadcaster.outcome import Outcome
from content import house_voicing
from content.airformat import SPEECH
from content.codec import encoded
from content.house_sounds import Kind, ask
from content.models import Clip
from content.shelf import Shelf
from content.voicing import clip_format
from station import audit, clock
from station.models import AuditEntry
from station.nudge import nudge
from tests.broadcaster.conftest import Station, differences_of, soon, wait_for
from tests.broadcaster.faults import heard_of, locked
from tests.broadcaster.noise import frames_of
from tests.conftest import SAIGON

SILENT_WITHIN = 1.0  # seconds, as the button promises
LOADED = 6.5  # more that a busy machine may take here


@pytest.fixture
def siren(station: Station) -> bytes:
    """The siren, where it lies ready."""
    sound = encoded(house_voicing.SIGNALS[Kind.SIREN](), SPEECH)
    sha = Shelf(station.home / "clips").keep(sound)
    with station.database.writing() as session:
        clip = Clip(
            sha256=sha,
            frames=len(frames_of(sound)),
            air_format=clip_format(SPEECH),
            lufs=-16,
            true_peak_dbtp=-2,
            voice="x",
            made_at=clock.now(),
        )
        session.add(clip)
        session.flush()
        house = ask(session, Kind.SIREN, now=clock.now())
        house.clip_sha256 = sha
        audit.record(session, "loa", "voiced", f"house-sound/{house.id}", now=clock.now(), clip=sha)
    return sound


def test_the_siren_of_words_typed_now_waits_for_no_voice_and_the_words_follow_it_whole(
    station: Station, siren: bytes
) -> None:
    station.broadcast()
    listener = station.hear("thon-tay")
    wait_for(lambda: bool(listener.heard), seconds=10)

    with station.database.writing() as session:
        where, by, now = [station.zones["xa"]], station.people.minh, clock.now()
        manner = Manner(opening="siren")
        order = templates.order_text(session, "", "Nước lên.", where, manner, by=by, now=now, timezone=SAIGON)
    nudge(station.home, "broadcast")
    wait_for(lambda: len(heard_of(bytes(listener.heard), siren)) > 40, seconds=15)
    station.start("voice")
    wait_for(lambda: _aired(station, order.announcement_id) == len(station.zones), seconds=60)

    sound = listener.stop()
    with station.database.reading() as session:
        break_in = session.get_one(BreakIn, order.id)
        report = breakin_report.report(session, break_in, now=clock.now())
        words = Shelf(station.home / "clips").read(break_in.clip_sha256 or "")
        items = session.scalars(select(AsRun.item).where(AsRun.zone_id == station.zones["xa"])).all()
    assert report.slowest_ms is not None and report.slowest_ms < 1000 * LOADED
    assert siren in sound and words in sound
    assert set(items) - {"signal+.1", "signal++.1"} == {"signal.1", "words.1"}
    assert differences_of(station) == []


def test_stop_everything_silences_while_the_database_is_locked_and_the_log_says_why_afterwards(
    station: Station,
) -> None:
    station.broadcast()
    with station.database.writing() as session:
        long = station.announce(session, 12.0)
        station.book(session, [long.id], soon(), "thon-tay")
    listener, clip = station.hear("thon-tay"), station.clips[long.id]
    wait_for(lambda: len(heard_of(bytes(listener.heard), clip)) > 20, seconds=20)

    with locked(station):
        pressed = clock.now().timestamp()
        halt.halt(station.home, "minh", clock.now(), "phát nhầm")
        wait_for(lambda: clock.now().timestamp() > pressed + SILENT_WITHIN + LOADED, seconds=10)
        heard = heard_of(bytes(listener.heard), clip)
        wait_for(lambda: clock.now().timestamp() > pressed + SILENT_WITHIN + LOADED + 1, seconds=10)
        later = heard_of(bytes(listener.heard), clip)
        arrivals = [at for at, place in listener.arrivals if heard_of(bytes(listener.heard[place : place + 960]), clip)]
    halt.release(station.home, "hung", clock.now())
    wait_for(lambda: station.is_over(1) and _deeds(station) == ["stop_all", "release_all"], seconds=40)
    sound = listener.stop()

    assert heard_of(sound, clip) == later == heard and heard[-1] < len(frames_of(clip)) - 1
    assert max(arrivals) - pressed < SILENT_WITHIN + LOADED
    (row,) = station.log()
    assert "«minh» đã dừng phát toàn đài: phát nhầm" in row.reason


def _aired(station: Station, announcement_id: int) -> int:
    rows = [row for row in station.log() if row.announcement_id == announcement_id]
    return len([row for row in rows if row.outcome in (Outcome.AIRED, Outcome.LATE)])


def _deeds(station: Station) -> list[str]:
    with station.database.reading() as session:
        deeds = select(AuditEntry.deed).where(AuditEntry.subject.startswith("halt/"))
        return list(session.scalars(deeds.order_by(AuditEntry.id)))
