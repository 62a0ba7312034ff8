"""A relay on the air with all real parts: it fails, its fall-back steps in, it comes back; the log tells it all."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from broadcaster.happening import Happening
from broadcaster.models import AsRun
from content.airformat import SPEECH
from content.codec import decoded
from playlists import actions as plans
from playlists import relay_sources
from playlists.relay_items import RelayEntry
from station import clock
from tests.broadcaster.conftest import Listener, Station, differences_of, wait_for
from tests.broadcaster.inputs import upstream as up
from tests.broadcaster.noise import frames_of
from tests.conftest import SAIGON

SECOND = timedelta(seconds=1)
SOUND = up.mp3(up.speech())


class Switch:
    """An upstream that is switched off and on."""

    def __init__(self) -> None:
        self.is_on = True

    def __call__(self, handler: up.Handler) -> None:
        if not self.is_on:
            handler.send_error(404)
            return
        handler.head("audio/mpeg")
        handler.paced(SOUND, up.SECONDS, wanted=lambda: self.is_on)


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def server(switch: Switch) -> Iterator[up.Upstream]:
    with up.upstream({"/": switch}) as server:
        yield server


def book(station: Station, address: str, seconds: float, *, ahead: float) -> None:
    """Book a relay of so many seconds, approved, with two clips as its fall-back, to start so soon."""
    now, people = clock.now(), station.people
    local = clock.local(now + ahead * SECOND, SAIGON)
    with station.database.writing() as session:
        source = relay_sources.save(session, "VOV1", address, by=people.minh, now=now)
        relay_sources.approve(session, source.id, address, by=people.hung, now=now)
        spare = [plans.Entry(station.announce(session, 3, f"Dự phòng {number}").id) for number in (1, 2)]
        fallback = plans.save_playlist(session, "Dự phòng", spare, by=people.minh, now=now)
        relay = RelayEntry(source.id, seconds, fallback_id=fallback.id)
        playlist = plans.save_playlist(session, "Sáng", [plans.Entry(relay=relay)], by=people.minh, now=now)
        timing = plans.Timing(local.time().replace(microsecond=0), local.date())
        zone_ids = [station.zones["xa"]]
        plans.book(session, "Thời sự", playlist.id, zone_ids, timing, by=people.minh, now=now, timezone=SAIGON)


def rows(station: Station) -> list[AsRun]:
    with station.database.reading() as session:
        zone_id = station.zones["xa"]
        return session.query(AsRun).where(AsRun.zone_id == zone_id).order_by(AsRun.planned_at, AsRun.id).all()


def happenings(row: AsRun) -> list[str]:
    return [event.happening for event in row.events]


def has(station: Station, happening: Happening, *, place: int = 0, times: int = 1) -> bool:
    found = rows(station)
    return len(found) > place and happenings(found[place]).count(happening) >= times


def test_a_relay_makes_way_to_its_fallback_and_comes_back(
    station: Station, switch: Switch, server: up.Upstream
) -> None:
    station.broadcast()
    book(station, server.address("/"), 26, ahead=10)
    listener = Listener(f"http://127.0.0.1:{station.port}/stream/xa.mp3")
    listener.start()

    wait_for(lambda: has(station, Happening.STARTED), seconds=25)
    wait_for(lambda: clock.now() > rows(station)[0].planned_at + 3 * SECOND, seconds=10)
    switch.is_on = False
    wait_for(lambda: has(station, Happening.STARTED, place=1), seconds=20)
    switch.is_on = True
    wait_for(lambda: has(station, Happening.RESUMED), seconds=30)
    wait_for(lambda: has(station, Happening.ENDED), seconds=30)

    heard = listener.stop()
    relay, *spare = rows(station)
    told = happenings(relay)  # a machine that stands still for a moment adds a pause of its own
    assert (told[:3], told[-1]) == (["started", "paused", "resumed"], "ended")
    assert relay.title == "Tiếp sóng VOV1" and relay.clip_sha256 == "relay:1" and relay.approval_id == 1
    assert "nguồn tiếp sóng" in relay.events[1].reason
    assert all(happenings(row) == ["started", "ended"] for row in spare)
    assert [row.title for row in spare] == [f"Dự phòng {number % 2 + 1}" for number in range(len(spare))]
    assert spare[0].programme_name == "Thời sự (thay tiếp sóng)"
    assert all(frame in heard for row in spare for frame in frames_of(station.clips[row.announcement_id])[5:20])
    assert decoded(heard, SPEECH).dBFS > -40
    assert differences_of(station) == []


def test_a_relay_that_never_sounds_is_replaced_from_its_first_second_and_missed_with_its_reason(
    station: Station, switch: Switch, server: up.Upstream
) -> None:
    switch.is_on = False
    station.broadcast()
    book(station, server.address("/"), 10, ahead=8)

    wait_for(lambda: has(station, Happening.MISSED), seconds=40)

    relay, *spare = rows(station)
    assert "404" in relay.events[0].reason
    assert [happenings(row) for row in spare] == [["started", "ended"]] * 3
    assert spare[0].planned_at - relay.planned_at < SECOND
    assert differences_of(station) == []
