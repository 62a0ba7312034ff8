"""Outputs in a running station: opened, told apart, tested one by one, and their state believed."""

import time

from broadcaster import output_actions as actions
from broadcaster import output_testing
from broadcaster.models import Output
from broadcaster.outputs.aircheck.pieces import folder_of
from content.airformat import SPEECH
from content.tone import tone
from tests.broadcaster.conftest import Station, clock, free_port, soon, wait_for
from tests.broadcaster.noise import frames_of
from tests.conftest import SAIGON


def add(station: Station, kind: str, values: dict[str, str]) -> int:
    with station.database.writing() as session:
        setup = actions.Setup(station.zones["xa"], kind, values)
        return actions.add(session, kind, setup, by=station.people.chief, now=clock.now()).id


def state(station: Station, output_id: int) -> tuple[str, str]:
    with station.database.reading() as session:
        output = session.get_one(Output, output_id)
        return output.state, output.state_sentence


def recorded(station: Station) -> bytes:
    folder = folder_of(station.home, "xa")
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir())) if folder.is_dir() else b""


def test_an_output_takes_its_zone_s_sound_and_a_test_reaches_it_alone(station: Station) -> None:
    recorder = add(station, "file", {})
    dead = add(station, "icecast", {"address": f"http://127.0.0.1:{free_port()}/xa", "password": "x"})
    ring = tone(station.home, SPEECH).read_bytes()
    station.broadcast()
    everyone = station.hear("xa")
    wait_for(lambda: state(station, recorder)[0] == "ok" and state(station, dead)[0] == "failing", seconds=15)

    with station.database.writing() as session:
        output_testing.ask(session, recorder, by=station.people.chief, now=clock.now(), timezone=SAIGON)
    wait_for(lambda: ring in recorded(station), seconds=15)
    with station.database.writing() as session:
        announcement = station.announce(session, 1.0)
        station.book(session, [announcement.id], soon(2))
    wait_for(lambda: station.clips[announcement.id] in recorded(station), seconds=15)

    loud = set(frames_of(ring)[10:60])
    assert not loud & set(frames_of(everyone.stop()))
    assert recorded(station).count(ring) == 1
    assert "Không nối được" in state(station, dead)[1]


def test_an_output_that_is_switched_off_hears_nothing_more(station: Station) -> None:
    recorder = add(station, "file", {})
    station.broadcast()
    wait_for(lambda: bool(recorded(station)), seconds=15)

    with station.database.writing() as session:
        actions.switch(session, recorder, on=False, by=station.people.chief, now=clock.now())
    sizes = [0, len(recorded(station))]
    while sizes[-1] > sizes[-2]:
        time.sleep(1.5)  # it writes each second
        sizes.append(len(recorded(station)))

    assert len(sizes) < 5
