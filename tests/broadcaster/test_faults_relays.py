"""Relays that go wrong in every way, all at once, each in a zone of its own: fall-backs step in, the log says why."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import pytest

from broadcaster import queries
from broadcaster.outcome import Outcome
from playlists import actions as plans
from playlists import relay_sources
from playlists.relay_items import RelayEntry
from station import clock, zones
from station.models import Zone
from tests.broadcaster.conftest import Station, wait_for
from tests.broadcaster.faults import check
from tests.broadcaster.inputs import upstream as up
from tests.conftest import SAIGON
from tests.content.sounds import as_file, tone

TALK = up.mp3(up.speech())
BROKEN: dict[str, up.Stream] = {
    "/page": up.page,
    "/silent": up.plays(up.mp3(tone(4000, level=0.0))),
    "/hiss": up.plays(up.mp3(up.hiss())),
    "/stall": up.stalls(TALK),
    "/junk": up.pours(b"", bytes(range(256)) * 50, "audio/mpeg"),
}
SOUND: dict[str, up.Stream] = {
    "/codec": up.changes(TALK, as_file(up.speech(), "adts", "aac")),
    "/well": up.plays(TALK),
}
NOWHERE = "/nothing"  # 404
AHEAD, LASTS = 10.0, 22.0  # seconds: noise needs twenty to be found out
UNFINISHED = (Outcome.CLAIMED, Outcome.ON_AIR)


@pytest.fixture
def server() -> Iterator[up.Upstream]:
    with up.upstream(BROKEN | SOUND) as server:
        yield server


def book(station: Station, paths: Iterable[str], address: Callable[[str], str]) -> None:
    """Put up a zone for each source, and book its relay there, with one clip as the fall-back of all."""
    now, people = clock.now(), station.people
    local = clock.local(now + timedelta(seconds=AHEAD), SAIGON)
    timing = plans.Timing(local.time().replace(microsecond=0), local.date())
    with station.database.writing() as session:
        commune = session.get_one(Zone, station.zones["xa"])
        spare = [plans.Entry(announcement_id=station.announce(session, 3.0, "Dự phòng").id)]
        fallback = plans.save_playlist(session, "Dự phòng", spare, by=people.minh, now=now)
        for path in paths:
            place = zones.add_zone(session, place_of(path), by=people.chief, now=now, parent=commune)
            source = relay_sources.save(session, path, address(path), by=people.minh, now=now)
            relay_sources.approve(session, source.id, address(path), by=people.hung, now=now)
            entry = plans.Entry(relay=RelayEntry(source.id, LASTS, fallback_id=fallback.id))
            playlist = plans.save_playlist(session, path, [entry], by=people.minh, now=now)
            plans.book(session, path, playlist.id, [place.id], timing, by=people.minh, now=now, timezone=SAIGON)


def place_of(path: str) -> str:
    return f"Khu {path[1:]}"


def told(station: Station) -> tuple[dict[str, queries.LogRow], set[str]]:
    """Return the row of each relay by its path, and where a fall-back was aired."""
    places = {place_of(path): path for path in (*BROKEN, *SOUND, NOWHERE)}
    rows = station.log()
    relays = {places[row.zone_name]: row for row in rows if row.title.startswith("Tiếp sóng")}
    return relays, {places[row.zone_name] for row in rows if row.title == "Dự phòng" and row.aired_seconds}


def test_whatever_a_relay_sends_its_zone_hears_it_or_its_fallback_and_the_log_says_why(
    station: Station, server: up.Upstream
) -> None:
    station.broadcast()
    book(station, (*BROKEN, *SOUND, NOWHERE), server.address)

    wait_for(lambda: bool(told(station)[0]), seconds=30)
    wait_for(lambda: all(row.outcome not in UNFINISHED for row in station.log()), seconds=90)

    relays, replaced = told(station)
    assert replaced >= {*BROKEN, NOWHERE}
    assert relays["/well"].aired_seconds  # on a busy machine they are opened late
    assert relays["/codec"].aired_seconds or relays["/codec"].reason  # it may have come to its end before its turn
    assert all(relays[path].reason for path in (*BROKEN, NOWHERE))
    check(station)
