"""A draw from the queue before a relay that begins on the dot: it fills what is left, and nothing is left out."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.models import AsRun
from playlists import actions as plans
from playlists import relay_sources
from playlists.queueing.queue_items import QueueRoom
from playlists.relay_items import RelayEntry
from station.database import Database
from tests.broadcaster.test_queue_on_air import START, log, play, queued, titles
from tests.conftest import NOW, SAIGON, People
from tests.playlists.line_station import LineStation


@pytest.fixture
def station(session: Session, people: People, zones: dict[str, int]) -> LineStation:
    return LineStation(session, people, zones)


def book(station: LineStation, *entries: plans.Entry) -> None:
    """Book these items every day at 17:00, and a relay at 17:02 on the dot after them."""
    session, people, address = station.session, station.people, "http://vov.example/vov1"
    source = relay_sources.save(session, "VOV1", address, by=people.minh, now=NOW)
    relay_sources.approve(session, source.id, address, by=people.hung, now=NOW)
    relay = plans.Entry(relay=RelayEntry(source.id, 600), hard_start=time(17, 2))
    playlist = plans.save_playlist(session, "Chiều", [*entries, relay], by=people.minh, now=NOW)
    timing, where = plans.Timing(time(17), NOW.date(), range(7)), [station.zones["xa"]]
    plans.book(session, "Chiều", playlist.id, where, timing, by=people.minh, now=NOW, timezone=SAIGON)


def test_a_draw_fills_what_is_left_before_what_begins_on_the_dot(database: Database, station: LineStation) -> None:
    for number in range(6):
        queued(station, f"Tin {number}")
    first = station.speech("Chào")
    book(station, plans.Entry(first.id), plans.Entry(queue=QueueRoom(600)))

    play(database, station, timedelta(seconds=130))

    assert titles(station) == ["Chào", "Tin 0", "Tin 1", "Tin 2", "Tin 3", "Tiếp sóng VOV1"]  # 24 seconds each


def test_a_draw_may_itself_begin_on_the_dot(database: Database, station: LineStation) -> None:
    one = queued(station, "Tin")
    first = station.speech("Chào")
    book(station, plans.Entry(first.id), plans.Entry(queue=QueueRoom(600), hard_start=time(17, 1)))

    play(database, station, timedelta(seconds=130))

    assert [item for item, _ in log(station, "xa")] == [f"{first.id}.1", f"q1.{one.id}.1", "relay.1.1"]
    query = select(AsRun.planned_at).where(AsRun.item == f"q1.{one.id}.1").distinct()
    assert station.session.scalars(query).all() == [START + timedelta(minutes=1)]
