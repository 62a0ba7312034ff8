"""What was over long ago is not read at every look; what may still sound always is."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from broadcaster import asrun
from broadcaster.fresh import fresh
from broadcaster.happening import Happening
from broadcaster.models import AsRun
from playlists import actions as plans
from playlists import queries
from playlists.timetable import Occurrence
from station import ledger
from station.database import Database
from tests.conftest import NOW, SAIGON, People
from tests.content.test_approval import approved

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LOOK = {"timezone": SAIGON, "station_name": "Đài"}


@pytest.fixture
def begun(session: Session, people: People, zones: dict[str, int]) -> Occurrence:
    """A programme at ten, of one bulletin and a rest."""
    announcement = approved(session, people, zones)
    entries = [plans.Entry(announcement_id=announcement.id), plans.Entry(pause_seconds=60)]
    playlist = plans.save_playlist(session, "Sáng", entries, by=people.minh, now=NOW)
    timing = plans.Timing(NOW.astimezone(SAIGON).time().replace(hour=10), NOW.date())
    zone_ids = [zones["thon-tay"]]
    plans.book(session, "Sáng", playlist.id, zone_ids, timing, by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()
    return queries.coming(session, NOW, NOW + 2 * HOUR, SAIGON)[0]


def claim(session: Session, occurrence: Occurrence, *, after: timedelta, frames: int) -> None:
    told = {"occurrence": occurrence.key, "item": "1.1", "zone_id": 1, "zone_name": "x", "programme_name": "x"}
    clip = {"announcement_id": 1, "title": "x", "clip_sha256": "a" * 64, "frames": frames, "approval_id": None}
    at = {"planned_at": occurrence.starts_at + after, "claimed_at": NOW, "quieter_db": 0}
    ledger.append_values(session, AsRun, [told | clip | at])


@pytest.mark.parametrize(("later", "kept"), [(50 * MINUTE, True), (2 * HOUR, False)])
def test_what_began_lately_may_still_sound(session: Session, begun: Occurrence, later: timedelta, kept: bool) -> None:
    assert fresh(session, [begun], since=NOW, now=begun.starts_at + later) == ([begun] if kept else [])


@pytest.mark.parametrize(
    ("after", "frames", "kept"), [(2 * HOUR, 100, True), (0 * HOUR, 100, False), (0 * HOUR, 2500 * 170, True)]
)
def test_what_was_claimed_lately_or_is_long_may_still_sound(
    session: Session, begun: Occurrence, after: timedelta, frames: int, kept: bool
) -> None:
    claim(session, begun, after=after, frames=frames)

    assert fresh(session, [begun], since=NOW, now=begun.starts_at + 2.5 * HOUR) == ([begun] if kept else [])


def test_a_programme_of_long_rests_may_still_have_something_to_say(
    session: Session, people: People, begun: Occurrence
) -> None:
    entries = [plans.Entry(pause_seconds=600)] * 6
    plans.save_playlist(session, "Sáng", entries, by=people.minh, now=NOW, playlist_id=begun.playlist_id)

    assert fresh(session, [begun], since=NOW, now=begun.starts_at + 2 * HOUR) == [begun]


def test_a_look_long_after_reads_no_claim_of_it_and_claims_nothing_twice(database: Database, begun: Occurrence) -> None:
    asrun.look(database, now=begun.starts_at, **LOOK)  # type: ignore[arg-type]
    with database.writing() as writing:
        asrun.write_events(writing, [asrun.Entry(1, Happening.ENDED, begun.starts_at + MINUTE, 100)])
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(str(told[3])))

    plan = asrun.look(database, now=begun.starts_at + 5 * HOUR, **LOOK)  # type: ignore[arg-type]

    assert not any(begun.key in each for each in asked)
    assert plan.wanted == [] and not any(plan.stretches.values())
