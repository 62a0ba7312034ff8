"""A relay that begins at one time of day and is over by another, on the air with all real parts."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest

from broadcaster.models import AsRun
from content.airformat import FRAME_SECONDS
from playlists import actions as plans
from playlists import relay_sources
from playlists.relay_items import RelayEntry
from station import clock
from tests.broadcaster.conftest import Station, differences_of, soon, wait_for
from tests.broadcaster.inputs import upstream as up
from tests.conftest import SAIGON

SECOND = timedelta(seconds=1)
SOUND = up.mp3(up.speech())
AHEAD, LASTS = 8, 6  # seconds from the start to the relay, and of the relay


@pytest.fixture
def server() -> Iterator[up.Upstream]:
    def stream(handler: up.Handler) -> None:
        handler.head("audio/mpeg")
        handler.paced(SOUND, up.SECONDS)

    with up.upstream({"/": stream}) as server:
        yield server


def of_day(moment: datetime) -> time:
    return clock.local(moment, SAIGON).time()


def book(station: Station, address: str, starts_at: datetime) -> list[int]:
    """Book five seconds, twenty seconds, the relay on the dot, and three seconds; return the announcements' numbers."""
    people = station.people
    relay_at, relay_until = starts_at + AHEAD * SECOND, starts_at + (AHEAD + LASTS) * SECOND
    with station.database.writing() as session:
        numbers = [station.announce(session, seconds, f"Tin {seconds} giây").id for seconds in (5, 20, 3)]
        now = clock.now()  # what is approved only after it was booked so late comes too late
        source = relay_sources.save(session, "VOV1", address, by=people.minh, now=now)
        relay_sources.approve(session, source.id, address, by=people.hung, now=now)
        relay = plans.Entry(relay=RelayEntry(source.id, until=of_day(relay_until)), hard_start=of_day(relay_at))
        first, second, last = (plans.Entry(number) for number in numbers)
        playlist = plans.save_playlist(session, "Sáng", [first, second, relay, last], by=people.minh, now=now)
        timing = plans.Timing(of_day(starts_at), clock.local(starts_at, SAIGON).date())
        where = [station.zones["xa"]]
        plans.book(session, "Sáng", playlist.id, where, timing, by=people.minh, now=now, timezone=SAIGON)
    return numbers


def rows(station: Station) -> list[AsRun]:
    with station.database.reading() as session:
        zone_id = station.zones["xa"]
        return session.query(AsRun).where(AsRun.zone_id == zone_id).order_by(AsRun.id).all()


def told(station: Station) -> dict[int, list[str]]:
    return {row.announcement_id: [event.happening for event in row.events] for row in rows(station)}


def test_a_relay_begins_on_the_dot_and_is_over_at_its_time(station: Station, server: up.Upstream) -> None:
    station.broadcast()
    starts_at = soon(8)
    first, second, last = book(station, server.address("/"), starts_at)

    wait_for(lambda: told(station).get(last, [])[-1:] == ["ended"], seconds=60)

    (relay,) = (row for row in rows(station) if row.announcement_id < 0)
    (missed,) = (row for row in rows(station) if row.announcement_id == second)
    (after,) = (row for row in rows(station) if row.announcement_id == last)
    happened = told(station)  # a machine that stands still for a moment adds a pause of its own
    assert (happened[first], happened[second]) == (["started", "ended"], ["missed"])
    assert (happened[relay.announcement_id][0], happened[relay.announcement_id][-1]) == ("started", "ended")
    assert "«Tiếp sóng VOV1» bắt đầu đúng giờ" in missed.events[0].reason
    assert (relay.planned_at - starts_at) / SECOND == AHEAD
    assert (relay.events[0].at - relay.planned_at) / SECOND == pytest.approx(0, abs=0.5)
    assert relay.frames == int(LASTS / FRAME_SECONDS)
    assert (relay.events[-1].at - starts_at) / SECOND == pytest.approx(AHEAD + LASTS, abs=0.5)
    assert after.planned_at - starts_at <= (AHEAD + LASTS) * SECOND
    assert differences_of(station) == []
